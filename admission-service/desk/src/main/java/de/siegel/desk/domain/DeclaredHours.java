package de.siegel.desk.domain;

import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import java.util.List;
import java.util.Optional;

/**
 * What a pharmacy declares, each list in the order of time.
 *
 * @param hours in place of those before; empty: they stay
 * @param duties in place of those before; empty: they stay, without those that are over
 */
public record DeclaredHours(Optional<List<OpeningHours>> hours, Optional<List<Duty>> duties) {
  public DeclaredHours {
    hours = hours.map(List::copyOf);
    duties = duties.map(List::copyOf);
  }
}
