package de.siegel.sealing;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shared keys that an attestation names by one byte: the number at the end of their id. */
final class NumberedKeys {
  private static final int HIGHEST = 127;
  private static final Pattern NUMBER = Pattern.compile(".*\\.([0-9]{1,3})");

  private NumberedKeys() {}

  /**
   * The number of a key.
   *
   * @return 1 to {@value #HIGHEST}; empty if its id ends in no number
   * @throws IllegalArgumentException if the number is none that a byte can name
   */
  static OptionalInt of(SharedKey key) {
    Matcher number = NUMBER.matcher(key.id());
    if (!number.matches()) {
      return OptionalInt.empty();
    }
    int value = Integer.parseInt(number.group(1));
    if (value < 1 || value > HIGHEST) {
      throw new IllegalArgumentException(
          "the number of the key " + key.id() + " must be from 1 to " + HIGHEST);
    }
    return OptionalInt.of(value);
  }
}
