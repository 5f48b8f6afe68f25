package de.siegel.identity.card;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a check found: the value that it was after, or the reason why there is none.
 *
 * @param <T> the value
 */
public sealed interface Checked<T> {
  /** The check was passed. */
  record Passed<T>(T value) implements Checked<T> {
    public Passed {
      Objects.requireNonNull(value);
    }
  }

  /** The check was not passed; nothing after it is looked at. */
  record Refused<T>(CardRefusal why) implements Checked<T> {
    public Refused {
      Objects.requireNonNull(why);
    }
  }

  /** A value that passed. */
  static <T> Checked<T> passed(T value) {
    return new Passed<>(value);
  }

  /** A refusal. */
  static <T> Checked<T> refused(CardCode code, String detail) {
    return new Refused<>(new CardRefusal(code, detail));
  }

  /** The next check, if this one was passed. */
  default <U> Checked<U> then(Function<T, Checked<U>> next) {
    if (this instanceof Passed<T> passed) {
      return next.apply(passed.value());
    }
    return new Refused<>(refusal().orElseThrow());
  }

  /** Why not, if not. */
  default Optional<CardRefusal> refusal() {
    return this instanceof Refused<T> refused ? Optional.of(refused.why()) : Optional.empty();
  }

  /**
   * The value.
   *
   * @throws IllegalStateException with the code, if the check was not passed
   */
  default T orElseThrow() {
    if (this instanceof Passed<T> passed) {
      return passed.value();
    }
    throw new IllegalStateException("refused: " + refusal().orElseThrow().code());
  }
}
