package de.siegel.sealing;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a pharmacy is told of a request that was stopped as doubtful, beside the reasons: enough to
 * go on, and nothing that accuses.
 *
 * @param reference what to name when asking about it, eight characters
 * @param scope what is held: {@code operator}, {@code terminal} or {@code pharmacy}; empty where
 *     only this request is stopped
 * @param until when that ends by itself, if it does
 * @param next what happens next, German, for the staff
 */
public record Doubt(String reference, String scope, Optional<Instant> until, String next) {
  public Doubt {
    Objects.requireNonNull(reference);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(until);
    Objects.requireNonNull(next);
  }
}
