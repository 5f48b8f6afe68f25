package de.siegel.replay.asof;

import java.time.Instant;
import java.util.Optional;

/**
 * What can be said of a control record at a time.
 *
 * @param <T> what the record says
 */
public sealed interface Known<T> {

  /** What held, if that is known. */
  default Optional<T> held() {
    return this instanceof Held<T> known ? Optional.of(known.value()) : Optional.empty();
  }

  /**
   * This version held.
   *
   * @param value what it says
   */
  record Held<T>(T value) implements Known<T> {}

  /** There was no such record yet. */
  record NotYet<T>() implements Known<T> {}

  /**
   * A version that may have held then is gone from the topic, which is compacted.
   *
   * @param version the first later one that is left
   * @param replacedAt when that was signed
   */
  record Replaced<T>(long version, Instant replacedAt) implements Known<T> {}
}
