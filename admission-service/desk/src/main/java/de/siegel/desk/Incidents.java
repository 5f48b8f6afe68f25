package de.siegel.desk;

import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.control.Restriction;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every brake that was ever pulled for a pharmacy or a part of it, whatever became of it.
 *
 * <p>Safe for use by several threads.
 */
final class Incidents {
  private record Incident(String pharmacyId, Instant at) {}

  private final Map<String, Incident> all = new ConcurrentHashMap<>();

  void add(Restriction brake) {
    if (!brake.getPharmacyId().isEmpty()) {
      all.put(Restrictions.id(brake), new Incident(brake.getPharmacyId(), brake.getImposedAt()));
    }
  }

  /** How many there were since a moment. */
  long since(String pharmacyId, Instant from) {
    return all.values().stream()
        .filter(one -> one.pharmacyId().equals(pharmacyId) && !one.at().isBefore(from))
        .count();
  }
}
