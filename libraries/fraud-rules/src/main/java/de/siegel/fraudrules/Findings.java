package de.siegel.fraudrules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the rules find about one request. Nothing is allocated as long as nothing is found: that is
 * what happens nearly always. Not safe for use by several threads.
 */
public final class Findings {
  private List<Contribution> contributions = List.of();
  private List<Hold> begun = List.of();
  private Hold stopping;

  /** Adds what a rule says. */
  public void add(Contribution contribution) {
    if (contributions.isEmpty()) {
      contributions = new ArrayList<>(4);
    }
    contributions.add(contribution);
  }

  /** Adds what a rule says, and the hold that it begins thereby. */
  public void begin(Contribution contribution, Hold hold) {
    add(contribution);
    if (begun.isEmpty()) {
      begun = new ArrayList<>(2);
    }
    begun.add(hold);
    stopping = Hold.harder(stopping, hold);
  }

  /** Adds what a rule says, and the hold in force that it is about. */
  public void stop(Contribution contribution, Hold hold) {
    add(contribution);
    stopping = Hold.harder(stopping, hold);
  }

  /** Whether a rule said something. */
  public boolean has(RuleId rule) {
    // By number, as in the holds and hours: an iterator for each look would be most of the garbage.
    for (int at = 0; at < contributions.size(); at++) {
      if (contributions.get(at).rule() == rule) {
        return true;
      }
    }
    return false;
  }

  /** In the order of {@link RuleId}. */
  List<Contribution> contributions() {
    if (contributions.size() > 1) {
      contributions.sort(Comparator.comparing(Contribution::rule));
    }
    return contributions;
  }

  /** Holds that begin with this request. */
  List<Hold> begun() {
    return begun;
  }

  /** The hold that stops this request; null if none does. */
  Hold stopping() {
    return stopping;
  }
}
