package de.siegel.replay.view;

import de.siegel.replay.view.PharmacyHours.Count;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/**
 * The hours of a pharmacy as an SVG picture: a row for each day, a column for each hour, and in
 * each cell four fields, one for each of {@link Count}, the stronger the more. Plain shapes and
 * texts: no script, no link, nothing that is fetched.
 */
public final class HoursPicture {
  private static final int CELL = 26;
  private static final int LEFT = 150;
  private static final int TOP = 96;
  private static final int TOTALS = 260;

  /** Told apart also by who sees no colours: the place in the cell is always the same. */
  private static final Map<Count, String> COLOURS =
      Map.of(
          Count.ISSUED, "#1b7f3b",
          Count.REFUSED, "#c0392b",
          Count.HELD, "#d98200",
          Count.STEP_UP, "#2e6fbf");

  private static final Map<Count, String> NAMES =
      Map.of(
          Count.ISSUED, "issued",
          Count.REFUSED, "refused",
          Count.HELD, "held",
          Count.STEP_UP, "stepped up");

  private HoursPicture() {}

  /**
   * The picture.
   *
   * @param title any text, for example the pharmacy's id
   */
  public static String svg(String title, PharmacyHours hours) {
    int width = LEFT + PharmacyHours.HOURS * CELL + TOTALS;
    int height = TOP + Math.max(1, hours.days().size()) * CELL + 40;
    StringBuilder svg = new StringBuilder(64 * 1024);
    svg.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append(
            String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
                    + " viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                width,
                height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    text(svg, 10, 24, "font-size=\"16\" font-weight=\"bold\"", title);
    text(
        svg,
        10,
        42,
        "fill=\"#555555\"",
        "Requests by day and hour ("
            + PharmacyHours.ZONE
            + ")"
            + (hours.isCut() ? ", the last 366 days" : ""));
    legend(svg);
    heads(svg);
    int most = most(hours);
    int row = 0;
    for (Map.Entry<LocalDate, int[][]> day : hours.days().entrySet()) {
      day(svg, TOP + row * CELL, day.getKey(), day.getValue(), most);
      row++;
    }
    if (row == 0) {
      text(svg, LEFT, TOP + 18, "", "Nothing was decided for it in this time.");
    }
    return svg.append("</svg>\n").toString();
  }

  private static void legend(StringBuilder svg) {
    int x = 10;
    for (Count count : Count.values()) {
      square(svg, x, 54, 12, COLOURS.get(count), 1);
      text(svg, x + 17, 64, "", NAMES.get(count));
      x += 110;
    }
    text(svg, x, 64, "fill=\"#555555\"", "pale: one, full: the most in an hour");
  }

  private static void heads(StringBuilder svg) {
    for (int hour = 0; hour < PharmacyHours.HOURS; hour++) {
      text(
          svg,
          LEFT + hour * CELL + CELL / 2,
          TOP - 8,
          "text-anchor=\"middle\"",
          String.format(Locale.ROOT, "%02d", hour));
    }
    text(
        svg,
        LEFT + PharmacyHours.HOURS * CELL + 12,
        TOP - 8,
        "",
        "issued / refused / held / stepped up");
  }

  private static void day(StringBuilder svg, int y, LocalDate date, int[][] counts, int most) {
    text(
        svg,
        10,
        y + 17,
        "",
        date
            + " "
            + date.getDayOfWeek().name().substring(0, 1)
            + date.getDayOfWeek().name().substring(1, 3).toLowerCase(Locale.ROOT));
    int[] totals = new int[Count.values().length];
    for (int hour = 0; hour < PharmacyHours.HOURS; hour++) {
      cell(svg, LEFT + hour * CELL, y, date, hour, counts[hour], most);
      for (int i = 0; i < totals.length; i++) {
        totals[i] += counts[hour][i];
      }
    }
    text(
        svg,
        LEFT + PharmacyHours.HOURS * CELL + 12,
        y + 17,
        "",
        totals[0] + " / " + totals[1] + " / " + totals[2] + " / " + totals[3]);
  }

  private static void cell(
      StringBuilder svg, int x, int y, LocalDate date, int hour, int[] counts, int most) {
    svg.append("<g>");
    square(svg, x, y, CELL - 2, "#f0f0f0", 1);
    StringBuilder told = new StringBuilder();
    for (Count count : Count.values()) {
      int number = counts[count.ordinal()];
      if (number > 0) {
        int half = (CELL - 2) / 2;
        square(
            svg,
            x + count.ordinal() % 2 * half,
            y + count.ordinal() / 2 * half,
            half,
            COLOURS.get(count),
            strength(number, most));
        told.append(told.isEmpty() ? "" : ", ").append(number).append(' ').append(NAMES.get(count));
      }
    }
    if (!told.isEmpty()) {
      svg.append("<title>")
          .append(escaped(String.format(Locale.ROOT, "%s %02d h: %s", date, hour, told)))
          .append("</title>");
    }
    svg.append("</g>\n");
  }

  /** Logarithmic: ten at night must be seen beside a thousand by day. */
  private static double strength(int number, int most) {
    return most <= 1 ? 1 : 0.3 + 0.7 * Math.log(number) / Math.log(most);
  }

  private static int most(PharmacyHours hours) {
    int most = 0;
    for (int[][] day : hours.days().values()) {
      for (int[] hour : day) {
        for (int number : hour) {
          most = Math.max(most, number);
        }
      }
    }
    return most;
  }

  private static void square(
      StringBuilder svg, int x, int y, int side, String colour, double strength) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" fill-opacity=\"%.2f\"/>",
            x,
            y,
            side,
            side,
            colour,
            strength));
  }

  private static void text(StringBuilder svg, int x, int y, String attributes, String text) {
    svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>", x, y, attributes))
        .append(escaped(text))
        .append("</text>\n");
  }

  /** What XML knows as characters, with those replaced that would be read as something else. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isCharacter(c) ? c : '?');
              }
            });
    return safe.toString();
  }

  private static boolean isCharacter(int c) {
    return (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || (c >= 0x10000 && c <= 0x10ffff);
  }
}
