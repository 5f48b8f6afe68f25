package de.siegel.replay.invariant;

import java.util.List;

/**
 * What a check of the invariants found.
 *
 * @param sections one for each invariant, in their order
 */
public record InvariantReport(List<Section> sections) {

  public InvariantReport {
    sections = List.copyOf(sections);
  }

  /**
   * What was found on one invariant.
   *
   * @param invariant which
   * @param checked how many things were looked at
   * @param skipped how many could not be looked at: still in flight, no longer retained, or their
   *     links stay closed
   * @param violations how many places do not hold, all of them
   * @param first the first of them, at most {@link Findings#KEPT}
   */
  public record Section(
      Invariant invariant, long checked, long skipped, long violations, List<Violation> first) {
    public Section {
      first = List.copyOf(first);
    }
  }

  /** Whether every invariant holds wherever it could be checked. */
  public boolean holds() {
    return sections.stream().allMatch(section -> section.violations() == 0);
  }

  /**
   * Invariants of which there was something to check and nothing could be checked: nobody knows
   * whether they hold.
   */
  public List<Invariant> unproven() {
    return sections.stream()
        .filter(section -> section.checked() == 0 && section.skipped() > 0)
        .map(Section::invariant)
        .toList();
  }

  /** What was found on one invariant. */
  public Section section(Invariant invariant) {
    return sections.get(invariant.ordinal());
  }

  /** An aligned table, then each violation that was kept. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format("%-9s  %10s  %10s  %10s%n", "invariant", "checked", "skipped", "bad"));
    for (Section section : sections) {
      text.append(
          String.format(
              "%-9s  %10d  %10d  %10d  %s%n",
              section.invariant(),
              section.checked(),
              section.skipped(),
              section.violations(),
              section.invariant().sentence()));
    }
    for (Section section : sections) {
      for (Violation violation : section.first()) {
        text.append(
            String.format(
                "%-9s  %s: %s (%s)%n",
                section.invariant(),
                violation.breach(),
                violation.subject().replaceAll("\\p{Cntrl}", "?"),
                violation.breach().sentence()));
      }
      long more = section.violations() - section.first().size();
      if (more > 0) {
        text.append(String.format("%-9s  and %d more%n", section.invariant(), more));
      }
    }
    for (Invariant invariant : unproven()) {
      text.append(
          String.format(
              "%-9s  NOT PROVEN: all there was is under way, no longer retained, or closed%n",
              invariant));
    }
    return text.toString();
  }
}
