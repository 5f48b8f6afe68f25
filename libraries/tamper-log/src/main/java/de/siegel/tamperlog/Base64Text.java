package de.siegel.tamperlog;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64 in its one form (RFC 4648, sections 3.5 and 4): decoders that leave out the last
 * character's spare bits would take several texts for the same bytes.
 */
public final class Base64Text {
  private Base64Text() {}

  /** The bytes; empty if the text is not what {@link #of} makes. */
  public static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return of(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text. */
  public static String of(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
