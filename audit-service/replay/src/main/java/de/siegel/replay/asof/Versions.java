package de.siegel.replay.asof;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The versions of one control record that its topic still holds. The topic is compacted: versions
 * that were replaced may be gone.
 *
 * @param <T> what a version says
 */
final class Versions<T> {
  private record Version<T>(Instant issuedAt, T value) {}

  private final TreeMap<Long, Version<T>> remaining = new TreeMap<>();

  void add(long version, Instant issuedAt, T value) {
    remaining.put(version, new Version<>(issuedAt, value));
  }

  /** What held at a time; see {@link Known}. */
  Known<T> at(Instant time) {
    Optional<Map.Entry<Long, Version<T>>> last = Optional.empty();
    for (Map.Entry<Long, Version<T>> version : remaining.entrySet()) {
      if (version.getValue().issuedAt().isAfter(time)) {
        long before = last.map(Map.Entry::getKey).orElse(0L);
        // Between the two there was another one, and nobody can say whether before or after then.
        return version.getKey() > before + 1
            ? new Known.Replaced<>(version.getKey(), version.getValue().issuedAt())
            : of(last);
      }
      last = Optional.of(version);
    }
    return of(last);
  }

  private static <T> Known<T> of(Optional<Map.Entry<Long, Version<T>>> version) {
    return version
        .<Known<T>>map(one -> new Known.Held<>(one.getValue().value()))
        .orElseGet(Known.NotYet::new);
  }
}
