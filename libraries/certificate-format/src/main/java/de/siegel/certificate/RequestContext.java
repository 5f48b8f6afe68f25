package de.siegel.certificate;

import java.util.Objects;
import java.util.Optional;

/**
 * What a request says about its circumstances. Stated by the caller and not proved by anything.
 *
 * @param batch lot number of the vaccine, as printed on the vial
 * @param terminal the work place
 * @param operator pseudonym of the person at it
 */
public record RequestContext(
    Optional<String> batch, Optional<String> terminal, Optional<String> operator) {

  static final RequestContext NONE =
      new RequestContext(Optional.empty(), Optional.empty(), Optional.empty());

  public RequestContext {
    Objects.requireNonNull(batch);
    Objects.requireNonNull(terminal);
    Objects.requireNonNull(operator);
  }
}
