package de.siegel.certificate;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Unique vaccination certificate identifiers (UVCI) of the form {@code
 * URN:UVCI:01DE/<location>/<random>#<check>} (U-01 to U-05, section 6.1).
 */
public final class CertificateIds {

  /** Longest location that leaves the whole id within 80 characters. */
  public static final int MAXIMUM_LOCATION_LENGTH = 38;

  /** Random characters that {@link #next} draws: 25 of 36, 129 bits. */
  public static final int RANDOM_LENGTH = 25;

  private static final int MAXIMUM_LENGTH = 80;
  private static final String RANDOM_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String CHECK_ALPHABET = RANDOM_ALPHABET + "/:";
  private static final int MODULUS = CHECK_ALPHABET.length();
  private static final byte[] VALUES = values();
  private static final String PREFIX = "URN:UVCI:01";
  private static final int LOCATION_START = PREFIX.length() + 3;
  private static final int SHORTEST_RANDOM = 22;

  private CertificateIds() {}

  /** A new id of Germany; see {@link #next(String, String, SecureRandom)}. */
  public static String next(String location, SecureRandom random) {
    return next("DE", location, random);
  }

  /**
   * A new id. Unique by chance alone: 129 random bits (U-03).
   *
   * @param country two upper-case letters
   * @param location {@code [0-9A-Z]{1,38}} (U-02)
   * @throws IllegalArgumentException when country or location have another form
   */
  public static String next(String country, String location, SecureRandom random) {
    if (country.length() != 2 || !isUpperCaseLetters(country)) {
      throw new IllegalArgumentException("a country is two letters A-Z");
    }
    if (!isLocation(location)) {
      throw new IllegalArgumentException("a location is 1 to 38 characters 0-9 A-Z (U-02)");
    }
    StringBuilder id = new StringBuilder(MAXIMUM_LENGTH);
    id.append(PREFIX).append(country).append('/').append(location).append('/');
    int wanted = id.length() + RANDOM_LENGTH;
    byte[] draw = new byte[RANDOM_LENGTH + 7];
    while (id.length() < wanted) {
      random.nextBytes(draw);
      for (int i = 0; i < draw.length && id.length() < wanted; i++) {
        int value = draw[i] & 0xFF;
        // 252 is the largest multiple of 36 in a byte; above it the first letters would be
        // favoured.
        if (value < 252) {
          id.append(RANDOM_ALPHABET.charAt(value % 36));
        }
      }
    }
    return id.append('#').append(checkCharacter(id.substring(0, wanted))).toString();
  }

  /**
   * The check character (Luhn mod 38, section 6.1).
   *
   * @param withoutCheck the whole id including {@code URN:UVCI:}, without {@code #}
   * @throws IllegalArgumentException when a character is outside {@code A-Z 0-9 / :}
   */
  public static char checkCharacter(String withoutCheck) {
    int sum = weightedSum(withoutCheck, withoutCheck.length(), 2);
    if (sum < 0) {
      throw new IllegalArgumentException("an id consists of A-Z 0-9 / : (section 6.1)");
    }
    return CHECK_ALPHABET.charAt((MODULUS - sum % MODULUS) % MODULUS);
  }

  /**
   * Whether an id ends in {@code #} and the right check character. Foreign certificates must not be
   * refused for a wrong one (U-05).
   */
  public static boolean hasRightCheckCharacter(String id) {
    int hash = id.length() - 2;
    if (hash < 0 || id.charAt(hash) != '#') {
      return false;
    }
    int check = value(id.charAt(hash + 1));
    int sum = weightedSum(id, hash, 2);
    return check >= 0 && sum >= 0 && (sum + check) % MODULUS == 0;
  }

  /**
   * Whether an id has the form that {@link #next} gives, with the right check character: {@code
   * URN:UVCI:01[A-Z]{2}/[0-9A-Z]{1,38}/[A-Z0-9]{22,25}#[A-Z0-9/:]}.
   */
  public static boolean isWellFormed(String id) {
    // By hand: each certificate's id is looked at half a dozen times on its way.
    int slash = id.indexOf('/', LOCATION_START);
    int hash = id.length() - 2;
    int random = hash - slash - 1;
    return id.length() <= MAXIMUM_LENGTH
        && slash > LOCATION_START
        && slash <= LOCATION_START + MAXIMUM_LOCATION_LENGTH
        && random >= SHORTEST_RANDOM
        && random <= RANDOM_LENGTH
        && id.startsWith(PREFIX)
        && isUpperCaseLetter(id.charAt(PREFIX.length()))
        && isUpperCaseLetter(id.charAt(PREFIX.length() + 1))
        && id.charAt(LOCATION_START - 1) == '/'
        && isAlphanumeric(id, LOCATION_START, slash)
        && isAlphanumeric(id, slash + 1, hash)
        && hasRightCheckCharacter(id);
  }

  /** Whether a location can stand in an id (U-02). */
  public static boolean isLocation(String location) {
    return !location.isEmpty()
        && location.length() <= MAXIMUM_LOCATION_LENGTH
        && isAlphanumeric(location, 0, location.length());
  }

  /**
   * The location inside a well-formed id.
   *
   * @throws IllegalArgumentException when the id is not well-formed
   */
  public static String locationOf(String id) {
    if (!isWellFormed(id)) {
      throw new IllegalArgumentException("the certificate id is not well-formed (U-02)");
    }
    return id.substring(LOCATION_START, id.indexOf('/', LOCATION_START));
  }

  static boolean isFor(String id, String country) {
    return isWellFormed(id) && id.startsWith(PREFIX + country + "/");
  }

  static boolean hasAllowedCharacters(String id) {
    return !id.isEmpty()
        && id.length() <= MAXIMUM_LENGTH
        && id.chars().allMatch(c -> c == '#' || CHECK_ALPHABET.indexOf(c) >= 0);
  }

  private static boolean isUpperCaseLetters(String text) {
    return text.chars().allMatch(c -> isUpperCaseLetter((char) c));
  }

  private static boolean isUpperCaseLetter(char letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  private static boolean isAlphanumeric(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      int value = value(text.charAt(i));
      if (value < 0 || value >= RANDOM_ALPHABET.length()) {
        return false;
      }
    }
    return true;
  }

  /** The sum over the first characters, or -1 if one is outside the alphabet. */
  private static int weightedSum(String text, int length, int lastFactor) {
    int factor = lastFactor;
    int sum = 0;
    for (int i = length - 1; i >= 0; i--) {
      int value = value(text.charAt(i));
      if (value < 0) {
        return -1;
      }
      int product = value * factor;
      sum += product / MODULUS + product % MODULUS;
      factor = 3 - factor;
    }
    return sum;
  }

  /** A character's place in the alphabet of the check character, or -1. */
  private static int value(char character) {
    return character < VALUES.length ? VALUES[character] : -1;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < CHECK_ALPHABET.length(); i++) {
      values[CHECK_ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }
}
