package de.siegel.embedded.authority;

import de.siegel.desk.domain.wave.Reopening;
import java.util.Optional;
import java.util.Set;

/** The plan of a re-opening and who was verified again; outlives a lost connection. */
final class WaveBook {
  private Optional<Reopening> plan = Optional.empty();
  private Set<String> verified = Set.of();

  Optional<Reopening> plan() {
    return plan;
  }

  Set<String> verified() {
    return verified;
  }

  void plan(Reopening next) {
    plan = Optional.of(next);
  }

  void verified(Set<String> pharmacies) {
    verified = Set.copyOf(pharmacies);
  }
}
