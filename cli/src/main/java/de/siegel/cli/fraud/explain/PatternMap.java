package de.siegel.cli.fraud.explain;

import de.siegel.fraudrules.state.WeekPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When a pharmacy works, as a small map: a row a weekday, a column an hour. An hour counts with
 * those before and after it, for so the rule looks at it.
 */
final class PatternMap {
  private static final int HOURS = 24;
  private static final String[] WEEKDAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final int STEPS = 9;

  /** Below it the rule says never. */
  private static final double NEVER = 0.5;

  private PatternMap() {}

  /** The lines: {@code .} for never, 1 to 9 for the share of the busiest. */
  static List<String> lines(WeekPattern pattern) {
    if (pattern.total() == 0) {
      return List.of("not learnt yet: a day's requests are learnt when it is over");
    }
    double[][] numbers = numbers(pattern);
    double most = 0;
    for (double[] day : numbers) {
      for (double hour : day) {
        most = Math.max(most, hour);
      }
    }
    StringBuilder head = new StringBuilder("    ");
    for (int hour = 0; hour < HOURS; hour += 3) {
      head.append(String.format(Locale.ROOT, "%02d ", hour));
    }
    List<String> lines = new ArrayList<>(List.of(head.toString().stripTrailing()));
    for (int weekday = 0; weekday < WEEKDAYS.length; weekday++) {
      StringBuilder line = new StringBuilder(WEEKDAYS[weekday]).append(' ');
      for (double hour : numbers[weekday]) {
        line.append(mark(hour, most));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static char mark(double value, double most) {
    if (value < NEVER) {
      return '.';
    }
    return (char) ('0' + Math.max(1, (int) Math.ceil(STEPS * value / most)));
  }

  /** Weekday, Monday first, and hour to what counts there. */
  static double[][] numbers(WeekPattern pattern) {
    double[][] numbers = new double[WEEKDAYS.length][HOURS];
    for (int weekday = 0; weekday < WEEKDAYS.length; weekday++) {
      for (int hour = 0; hour < HOURS; hour++) {
        numbers[weekday][hour] = pattern.around(weekday, hour);
      }
    }
    return numbers;
  }
}
