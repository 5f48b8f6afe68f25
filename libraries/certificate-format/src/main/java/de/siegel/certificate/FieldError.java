package de.siegel.certificate;

import java.util.Objects;

/**
 * One broken rule.
 *
 * @param code name of an {@link ErrorCode}, stable
 * @param field path such as {@code v[0].dt} or {@code nam.fn}; empty for the whole request
 * @param message why, and what to do about it; quotes at most a single character of the input
 */
public record FieldError(String code, String field, String message) {
  public FieldError {
    Objects.requireNonNull(code);
    Objects.requireNonNull(field);
    Objects.requireNonNull(message);
  }
}
