package de.siegel.cli.issue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shipped sample requests. Dates that must be recent stand in them as {@code {day-40}}, counted
 * from the day on which the samples are written down.
 */
final class Samples {
  private static final Pattern DAY = Pattern.compile("\\{day([+-]\\d{1,3})}");

  private Samples() {}

  static byte[] asOf(LocalDate day) throws IOException {
    try (InputStream in = Samples.class.getResourceAsStream("samples.jsonl")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = DAY.matcher(text);
      return matcher
          .replaceAll(found -> day.plusDays(Integer.parseInt(found.group(1))).toString())
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
