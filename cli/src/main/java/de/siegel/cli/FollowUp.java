package de.siegel.cli;

import java.util.regex.Pattern;

/** Commands that a command suggests: what was named to reach a service is named there too. */
public final class FollowUp {
  /** What no shell takes for anything else. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

  private FollowUp() {}

  /**
   * An option as it is appended to a command.
   *
   * @param name of the option, such as {@code --desk}
   * @param value that is in use
   * @param standard that holds if it is not named
   * @return nothing if the value is the standard one, else a blank, the name and the value, quoted
   *     for a POSIX shell where it has to be
   */
  public static String option(String name, Object value, Object standard) {
    String text = value.toString();
    if (value.equals(standard)) {
      return "";
    }
    return " "
        + name
        + " "
        + (PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'");
  }
}
