package de.siegel.cli.fraud.alerts;

import de.siegel.schemas.event.FraudAlert;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which alerts are wanted: all of it must be so.
 *
 * @param since of requests of this event time or later
 * @param pharmacy its id
 * @param rule its name
 */
record AlertFilter(Optional<Instant> since, Optional<String> pharmacy, Optional<String> rule)
    implements Predicate<FraudAlert> {
  @Override
  public boolean test(FraudAlert alert) {
    return since.map(from -> !alert.getAt().isBefore(from)).orElse(true)
        && pharmacy.map(alert.getPharmacyId()::equals).orElse(true)
        && rule.map(alert.getRule()::equals).orElse(true);
  }
}
