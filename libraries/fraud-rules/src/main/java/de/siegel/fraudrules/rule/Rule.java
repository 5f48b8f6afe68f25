package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import java.util.List;

/** One thing that can be unusual. A pure function. */
@FunctionalInterface
public interface Rule {
  /** Says what it finds, if anything, at the end of a list. */
  void look(Sight sight, List<Contribution> found);

  /** All of them. */
  static List<Rule> all() {
    return List.of(
        new HourRule(), new VolumeRule(), new AccessRule(), new RhythmRule(), new ContentRule());
  }
}
