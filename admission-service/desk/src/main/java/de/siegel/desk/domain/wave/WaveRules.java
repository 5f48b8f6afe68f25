package de.siegel.desk.domain.wave;

import de.siegel.desk.domain.wave.Reopening.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a re-opening goes on. Opening needs two persons, whom the caller has checked; to pause, stop
 * and roll back needs one, or nobody: a failed gate stops by itself.
 */
public final class WaveRules {
  private WaveRules() {}

  /** Why a step is not taken. */
  public enum Refusal {
    STATE(
        "The plan's state does not allow this; siegel admission wave status shows it and what is"
            + " open."),
    NOT_VERIFIED(
        "Pharmacies of the wave have not been verified again: siegel admission wave verify. Or plan other"
            + " waves."),
    WATCHING("The wave before is still being watched."),
    PAUSED("The plan was paused. Resume it first: siegel admission wave resume."),
    STOPPED(
        "A wave was stopped. When its cause is mended, resume the plan: siegel admission wave"
            + " resume.");

    private final String sentence;

    Refusal(String sentence) {
      this.sentence = sentence;
    }

    /** What is wrong and what to do. */
    public String sentence() {
      return sentence;
    }
  }

  /** What becomes of a plan. */
  public sealed interface Result {
    /** It goes on like this. */
    record Taken(Reopening plan) implements Result {}

    /**
     * It stays as it is.
     *
     * @param pharmacies whom it is about; empty if it is about the plan
     */
    record Refused(Refusal why, Set<String> pharmacies) implements Result {}
  }

  /**
   * Opens the next wave.
   *
   * @param verified who was verified again since the suspension
   * @param measures of the wave that is open now
   */
  public static Result open(Reopening plan, Set<String> verified, Measures measures, Instant now) {
    boolean first = plan.state() == State.PLANNED;
    if (plan.state() == State.PAUSED) {
      return refused(Refusal.PAUSED);
    }
    if (plan.state() == State.STOPPED) {
      return refused(Refusal.STOPPED);
    }
    if (!first && plan.state() != State.RUNNING) {
      return refused(Refusal.STATE);
    }
    if (plan.open() == plan.waves().size()) {
      return refused(Refusal.STATE);
    }
    if (!first && plan.open() > 0) {
      Reopening watched = watch(plan, measures, now);
      if (watched.state() == State.STOPPED) {
        return new Result.Taken(watched);
      }
      if (!isWatched(plan, measures, now)) {
        return refused(Refusal.WATCHING);
      }
    }
    Set<String> missing = new java.util.TreeSet<>(plan.waves().get(plan.open()));
    missing.removeAll(verified);
    if (!missing.isEmpty()) {
      return new Result.Refused(Refusal.NOT_VERIFIED, missing);
    }
    return opened(plan, now);
  }

  /** The next wave has been opened, after {@link #open} allowed it. */
  public static Result opened(Reopening plan, Instant now) {
    return plan.open() < plan.waves().size()
        ? new Result.Taken(plan.next(State.RUNNING, plan.open() + 1, Optional.of(now), List.of()))
        : refused(Refusal.STATE);
  }

  /**
   * Looks at the wave that is open: a failed gate suspends it again, at once; the last wave's watch
   * ends the plan. Call it whenever there are new figures, also while the plan is paused.
   */
  public static Reopening watch(Reopening plan, Measures measures, Instant now) {
    boolean open = plan.state() == State.RUNNING || plan.state() == State.PAUSED;
    if (!open || plan.open() == 0) {
      return plan;
    }
    List<String> failures = plan.gates().failures(measures);
    if (!failures.isEmpty()) {
      return plan.next(State.STOPPED, plan.open() - 1, Optional.empty(), failures);
    }
    boolean last = plan.open() == plan.waves().size();
    return last && plan.state() == State.RUNNING && isWatched(plan, measures, now)
        ? plan.next(State.DONE, plan.open(), plan.openedAt(), List.of())
        : plan;
  }

  /** No further wave is opened until somebody resumes the plan; what is open stays open. */
  public static Result pause(Reopening plan) {
    return plan.state() == State.RUNNING
        ? new Result.Taken(plan.next(State.PAUSED, plan.open(), plan.openedAt(), List.of()))
        : refused(Refusal.STATE);
  }

  /** Suspends the last wave again, or all of them. */
  public static Result rollBack(Reopening plan, boolean all, String reason) {
    if (plan.open() == 0) {
      return refused(Refusal.STATE);
    }
    return new Result.Taken(
        plan.next(State.STOPPED, all ? 0 : plan.open() - 1, Optional.empty(), List.of(reason)));
  }

  /**
   * After a pause, or after a stop when its cause is mended: then the plan goes on before the wave
   * that was stopped. It opens nobody; the next opening needs two persons.
   */
  public static Result resume(Reopening plan) {
    return switch (plan.state()) {
      case PAUSED ->
          new Result.Taken(plan.next(State.RUNNING, plan.open(), plan.openedAt(), List.of()));
      case STOPPED ->
          new Result.Taken(
              plan.next(
                  plan.open() == 0 ? State.PLANNED : State.RUNNING,
                  plan.open(),
                  Optional.of(Instant.MIN),
                  List.of()));
      case PLANNED, RUNNING, DONE -> refused(Refusal.STATE);
    };
  }

  private static boolean isWatched(Reopening plan, Measures measures, Instant now) {
    // A wave before the one that was stopped had been watched already.
    return plan.openedAt().filter(Instant.MIN::equals).isPresent()
        || (measures.requests() >= plan.gates().fewestRequests()
            && plan.openedAt()
                .filter(at -> !now.isBefore(at.plus(plan.gates().watch())))
                .isPresent());
  }

  private static Result refused(Refusal why) {
    return new Result.Refused(why, Set.of());
  }
}
