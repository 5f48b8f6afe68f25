package de.siegel.embedded.authority;

import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Measures;
import de.siegel.desk.domain.wave.Reopening;
import de.siegel.desk.domain.wave.Reopening.State;
import de.siegel.desk.domain.wave.WaveRules;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.authority.ControlPublisher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Brings a suspended cohort back in waves, in a test environment: it holds the keys of both persons
 * who would have to agree. Who is re-opened leaves the cohort, by an admission that two keys sign;
 * whose wave is stopped is suspended by a brake of its own, for which one is enough.
 */
public final class WaveDesk {
  private static final int LONGEST_NOTICE = 500;
  private static final String STOPPED = "wave stopped";

  private final WaveBook book;
  private final ControlPublisher publisher;
  private final BrakeDesk brakes;
  private final Map<String, Admission> admissions;
  private final Function<String, Optional<String>> verification;
  private final WaveMeasures measures;
  private final Consumer<Command> audit;
  private final InstantSource clock;
  private Measures last = Measures.NONE;

  /**
   * @param verification checks a pharmacy's card and directory entry again; says why not
   */
  WaveDesk(
      WaveBook book,
      ControlPublisher publisher,
      BrakeDesk brakes,
      Map<String, Admission> admissions,
      Function<String, Optional<String>> verification,
      WaveMeasures measures,
      Consumer<Command> audit,
      InstantSource clock) {
    this.book = book;
    this.publisher = publisher;
    this.brakes = brakes;
    this.admissions = admissions;
    this.verification = verification;
    this.measures = measures;
    this.audit = audit;
    this.clock = clock;
    book.plan().filter(plan -> plan.open() > 0).ifPresent(plan -> measures.watch(newest(plan)));
  }

  /**
   * What is planned and how it goes.
   *
   * @param plan the plan
   * @param verified who was verified again
   * @param measures what the newest wave did
   */
  public record View(Reopening plan, Set<String> verified, Measures measures) {}

  /** The plan; empty if there is none. */
  public synchronized Optional<View> view() {
    return book.plan().map(plan -> new View(plan, book.verified(), last));
  }

  /**
   * Makes a plan for a cohort that is suspended.
   *
   * @param sizes of the waves; who is left over makes one more
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public synchronized Reopening plan(
      String cohort, List<Integer> sizes, Gates gates, String notice) {
    return plan(cohort, members -> Reopening.bySize(members, sizes), gates, notice);
  }

  /**
   * As {@link #plan(String, List, Gates, String)}.
   *
   * @param named who comes back in which wave; who is named in none makes one more
   */
  public synchronized Reopening planByList(
      String cohort, List<List<String>> named, Gates gates, String notice) {
    return plan(cohort, members -> Reopening.byList(members, named), gates, notice);
  }

  private Reopening plan(
      String cohort, Function<List<String>, List<Set<String>>> waves, Gates gates, String notice) {
    if (book.plan().filter(plan -> isUnderWay(plan.state())).isPresent()) {
      throw new IllegalArgumentException("plan: another one is under way, roll it back first");
    }
    boolean suspended =
        brakes.active().values().stream()
            .anyMatch(
                brake ->
                    brake.getScope() == RestrictionScope.COHORT && brake.getValue().equals(cohort));
    if (!suspended) {
      throw new IllegalArgumentException("cohort: is not suspended, so there is nothing to reopen");
    }
    if (notice.length() > LONGEST_NOTICE) {
      throw new IllegalArgumentException(
          "notice: must have at most " + LONGEST_NOTICE + " characters");
    }
    List<String> members =
        admissions.values().stream()
            .filter(admission -> admission.getCohorts().contains(cohort))
            .map(Admission::getPharmacyId)
            .sorted()
            .toList();
    if (members.isEmpty()) {
      throw new IllegalArgumentException("cohort: nobody is in it");
    }
    Reopening plan = Reopening.planned(cohort, waves.apply(members), gates, notice);
    book.plan(plan);
    book.verified(Set.of());
    last = Measures.NONE;
    say("admission.wave-plan", plan);
    return plan;
  }

  private static boolean isUnderWay(State state) {
    return switch (state) {
      case RUNNING, PAUSED -> true;
      case PLANNED, STOPPED, DONE -> false;
    };
  }

  /**
   * Verifies everybody of the plan again who was not yet.
   *
   * @return who was not verified, and why
   */
  public synchronized Map<String, String> verify() {
    Reopening plan = present();
    Set<String> verified = new HashSet<>(book.verified());
    Map<String, String> not = new TreeMap<>();
    for (Set<String> wave : plan.waves()) {
      for (String pharmacy : wave) {
        if (!verified.contains(pharmacy)) {
          Optional<String> why = verification.apply(pharmacy);
          why.ifPresentOrElse(reason -> not.put(pharmacy, reason), () -> verified.add(pharmacy));
        }
      }
    }
    book.verified(verified);
    return not;
  }

