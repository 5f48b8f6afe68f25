package de.siegel.certificate;

import java.util.Arrays;

/** Base45 (RFC 9285): two bytes give three characters, a last single byte gives two (C-15). */
public final class Base45 {

  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  private static final char[] CHARACTERS = ALPHABET.toCharArray();
  private static final byte[] VALUES = values();
  private static final int BASE = 45;

  private Base45() {}

  public static String encode(byte[] bytes) {
    char[] text = new char[bytes.length / 2 * 3 + (bytes.length & 1) * 2];
    int out = 0;
    int in = 0;
    for (; in + 1 < bytes.length; in += 2) {
      int value = (bytes[in] & 0xFF) << 8 | bytes[in + 1] & 0xFF;
      text[out++] = CHARACTERS[value % BASE];
      text[out++] = CHARACTERS[value / BASE % BASE];
      text[out++] = CHARACTERS[value / (BASE * BASE)];
    }
    if (in < bytes.length) {
      int value = bytes[in] & 0xFF;
      text[out++] = CHARACTERS[value % BASE];
      text[out] = CHARACTERS[value / BASE];
    }
    return new String(text);
  }

  /**
   * Decodes strictly: blanks are data, nothing is trimmed.
   *
   * @throws IllegalArgumentException for a foreign character, a length that cannot be, or a group
   *     above its range
   */
  public static byte[] decode(String text) {
    int length = text.length();
    if (length % 3 == 1) {
      throw new IllegalArgumentException("no Base45 text has this length");
    }
    byte[] bytes = new byte[length / 3 * 2 + length % 3 / 2];
    int out = 0;
    int in = 0;
    for (; in + 2 < length; in += 3) {
      int value =
          value(text.charAt(in))
              + value(text.charAt(in + 1)) * BASE
              + value(text.charAt(in + 2)) * BASE * BASE;
      if (value > 0xFFFF) {
        throw new IllegalArgumentException("a Base45 group stands for more than two bytes");
      }
      bytes[out++] = (byte) (value >> 8);
      bytes[out++] = (byte) value;
    }
    if (in < length) {
      int value = value(text.charAt(in)) + value(text.charAt(in + 1)) * BASE;
      if (value > 0xFF) {
        throw new IllegalArgumentException("the last Base45 group stands for more than a byte");
      }
      bytes[out] = (byte) value;
    }
    return bytes;
  }

  private static int value(char character) {
    int value = character < VALUES.length ? VALUES[character] : -1;
    if (value < 0) {
      throw new IllegalArgumentException("a character is outside the Base45 alphabet");
    }
    return value;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < BASE; i++) {
      values[ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }
}
