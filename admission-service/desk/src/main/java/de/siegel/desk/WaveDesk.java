package de.siegel.desk;

import de.siegel.desk.domain.BrakeRules;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Measures;
import de.siegel.desk.domain.wave.Reopening;
import de.siegel.desk.domain.wave.Reopening.State;
import de.siegel.desk.domain.wave.WaveRules;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.session.CardProof;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.card.CardLogin;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings a suspended cohort back in waves. Who is re-opened leaves the cohort, by an admission that
 * two persons sign; whose wave is stopped is suspended by a brake of its own, for which the desk's
 * key is enough.
 */
public final class WaveDesk {
  private static final int LONGEST_REASON = 500;
  private static final int TWO = 2;
  private static final String STOPPED = "wave stopped";

  private final WaveBook book;
  private final ControlPublisher publisher;
  private final ControlSignatures signatures;
  private final BrakeDesk brakes;
  private final AdmissionBook admissions;
  private final CardLogin cards;
  private final WaveMeasures measures;
  private final Consumer<Command> trail;
  private final InstantSource clock;
  private Measures last = Measures.NONE;
  private Optional<Opening> opening = Optional.empty();

  /** What two persons have to sign to open a wave. */
  private record Opening(Set<String> wave, DraftBundle bundle) {}

  /**
   * @param admissions in force, by pharmacy; changed here when a wave is opened
   * @param cards checks cards again
   */
  WaveDesk(
      WaveBook book,
      ControlPublisher publisher,
      ControlSignatures signatures,
      BrakeDesk brakes,
      AdmissionBook admissions,
      CardLogin cards,
      WaveMeasures measures,
      Consumer<Command> trail,
      InstantSource clock) {
    this.book = book;
    this.publisher = publisher;
    this.signatures = signatures;
    this.brakes = brakes;
    this.admissions = admissions;
    this.cards = cards;
    this.measures = measures;
    this.trail = trail;
    this.clock = clock;
    book.plan().filter(plan -> plan.open() > 0).ifPresent(plan -> measures.watch(newest(plan)));
  }

  /**
   * What is planned and how it goes.
   *
   * @param plan the plan
   * @param verified who was verified again
   * @param measures what the newest wave did
   * @param signers how many persons have signed the next wave
   */
  public record View(Reopening plan, Set<String> verified, Measures measures, int signers) {}

  /** The plan; empty if there is none. */
  public synchronized Optional<View> view() {
    return book.plan()
        .map(
            plan ->
                new View(
                    plan,
                    book.verified(),
                    last,
                    opening.map(next -> next.bundle().signers()).orElse(0)));
  }

  /**
   * Makes a plan for a cohort that is suspended.
   *
   * @param sizes of the waves; who is left over makes one more
   * @param person of the desk
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public synchronized Reopening plan(
      String cohort, List<Integer> sizes, Gates gates, String notice, String person) {
    return plan(cohort, members -> Reopening.bySize(members, sizes), gates, notice, person);
  }

  /**
   * As {@link #plan(String, List, Gates, String, String)}.
   *
   * @param named who comes back in which wave; who is named in none makes one more
   */
  public synchronized Reopening planByList(
      String cohort, List<List<String>> named, Gates gates, String notice, String person) {
    return plan(cohort, members -> Reopening.byList(members, named), gates, notice, person);
  }

