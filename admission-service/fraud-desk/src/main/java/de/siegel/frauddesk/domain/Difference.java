package de.siegel.frauddesk.domain;

import java.util.OptionalDouble;

/**
 * What becomes of one parameter.
 *
 * @param name of it
 * @param before what held; empty if nothing did
 * @param after what will hold; empty if that is the rules' own standard, whose value is not known
 *     here
 * @param toStandard whether it is named no longer, so that its standard holds
 */
public record Difference(
    String name, OptionalDouble before, OptionalDouble after, boolean toStandard) {

  /** In words, such as {@code volume.threshold 4.8 -> 5}. */
  public String text() {
    return name + " " + text(before, "none") + " -> " + newText();
  }

  /** What will hold, in words. */
  public String newText() {
    if (toStandard && after.isPresent()) {
      return text(after, "") + " (standard)";
    }
    return text(after, "standard") + (after.equals(before) ? " (named)" : "");
  }

  /** What held, in words. */
  public String oldText() {
    return text(before, "none");
  }

  private static String text(OptionalDouble value, String otherwise) {
    return value.isPresent() ? Numbers.text(value.getAsDouble()) : otherwise;
  }
}
