package de.siegel.cli.fraud.explain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The numbers that a rule saw, for people: times and days are told as such by their names. */
final class Evidence {
  private Evidence() {}

  /** In brackets, or nothing if there are none. */
  static String words(Map<String, Double> evidence) {
    return evidence.isEmpty()
        ? ""
        : new TreeMap<>(evidence)
            .entrySet().stream()
                .map(one -> one.getKey() + " " + word(one.getKey(), one.getValue()))
                .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String word(String name, double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE * 4.0;
    if (whole && (name.equals("from") || name.equals("until"))) {
      return Instant.ofEpochSecond((long) value).toString();
    }
    if (whole && name.endsWith("Day")) {
      return LocalDate.ofEpochDay((long) value).toString();
    }
    return whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
  }
}