  private Reopening plan(
      String cohort,
      Function<List<String>, List<Set<String>>> waves,
      Gates gates,
      String notice,
      String person) {
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
    BrakeRules.notice(notice)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    List<String> members = members(cohort);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("cohort: nobody is in it");
    }
    Reopening plan = Reopening.planned(cohort, waves.apply(members), gates, notice);
    book.write(plan, Set.of());
    last = Measures.NONE;
    opening = Optional.empty();
    say("admission.wave-plan", plan, List.of(person));
    return plan;
  }

  /** Who is in a cohort, and who left it with a wave of the plan before that was rolled back. */
  private List<String> members(String cohort) {
    Set<String> members =
        admissions
            .in(cohort)
            .map(Admission::getPharmacyId)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> stopped =
        brakes.active().values().stream()
            .filter(brake -> brake.getReason().equals(STOPPED))
            .map(Restriction::getPharmacyId)
            .collect(Collectors.toSet());
    book.plan()
        .filter(plan -> plan.cohort().equals(cohort))
        .ifPresent(
            plan ->
                plan.waves().stream()
                    .flatMap(Set::stream)
                    .filter(stopped::contains)
                    .forEach(members::add));
    return List.copyOf(members);
  }

  private static boolean isUnderWay(State state) {
    return switch (state) {
      case RUNNING, PAUSED -> true;
      case PLANNED, STOPPED, DONE -> false;
    };
  }

  /** A challenge that the card of a pharmacy signs, to be verified again. */
  public byte[] challenge(String pharmacyId) {
    return cards.challenge(ApplicationDesk.AUDIENCE, binding(pharmacyId));
  }

  private static byte[] binding(String pharmacyId) {
    return Sha256.of(
        PreAuthenticationEncoding.of("siegel/verification-again/v1").add(pharmacyId).bytes());
  }

  /**
   * Verifies a pharmacy of the plan again: V1 to V10, with the card that its admission names.
   *
   * @return why it is not; empty if it is
   * @throws IllegalArgumentException if it is not in the plan
   */
  public Optional<CardRefusal> verify(String pharmacyId, CardProof proof) {
    return verifyLater(pharmacyId, proof).join();
  }

  /** As {@link #verify}, while nobody waits: others are asked, and may not answer. */
  CompletableFuture<Optional<CardRefusal>> verifyLater(String pharmacyId, CardProof proof) {
    Admission admission = planned(pharmacyId);
    return cards
        .let(proof, binding(pharmacyId), admission::getTelematikIds)
        .thenApply(
            checked -> {
              if (checked.refusal().isEmpty()) {
                verified(pharmacyId);
              }
              return checked.refusal();
            });
  }

  private synchronized Admission planned(String pharmacyId) {
    if (present().waves().stream().noneMatch(wave -> wave.contains(pharmacyId))) {
      throw new IllegalArgumentException("pharmacyId: is not in the plan");
    }
    return admissions.find(pharmacyId).orElseThrow();
  }

  private synchronized void verified(String pharmacyId) {
    planned(pharmacyId);
    Set<String> verified = new HashSet<>(book.verified());
    if (verified.add(pharmacyId)) {
      book.write(present(), verified);
    }
  }

  /**
   * The records that open the next wave, as they would be published: what a person looks at and
   * signs. A wave whose gate fails is stopped instead.
   *
   * @throws IllegalArgumentException if it may not be opened, with the reason
   */
  public synchronized List<ControlPayload> opening() {
    return next().bundle().drafts();
  }

  /** The signed bytes of the admission in force that a draft of {@link #opening} would replace. */
  Optional<byte[]> signedBytes(String pharmacyId) {
    return admissions.signedBytes(pharmacyId);
  }

  private Opening next() {
    last = measures.read();
    Reopening plan = present();
    Reopening after =
        taken("admission.wave-open", WaveRules.open(plan, book.verified(), last, clock.instant()));
    if (after.state() != State.RUNNING) {
      apply("admission.wave-" + after.state().name().toLowerCase(Locale.ROOT), after, List.of());
      throw new IllegalArgumentException(
          "STATE: the newest wave was stopped: " + String.join(", ", after.reasons()));
    }
    Set<String> wave = newest(after);
    Opening next =
        opening
            .filter(one -> one.wave().equals(wave) && publisher.areNext(one.bundle().drafts()))
            .orElseGet(() -> new Opening(wave, new DraftBundle(drafts(wave, plan.cohort()))));
    opening = Optional.of(next);
    return next;
  }

  private List<ControlPayload> drafts(Set<String> wave, String cohort) {
    List<ControlPayload> drafts = new ArrayList<>();
    for (Restriction brake : brakes.active().values()) {
      if (brake.getReason().equals(STOPPED) && wave.contains(brake.getPharmacyId())) {
        drafts.add(brakes.draftLifting(brake));
      }
    }
    List<String> members =
        new TreeSet<>(wave)
            .stream()
                .filter(id -> admissions.find(id).orElseThrow().getCohorts().contains(cohort))
                .toList();
    drafts.addAll(
        publisher.drafts(
            TopicCatalogue.ADMISSIONS,
            members,
            (header, id) -> {
              Admission admission = admissions.find(id).orElseThrow();
              List<String> others =
                  admission.getCohorts().stream().filter(c -> !c.equals(cohort)).toList();
              return new ControlPayload.OfAdmission(
                  Admission.newBuilder(admission).setHeader(header).setCohorts(others).build());
            }));
    return drafts;
  }

  /**
   * Takes a person's signatures over the opening, and opens the wave when they are the second ones.
   *
   * @return how many persons have signed it
   * @throws IllegalArgumentException if the wave may not be opened, with the reason
   */
  public synchronized int open(PersonalSignatures person) {
    Opening next = next();
    next.bundle().sign(person, signatures);
    int signers = next.bundle().signers();
    if (signers >= TWO) {
      publish(next);
    }
    return signers;
  }

  private void publish(Opening next) {
    List<ControlPublisher.Published> published =
        publisher
            .publishDrafts(next.bundle().records(), signatures)
            .orElseThrow(() -> new IllegalStateException("no reader would follow the drafts"));
    published.forEach(ControlPublisher.Published::await);
    for (ControlPayload draft : next.bundle().drafts()) {
      if (draft instanceof ControlPayload.OfAdmission admission) {
        admissions.put(admission);
      } else if (draft instanceof ControlPayload.OfRestriction brake) {
        brakes.lifted(brake.value());
      }
    }
    Reopening after =
        taken(
            "admission.wave-open",
            WaveRules.open(present(), book.verified(), last, clock.instant()));
    List<String> persons =
        published.stream().flatMap(one -> one.signers().stream()).distinct().toList();
    opened("admission.wave-open", after, persons);
  }

  /** Opens no further wave for now. */
  public synchronized Reopening pause(String person) {
    return follow("admission.wave-pause", WaveRules.pause(present()), person);
  }

  /** Suspends the newest wave again, or all. */
  public synchronized Reopening rollBack(boolean all, String reason, String person) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException("reason: must be said");
    }
    return follow("admission.wave-roll-back", WaveRules.rollBack(present(), all, reason), person);
  }

  /** Goes on after a stop; what that opens, two persons open. */
  public synchronized Reopening resume(String person) {
    return follow("admission.wave-resume", WaveRules.resume(present()), person);
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
      apply("admission.wave-" + after.state().name().toLowerCase(Locale.ROOT), after, List.of());
    }
  }

  private Reopening present() {
    return book.plan()
        .orElseThrow(() -> new IllegalArgumentException("plan: there is none, make one first"));
  }

  private Reopening follow(String command, WaveRules.Result result, String person) {
    return apply(command, taken(command, result), List.of(person));
  }

  private Reopening taken(String command, WaveRules.Result result) {
    if (result instanceof WaveRules.Result.Refused refused) {
      Set<String> some = new TreeSet<>(refused.pharmacies());
      trail.accept(
          new Command("admission.refused", List.of(), command + " " + refused.why().name(), 0L));
      throw new IllegalArgumentException(
          refused.why()
              + ": "
              + refused.why().sentence()
              + (some.isEmpty()
                  ? ""
                  : " " + some.size() + ", the first is " + some.iterator().next()));
    }
    return ((WaveRules.Result.Taken) result).plan();
  }

  /** Follows a plan that opens nobody. */
  private Reopening apply(String command, Reopening after, List<String> persons) {
    Set<String> closed = new TreeSet<>(present().reopened());
    closed.removeAll(after.reopened());
    // Stopping comes first, and what cannot be published leaves the plan as it was.
    closed.forEach(pharmacy -> brakes.stop(pharmacy, STOPPED, after.notice()));
    if (closed.isEmpty()) {
      book.write(after, book.verified());
      say(command, after, persons);
      return after;
    }
    return opened(command, after, persons);
  }

  private Reopening opened(String command, Reopening after, List<String> persons) {
    // What another wave did says nothing of the one that is the newest now.
    measures.watch(after.open() > 0 ? newest(after) : Set.of());
    last = Measures.NONE;
    opening = Optional.empty();
    book.write(after, book.verified());
    say(command, after, persons);
    return after;
  }

  private static Set<String> newest(Reopening plan) {
    return plan.waves().get(plan.open() - 1);
  }

  private void say(String command, Reopening plan, List<String> persons) {
    trail.accept(
        new Command(
            command,
            persons,
            plan.cohort() + " wave " + plan.open() + " of " + plan.waves().size(),
            0L));
  }
}
