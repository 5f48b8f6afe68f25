package de.siegel.cli.fraud;

/**
 * Tokens of names: 64 bits, by a fast hash that is no secret. Whoever writes a trace can make two
 * names one; that misleads nobody but themselves.
 */
public final class Tokens {
  private static final long PRIME = 0x100000001B3L;

  /** The hash of no character. */
  static final long BASIS = 0xCBF29CE484222325L;

  private Tokens() {}

  /** Of a name (Fowler, Noll and Vo's FNV-1a over its characters, then mixed). */
  public static long of(String name) {
    long hash = BASIS;
    for (int at = 0; at < name.length(); at++) {
      hash = with(hash, name.charAt(at));
    }
    return mixed(hash);
  }

  /** Of two things together. */
  public static long of(long one, long other) {
    return mixed(one * PRIME + other);
  }

  /** A hash with one more character; {@link #mixed} it is the token. */
  static long with(long hash, int character) {
    return (hash ^ character) * PRIME;
  }

  /** The finalizer of SplitMix64. */
  static long mixed(long hash) {
    long first = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
    return second ^ (second >>> 31);
  }
}
