package de.siegel.fraudrules;

import java.time.LocalDate;
import java.util.Set;

/**
 * What is known of a batch of a vaccine.
 *
 * @param released first day on which it may be used
 * @param expires last day
 * @param doses how many it has, at least 1
 * @param pharmacies tokens of those it was delivered to; empty if not said
 * @param regions first two digits of postal codes it was delivered to; empty if not said
 */
public record Batch(
    LocalDate released, LocalDate expires, int doses, Set<Long> pharmacies, Set<Integer> regions) {
  public Batch {
    if (expires.isBefore(released)) {
      throw new IllegalArgumentException("expires must not be before released");
    }
    if (doses < 1) {
      throw new IllegalArgumentException("doses must be 1 or more");
    }
    pharmacies = Set.copyOf(pharmacies);
    regions = Set.copyOf(regions);
  }

  /** Whether it is said where it was delivered. */
  public boolean delivered() {
    return !pharmacies.isEmpty() || !regions.isEmpty();
  }

  /**
   * Whether it was delivered to a pharmacy or its region.
   *
   * @param profile of the pharmacy
   */
  public boolean deliveredTo(Profile profile) {
    return pharmacies.contains(profile.pharmacy()) || regions.contains(profile.region());
  }
}
