package de.siegel.identity.control;

import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * When a pharmacy is open and has emergency duty, as persons write it: by the clock on the wall in
 * Europe/Berlin.
 */
public final class DeclaredTimes {
  /** More duties are not declared of one pharmacy, and not looked at. */
  public static final int MOST_DUTIES = 60;

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
  private static final List<String> TAGE = List.of("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So");

  private static final Pattern HOURS =
      Pattern.compile("(\\p{L}{2})(?:-(\\p{L}{2}))? (\\d\\d):([0-5]\\d)-(\\d\\d):([0-5]\\d)");

  private static final Comparator<OpeningHours> BY_TIME =
      Comparator.comparing(OpeningHours::getDayOfWeek)
          .thenComparing(OpeningHours::getOpens)
          .thenComparing(OpeningHours::getCloses);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);

  private DeclaredTimes() {}

  /**
   * Reads opening hours.
   *
   * @param texts such as {@code Mo-Fr 08:00-18:30}
   * @return in the order of the week
   * @throws IllegalArgumentException saying which is wrong and how it is written
   */
  public static List<OpeningHours> hours(Collection<String> texts) {
    return texts.stream().flatMap(text -> hours(text).stream()).sorted(BY_TIME).toList();
  }

  private static List<OpeningHours> hours(String text) {
    Matcher matcher = HOURS.matcher(text);
    if (matcher.matches()) {
      int first = day(matcher.group(1));
      int last = matcher.group(2) == null ? first : day(matcher.group(2));
      int opens = minute(matcher.group(3), matcher.group(4));
      int closes = minute(matcher.group(5), matcher.group(6));
      if (first > 0 && first <= last && opens < closes && closes <= MINUTES_A_DAY) {
        return IntStream.rangeClosed(first, last)
            .mapToObj(day -> new OpeningHours(day, opens, closes))
            .toList();
      }
    }
    throw new IllegalArgumentException(
        "open: "
            + shown(text)
            + " is no opening time. Write days, then times of one day, such as \"Mo-Fr 08:00-18:30\""
            + " or \"Su 00:00-24:00\"; past midnight or past Sunday, two of them.");
  }

  private static int day(String name) {
    return Math.max(DAYS.indexOf(name), TAGE.indexOf(name)) + 1;
  }

  private static int minute(String hour, String minute) {
    return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
  }

  /**
   * Reads emergency duties.
   *
   * @param texts such as {@code 2026-12-24T18:00/2026-12-25T08:30}
   * @return by their beginning
   * @throws IllegalArgumentException saying which is wrong and how it is written
   */
  public static List<Duty> duties(Collection<String> texts) {
    return texts.stream()
        .map(DeclaredTimes::duty)
        .sorted(Comparator.comparing(Duty::getFrom).thenComparing(Duty::getTo))
        .toList();
  }

  private static Duty duty(String text) {
    String[] ends = text.split("/", -1);
    if (ends.length == 2) {
      try {
        // In the hour that there is twice, the longer duty is meant.
        return new Duty(
            at(ends[0]).withEarlierOffsetAtOverlap().toInstant(),
            at(ends[1]).withLaterOffsetAtOverlap().toInstant());
      } catch (DateTimeException e) {
        throw noDuty(text, e);
      }
    }
    throw noDuty(text, null);
  }

  private static ZonedDateTime at(String text) {
    LocalDateTime local = LocalDateTime.parse(text, MINUTE);
    // Spring and the 30th of February: Java would take another time for what there is not.
    if (!local.format(MINUTE).equals(text) || !local.atZone(ZONE).toLocalDateTime().equals(local)) {
      throw new DateTimeException("there is no such time");
    }
    return local.atZone(ZONE);
  }

  private static IllegalArgumentException noDuty(String text, Exception cause) {
    return new IllegalArgumentException(
        "duties: "
            + shown(text)
            + " is no duty. Write its beginning and its end by the clock in Germany, such as"
            + " 2026-12-24T18:00/2026-12-25T08:30.",
        cause);
  }

  private static String shown(String text) {
    String first = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return "\"" + first.replaceAll("\\p{Cc}", "?") + "\"";
  }

  /** Opening hours as they are written, days of the same times together. */
  public static List<String> texts(Collection<OpeningHours> hours) {
    Map<String, TreeSet<Integer>> days = new TreeMap<>();
    for (OpeningHours one : hours) {
      days.computeIfAbsent(
              clock(one.getOpens()) + "-" + clock(one.getCloses()), time -> new TreeSet<>())
          .add(one.getDayOfWeek());
    }
    record Line(int first, String text) {}
    List<Line> lines = new ArrayList<>();
    days.forEach(
        (time, on) -> {
          for (int day : on) {
            if (!on.contains(day - 1)) {
              int last = day;
              while (on.contains(last + 1)) {
                last++;
              }
              lines.add(
                  new Line(day, name(day) + (last > day ? "-" + name(last) : "") + " " + time));
            }
          }
        });
    return lines.stream()
        .sorted(Comparator.comparing(Line::first).thenComparing(Line::text))
        .map(Line::text)
        .toList();
  }

  private static String clock(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }

  private static String name(int day) {
    return day >= 1 && day <= DAYS.size() ? DAYS.get(day - 1) : "day" + day;
  }

  /** A duty as it is written. */
  public static String text(Duty duty) {
    return clock(duty.getFrom()) + "/" + clock(duty.getTo());
  }

  private static String clock(Instant at) {
    return at.atZone(ZONE).format(MINUTE);
  }
}
