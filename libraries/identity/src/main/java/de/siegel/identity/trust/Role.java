package de.siegel.identity.trust;

import java.security.PublicKey;
import java.util.Map;

/**
 * Who may sign control records of one topic.
 *
 * @param name the role's name as control headers name their authority, for example {@code sessions}
 * @param threshold how many different keys have to sign, at least 1
 * @param keys the keys by their id
 */
public record Role(String name, int threshold, Map<String, PublicKey> keys) {
  public Role {
    keys = Map.copyOf(keys);
    if (threshold < 1 || threshold > keys.size()) {
      throw new IllegalArgumentException(
          "role " + name + ": threshold " + threshold + " with " + keys.size() + " keys");
    }
  }
}
