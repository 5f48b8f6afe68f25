package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Findings;
import java.util.List;

/** One thing that can be unusual. A pure function. */
@FunctionalInterface
public interface Rule {
  /** Says what it finds, if anything. */
  void look(Sight sight, Findings found);

  /** All of them. */
  static List<Rule> all() {
    return List.of(
        new HoldRule(),
        new HourRule(),
        new VolumeRule(),
        new AccessRule(),
        new SessionRule(),
        new RhythmRule(),
        new BurstRule(),
        new OperatorHoldRule(),
        new ContentRule(),
        new BatchRule(),
        new PersonRule());
  }
}
