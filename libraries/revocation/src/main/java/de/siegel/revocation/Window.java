package de.siegel.revocation;

import de.siegel.schemas.audit.Links;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an incident reached: a pharmacy, or a part of it, in a time.
 *
 * @param pharmacyId the pharmacy
 * @param terminal only what was asked for at this terminal; empty for all
 * @param operator only what this operator asked for; empty for all
 * @param sessionId only what was asked for in this session; empty for all
 * @param from the first moment
 * @param to the first moment after it
 */
public record Window(
    String pharmacyId,
    Optional<String> terminal,
    Optional<String> operator,
    Optional<String> sessionId,
    Instant from,
    Instant to) {
  /**
   * @throws IllegalArgumentException if it is empty
   */
  public Window {
    Objects.requireNonNull(pharmacyId);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("--from must be before --to");
    }
  }

  /**
   * Whether something that was decided then is in it.
   *
   * @param at the event time of the request
   */
  public boolean touches(Links links, Instant at) {
    return links.getPharmacyId().equals(pharmacyId)
        && terminal.map(links.getTerminal()::equals).orElse(true)
        && operator.map(links.getOperator()::equals).orElse(true)
        && sessionId.map(links.getSessionId()::equals).orElse(true)
        && !at.isBefore(from)
        && at.isBefore(to);
  }
}
