package de.siegel.replay.invariant;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Collects what the checks find, in bounded memory. */
final class Findings {
  /** How many violations of each invariant are kept; more are only counted. */
  static final int KEPT = 100;

  private static final class Tally {
    private long checked;
    private long skipped;
    private long violations;
    private final List<Violation> first = new ArrayList<>();
  }

  private final Map<Invariant, Tally> tallies = new EnumMap<>(Invariant.class);

  Findings() {
    for (Invariant invariant : Invariant.values()) {
      tallies.put(invariant, new Tally());
    }
  }

  void checked(Invariant invariant) {
    tallies.get(invariant).checked++;
  }

  void skipped(Invariant invariant) {
    tallies.get(invariant).skipped++;
  }

  void add(Breach breach, Object subject) {
    Tally tally = tallies.get(breach.invariant());
    tally.violations++;
    if (tally.first.size() < KEPT) {
      tally.first.add(new Violation(breach, subject.toString()));
    }
  }

  InvariantReport report() {
    return new InvariantReport(
        Stream.of(Invariant.values())
            .map(
                invariant -> {
                  Tally tally = tallies.get(invariant);
                  return new InvariantReport.Section(
                      invariant, tally.checked, tally.skipped, tally.violations, tally.first);
                })
            .toList());
  }
}
