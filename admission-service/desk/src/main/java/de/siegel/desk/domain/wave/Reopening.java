package de.siegel.desk.domain.wave;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cohort's way back, wave by wave. Immutable; {@link WaveRules} makes the next one of it.
 *
 * @param cohort the cohort that is suspended
 * @param waves who comes back when; no pharmacy twice
 * @param gates what each wave has to show
 * @param state where the plan is
 * @param open how many waves are re-opened, from the first on
 * @param openedAt when the last of them was
 * @param reasons why it was stopped; empty unless it was
 * @param notice what pharmacies see, in their language
 */
public record Reopening(
    String cohort,
    List<Set<String>> waves,
    Gates gates,
    State state,
    int open,
    Optional<Instant> openedAt,
    List<String> reasons,
    String notice) {
  /** Where a plan is. */
  public enum State {
    /** Drafted; nobody has been re-opened. */
    PLANNED,
    /** The last wave that was re-opened is watched. */
    RUNNING,
    /** A person stopped it; what is open stays open. */
    PAUSED,
    /** A gate failed: its wave is suspended again. */
    STOPPED,
    /** All waves are open and were watched. */
    DONE
  }

  public Reopening {
    List<Set<String>> copied = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Set<String> wave : waves) {
      if (wave.isEmpty()) {
        throw new IllegalArgumentException("a wave has one pharmacy at least");
      }
      for (String pharmacy : wave) {
        if (!seen.add(pharmacy)) {
          throw new IllegalArgumentException("a pharmacy is in one wave only");
        }
      }
      copied.add(Set.copyOf(wave));
    }
    if (copied.isEmpty()) {
      throw new IllegalArgumentException("a plan has one wave at least");
    }
    waves = List.copyOf(copied);
    reasons = List.copyOf(reasons);
  }

  /** A plan that nobody has started. */
  public static Reopening planned(
      String cohort, List<Set<String>> waves, Gates gates, String notice) {
    return new Reopening(
        cohort, waves, gates, State.PLANNED, 0, Optional.empty(), List.of(), notice);
  }

  /**
   * Waves by size, in the order of the list; what is left over makes the last one.
   *
   * @param sizes how many pharmacies each wave has; all but the last are needed
   */
  public static List<Set<String>> bySize(List<String> pharmacies, List<Integer> sizes) {
    List<Set<String>> waves = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("a wave has one pharmacy at least");
      }
      int to = Math.min(pharmacies.size(), from + size);
      if (from < to) {
        waves.add(Set.copyOf(pharmacies.subList(from, to)));
      }
      from = to;
    }
    if (from < pharmacies.size()) {
      waves.add(Set.copyOf(pharmacies.subList(from, pharmacies.size())));
    }
    return List.copyOf(waves);
  }

  /**
   * Waves by name; who is named in none makes one more.
   *
   * @param pharmacies everybody in the cohort
   * @param named who comes back in which wave
   * @throws IllegalArgumentException naming the wave, from 1, and the pharmacy that is not in the
   *     cohort or named twice
   */
  public static List<Set<String>> byList(List<String> pharmacies, List<List<String>> named) {
    Set<String> left = new LinkedHashSet<>(pharmacies);
    List<Set<String>> waves = new ArrayList<>();
    for (List<String> wave : named) {
      Set<String> members = new LinkedHashSet<>();
      for (String pharmacy : wave) {
        if (!left.remove(pharmacy)) {
          throw new IllegalArgumentException(
              "wave "
                  + (waves.size() + 1)
                  + ": "
                  + pharmacy
                  + (pharmacies.contains(pharmacy)
                      ? " is named twice, leave one out"
                      : " is not in the cohort"));
        }
        members.add(pharmacy);
      }
      waves.add(members);
    }
    if (!left.isEmpty()) {
      waves.add(left);
    }
    return List.copyOf(waves);
  }

  /** Who may issue again by this plan. */
  public Set<String> reopened() {
    Set<String> all = new HashSet<>();
    waves.subList(0, open).forEach(all::addAll);
    return Set.copyOf(all);
  }

  Reopening next(State next, int waves, Optional<Instant> at, List<String> why) {
    return new Reopening(cohort, this.waves, gates, next, waves, at, why, notice);
  }
}