  /**
   * Opens the next wave.
   *
   * @throws IllegalArgumentException if it may not be opened, with the reason
   */
  public synchronized Reopening open() {
    last = measures.read();
    return follow(
        "admission.wave-open", WaveRules.open(present(), book.verified(), last, clock.instant()));
  }

  /** Opens no further wave for now. */
  public synchronized Reopening pause() {
    return follow("admission.wave-pause", WaveRules.pause(present()));
  }

  /** Suspends the newest wave again, or all. */
  public synchronized Reopening rollBack(boolean all, String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_NOTICE) {
      throw new IllegalArgumentException("reason: must be said");
    }
    return follow("admission.wave-roll-back", WaveRules.rollBack(present(), all, reason));
  }

  /** Goes on after a stop. */
  public synchronized Reopening resume() {
    return follow("admission.wave-resume", WaveRules.resume(present()));
  }

  /** Looks at the figures; called several times a second. */
  synchronized void look() {
    if (book.plan().isEmpty()) {
      return;
    }
    last = measures.read();
    Reopening before = present();
    Reopening after = WaveRules.watch(before, last, clock.instant());
    if (after.state() != before.state()) {
      apply("admission.wave-" + after.state().name().toLowerCase(java.util.Locale.ROOT), after);
    }
  }

  private Reopening present() {
    return book.plan()
        .orElseThrow(() -> new IllegalArgumentException("plan: there is none, make one first"));
  }

  private Reopening follow(String command, WaveRules.Result result) {
    if (result instanceof WaveRules.Result.Refused refused) {
      Set<String> some = new TreeSet<>(refused.pharmacies());
      audit.accept(
          new Command("admission.refused", List.of(), command + " " + refused.why().name(), 0L));
      throw new IllegalArgumentException(
          refused.why()
              + ": "
              + refused.why().sentence()
              + (some.isEmpty()
                  ? ""
                  : " " + some.size() + ", the first is " + some.iterator().next()));
    }
    return apply(command, ((WaveRules.Result.Taken) result).plan());
  }

  private Reopening apply(String command, Reopening after) {
    Set<String> before = present().reopened();
    Set<String> opened = new TreeSet<>(after.reopened());
    opened.removeAll(before);
    Set<String> closed = new TreeSet<>(before);
    closed.removeAll(after.reopened());
    // Stopping comes first, and what cannot be published leaves the plan as it was.
    closed.forEach(
        pharmacy ->
            brakes.impose(RestrictionScope.PHARMACY, pharmacy, "", STOPPED, Optional.empty()));
    reopen(opened, after.cohort());
    if (!opened.isEmpty() || !closed.isEmpty()) {
      // What another wave did says nothing of the one that is the newest now.
      measures.watch(after.open() > 0 ? newest(after) : Set.of());
      last = Measures.NONE;
    }
    book.plan(after);
    say(command, after);
    return after;
  }

  private void reopen(Set<String> pharmacies, String cohort) {
    for (Map.Entry<String, Restriction> brake : brakes.active().entrySet()) {
      if (brake.getValue().getReason().equals(STOPPED)
          && pharmacies.contains(brake.getValue().getPharmacyId())) {
        brakes.lift(Restrictions.id(brake.getValue()).substring("restriction/".length()));
      }
    }
    List<ControlPublisher.Published> published = new ArrayList<>();
    for (String pharmacy : pharmacies) {
      Admission admission = admissions.get(pharmacy);
      if (admission.getCohorts().contains(cohort)) {
        published.add(leave(admission, cohort));
      }
    }
    published.forEach(ControlPublisher.Published::await);
  }

  private ControlPublisher.Published leave(Admission admission, String cohort) {
    List<String> others = admission.getCohorts().stream().filter(c -> !c.equals(cohort)).toList();
    return publisher.publish(
        TopicCatalogue.ADMISSIONS,
        admission.getPharmacyId(),
        header -> {
          Admission next =
              Admission.newBuilder(admission).setHeader(header).setCohorts(others).build();
          admissions.put(admission.getPharmacyId(), next);
          return new ControlPayload.OfAdmission(next);
        });
  }

  private static Set<String> newest(Reopening plan) {
    return plan.waves().get(plan.open() - 1);
  }

  private void say(String command, Reopening plan) {
    audit.accept(
        new Command(
            command,
            List.of(),
            plan.cohort() + " wave " + plan.open() + " of " + plan.waves().size(),
            0L));
  }
}
