package de.siegel.servicekit.http;

import java.util.Set;

/**
 * How long a request's body may be, in bytes.
 *
 * @param longest for all paths but those
 * @param longestOfAll for those paths; only few of such bodies are taken at a time
 * @param longPaths paths whose bodies may be long
 */
public record BodyLimits(int longest, int longestOfAll, Set<String> longPaths) {
  public BodyLimits {
    longPaths = Set.copyOf(longPaths);
    if (longest < 0 || longestOfAll < longest) {
      throw new IllegalArgumentException("a limit is below 0, or below the shorter one");
    }
  }
}
