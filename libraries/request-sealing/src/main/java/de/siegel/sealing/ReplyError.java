package de.siegel.sealing;

import java.util.Objects;

/**
 * One reason in a reply.
 *
 * @param code stable, upper case
 * @param field path such as {@code v[0].dt}; empty for the request as a whole
 * @param message a sentence that says why and what to do
 */
public record ReplyError(String code, String field, String message) {
  public ReplyError {
    Objects.requireNonNull(code);
    Objects.requireNonNull(field);
    Objects.requireNonNull(message);
  }
}
