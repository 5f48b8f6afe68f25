package de.siegel.desk;

import de.siegel.desk.domain.BrakeRules;
import de.siegel.desk.domain.Evidence;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Measures;
import de.siegel.desk.domain.wave.Reopening;
import de.siegel.desk.domain.wave.Reopening.State;
import de.siegel.desk.domain.wave.WaveRules;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.Reopenings;
import de.siegel.identity.session.CardProof;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.DraftBundle;
import de.siegel.servicekit.authority.PersonalSignatures;
import de.siegel.servicekit.card.CardLogin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
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

  private final WaveBook book;
  private final ControlPublisher publisher;
  private final ControlSignatures signatures;
  private final BrakeDesk brakes;
  private final AdmissionBook admissions;
  private final CardLogin cards;
  private final WaveMeasures measures;
  private final DeskTrail trail;
  private final Interests interests;
  private final InstantSource clock;
  private Measures last = Measures.NONE;

  /** What waves had done when they were left behind or stopped, by number from 1. */
  private final Map<Integer, Measures> done = new HashMap<>();

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
      DeskTrail trail,
      Interests interests,
      InstantSource clock) {
    this.book = book;
    this.publisher = publisher;
    this.signatures = signatures;
    this.brakes = brakes;
    this.admissions = admissions;
    this.cards = cards;
    this.measures = measures;
    this.trail = trail;
    this.interests = interests;
    this.clock = clock;
    noteOpened();
    book.plan().filter(plan -> plan.open() > 0).ifPresent(plan -> measures.watch(newest(plan)));
  }

  /** Notes a wave that was opened just before the desk stopped. */
  private void noteOpened() {
    book.plan()
        .filter(plan -> plan.state() == State.PLANNED || plan.state() == State.RUNNING)
        .filter(plan -> plan.open() < plan.waves().size())
        .filter(plan -> drafts(plan.waves().get(plan.open()), plan.cohort()).isEmpty())
        .flatMap(
            plan ->
                WaveRules.opened(plan, clock.instant()) instanceof WaveRules.Result.Taken taken
                    ? Optional.of(taken.plan())
                    : Optional.empty())
        .ifPresent(
            after -> {
              book.write(after, book.verified());
              say("admission.wave-open", after, List.of());
            });
  }

  /**
   * What is planned and how it goes.
   *
   * @param plan the plan
   * @param verified who was verified again
   * @param measures what the newest wave did
   * @param signers how many persons have signed the next wave
   * @param done what waves had done when they were left behind or stopped, by number from 1; since
   *     the desk was started
   */
  public record View(
      Reopening plan,
      Set<String> verified,
      Measures measures,
      int signers,
      Map<Integer, Measures> done) {
    public View {
      done = Map.copyOf(done);
    }
  }

  /** The plan; empty if there is none. */
  public synchronized Optional<View> view() {
    return book.plan()
        .map(
            plan ->
                new View(
                    plan,
                    verifiedNow(),
                    last,
                    opening.map(next -> next.bundle().signers()).orElse(0),
                    done));
  }

  /** Who was verified again, and not so long ago that it says nothing any more. */
  private Set<String> verifiedNow() {
    Instant oldest = clock.instant().minus(Evidence.FRESH);
    return book.verified().entrySet().stream()
        .filter(one -> one.getValue().isAfter(oldest))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
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
    book.write(plan, Map.of());
    done.clear();
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
            .filter(brake -> brake.getReason().equals(Reopenings.WAVE_STOPPED))
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
              checked.refusal().ifPresentOrElse(trail::refused, () -> verified(pharmacyId, proof));
              return checked.refusal();
            });
  }

  private synchronized Admission planned(String pharmacyId) {
    if (present().waves().stream().noneMatch(wave -> wave.contains(pharmacyId))) {
      throw new IllegalArgumentException("pharmacyId: is not in the plan");
    }
    return admissions.find(pharmacyId).orElseThrow();
  }

  private synchronized void verified(String pharmacyId, CardProof proof) {
    planned(pharmacyId);
    Map<String, Instant> verified = new HashMap<>(book.verified());
    boolean isNew = verified.put(pharmacyId, clock.instant()) == null;
    book.write(present(), verified);
    if (isNew) {
      trail.taken(
          new Command(
              "admission.verify-again",
              List.of(ApplicationDesk.applicant(Sha256.of(proof.certificate()))),
              pharmacyId,
              0L));
    }
  }

  /**
   * The records that open the next wave, as they would be published: what a person looks at and
   * signs. Looking changes nothing.
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
    Reopening plan = present();
    WaveRules.Result result = WaveRules.open(plan, verifiedNow(), last, clock.instant());
    if (result instanceof WaveRules.Result.Refused refused) {
      // Nobody has signed anything yet, so this can be had without end: it is counted.
      trail.refusedOrder("admission.wave-open " + refused.why().name());
    }
    Reopening after = allowed(result);
    if (after.state() != State.RUNNING) {
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
    wave.forEach(brakes::requireStoppedByWaveAlone);
    for (Restriction brake : brakes.active().values()) {
      if (brake.getReason().equals(Reopenings.WAVE_STOPPED)
          && wave.contains(brake.getPharmacyId())) {
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
              List<String> cohorts =
                  Reopenings.after(cohort, admission.getCohorts(), header.getIssuedAt());
              return new ControlPayload.OfAdmission(
                  Admission.newBuilder(admission).setHeader(header).setCohorts(cohorts).build());
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
    next.wave().stream()
        .flatMap(id -> admissions.find(id).stream())
        .filter(admission -> interests.hasAny(person.keyId(), admission.getTelematikIds()))
        .findFirst()
        .ifPresent(
            own -> {
              throw new IllegalArgumentException(
                  "APPLICANT_APPROVES: "
                      + own.getPharmacyId()
                      + " is this person's own. Somebody else of the desk has to sign.");
            });
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
    Reopening after = allowed(WaveRules.opened(present(), clock.instant()));
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
      trail.taken(
          new Command("admission.refused", List.of(), command + " " + refused.why().name(), 0L));
    }
    return allowed(result);
  }

  private static Reopening allowed(WaveRules.Result result) {
    if (result instanceof WaveRules.Result.Refused refused) {
      Set<String> some = new TreeSet<>(refused.pharmacies());
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
    closed.forEach(pharmacy -> brakes.stop(pharmacy, Reopenings.WAVE_STOPPED, after.notice()));
    if (closed.isEmpty()) {
      book.write(after, book.verified());
      say(command, after, persons);
      return after;
    }
    // Whoever was stopped again is verified again: something was wrong.
    return opened(command, after, persons, closed);
  }

  private Reopening opened(String command, Reopening after, List<String> persons) {
    return opened(command, after, persons, Set.of());
  }

  private Reopening opened(
      String command, Reopening after, List<String> persons, Set<String> closed) {
    if (present().open() > 0) {
      done.put(present().open(), last);
    }
    // What another wave did says nothing of the one that is the newest now.
    measures.watch(after.open() > 0 ? newest(after) : Set.of());
    last = Measures.NONE;
    opening = Optional.empty();
    Map<String, Instant> verified = new HashMap<>(book.verified());
    verified.keySet().removeAll(closed);
    book.write(after, verified);
    say(command, after, persons);
    return after;
  }

  private static Set<String> newest(Reopening plan) {
    return plan.waves().get(plan.open() - 1);
  }

  private void say(String command, Reopening plan, List<String> persons) {
    trail.taken(
        new Command(
            command,
            persons,
            plan.cohort() + " wave " + plan.open() + " of " + plan.waves().size(),
            0L));
  }
}
