package de.siegel.fraudcheck;

import de.siegel.fraudcheck.country.Levels;
import de.siegel.fraudcheck.country.SidePath;
import de.siegel.fraudcheck.domain.Raised;
import de.siegel.fraudcheck.domain.Stopped;
import de.siegel.fraudcheck.person.RecentPersons;
import de.siegel.fraudrules.DayLimit;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudJudge;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Velocity;
import de.siegel.fraudrules.country.Sighting;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.identity.confirmation.ConfirmationResult;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.decided.DecidedOffsets;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.record.Submission;
import de.siegel.servicekit.session.OpenSession;
import de.siegel.servicekit.session.SessionLookup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What fraud-check does with one record of certificate.validated: believes it only with
 * validation's attestation, lets the rules judge it by event time, and passes it with an
 * attestation of its own or ends it.
 */
final class ValidatedHandler {
  private static final List<String> OUTCOMES =
      List.of(
          "APPROVED",
          "STEP_UP",
          "HELD",
          "REJECTED",
          "PARKED",
          "CONFIGURATION_REFUSED",
          "FRAUD_TOKEN_KEY_MISSING_SOON",
          "FRAUD_TOKEN_KEY_FORMER_MISSING");

  private final Parts parts;
  private final Remembered remembered;
  private final Writers writers;
  private final RequestFeatures features;
  private final Profiles profiles;
  private final RulesInForce rules;

  ValidatedHandler(Parts parts, Remembered remembered) {
    this.parts = parts;
    parts.counters().expect(OUTCOMES);
    this.remembered = remembered;
    this.writers = new Writers(parts);
    this.features = new RequestFeatures(parts.tokens(), parts.gateway());
    this.profiles = new Profiles(parts.control(), parts.tokens());
    this.rules =
        new RulesInForce(
            parts.control(),
            parts.lastGood(),
            new KnownBatches(parts.batches(), parts.tokens()),
            parts.counters());
  }

  /**
   * What one task remembers.
   *
   * @param decided requests that were decided
   * @param velocities how many a pharmacy may still ask for
   * @param pharmacies what is known of each pharmacy
   * @param alerts what analysts were told
   * @param levels how busy the pharmacies are
   */
  record Remembered(
      DecidedOffsets decided,
      VelocityStore velocities,
      PharmacyStates pharmacies,
      RaisedAlerts alerts,
      Levels levels) {}

  List<Outbound> handle(byte[] key, byte[] value, Parking.Source from) {
    RequestValidated validated;
    try {
      validated = parts.validated().deserialize(value);
    } catch (UndecodableRecord e) {
      return park(key, value, from, e.reason().name());
    }
    if (!RecordHeaders.fit(
        validated.getHeader(), RequestValidated.class, TopicCatalogue.VALIDATED)) {
      return park(key, value, from, "WRONG_DESTINATION");
    }
    if (!parts.attestations().holds(validated, TopicCatalogue.VALIDATION)) {
      return park(key, value, from, "ATTESTATION_INVALID");
    }
    if (!RecordHeaders.standsIn(validated.getSource(), from.partition())) {
      return park(key, value, from, "WRONG_PARTITION");
    }
    if (remembered.decided().contains(validated.getSource().getOffset())) {
      return park(key, value, from, Parking.ALREADY_DECIDED);
    }
    parts.control().awaitFresh();
    parts.control().awaitVersions(validated.getReliesOn());
    Submission submission = Submission.of(validated);
    parts.counters().age(submission.requestedAt(), parts.clock().instant());
    rules.look(submission.requestedAt());
    SessionLookup lookup = parts.sessions().find(submission.sessionId(), submission.requestedAt());
    if (lookup instanceof SessionLookup.Closed closed) {
      return unreadable(submission, closed);
    }
    OpenSession session = ((SessionLookup.Open) lookup).session();
    Optional<byte[]> content = parts.requestSeal().open(session.secret(), validated.getRequest());
    Optional<Vaccination> vaccination =
        content.flatMap(bytes -> Vaccination.read(bytes, submission.requestedAt()));
    if (vaccination.isEmpty()) {
      return park(key, value, from, "CONTENT_UNREADABLE");
    }
    remembered.decided().add(submission.source().getOffset(), submission.requestedAt());
    Optional<Beyond> beyond = beyondLimits(submission);
    if (beyond.isPresent()) {
      return beyond(submission, session, beyond.get());
    }
    String confirmation = confirmation(submission, session, validated, content.get());
    RecentPersons.Request person = person(submission, vaccination.get(), from.offset());
    return judge(submission, session, validated, vaccination.get(), person, confirmation);
  }

  private List<Outbound> judge(
      Submission submission,
      OpenSession session,
      RequestValidated validated,
      Vaccination vaccination,
      RecentPersons.Request person,
      String confirmation) {
    Instant at = submission.requestedAt();
    byte[] before = remembered.pharmacies().bytes(submission.pharmacyId());
    Features request =
        features.of(
            session.record(),
            vaccination,
            at,
            !confirmation.isEmpty(),
            parts.persons().see(person));
    PharmacyState known = PharmacyStates.read(before);
    FraudJudge.Verdict verdict =
        rules
            .judge()
            .judge(known, request, profiles.of(submission.pharmacyId()), parts.surroundings());
    remembered.pharmacies().put(submission.pharmacyId(), verdict.state());
    remembered.levels().seen(known, verdict.state());
    parts.persons().decided(person, verdict.decision().outcome() == Outcome.PASS);
    Judged judged = new Judged(verdict.decision(), before, confirmation, rules.sequence());
    List<Outbound> written =
        new ArrayList<>(
            verdict.decision().outcome() == Outcome.PASS
                ? pass(submission, session, validated, judged)
                : stop(submission, session, Stopped.of(verdict.decision()), judged));
    written.addAll(
        alerts(
            submission,
            judged,
            verdict.decision().contributions().stream()
                .filter(Raised::concerns)
                .map(one -> AlertReason.of(one, verdict.decision().outcome()))
                .toList(),
            31 * request.terminal() + request.operator()));
    sighting(submission, verdict, request.formerBatch()).ifPresent(written::add);
    return written;
  }

  private static RecentPersons.Request person(
      Submission submission, Vaccination vaccination, long offset) {
    return new RecentPersons.Request(
        submission.pharmacyId(),
        offset,
        submission.requestId(),
        submission.supersedes(),
        submission.requestedAt(),
        vaccination.holder(),
        vaccination.product(),
        vaccination.dose(),
        vaccination.date());
  }

  /**
   * By what means a person confirmed the request; empty if nobody did. Validation has refused what
   * does not count; should this stage see it otherwise, the request is judged as unconfirmed.
   */
  private String confirmation(
      Submission submission, OpenSession session, RequestValidated validated, byte[] content) {
    Optional<ConfirmationResult> result =
        parts
            .confirmations()
            .check(validated.getRequest(), content, session, submission.requestedAt());
    return result.isPresent() && result.get() instanceof ConfirmationResult.Confirmed confirmed
        ? confirmed.by().getKind().name().toLowerCase(Locale.ROOT)
        : "";
  }

  private List<Outbound> pass(
      Submission submission, OpenSession session, RequestValidated validated, Judged judged) {
    parts.counters().count(AuditKind.APPROVED.name(), List.of());
    return writers.pass(submission, session, validated, judged);
  }

  private List<Outbound> stop(
      Submission submission, OpenSession session, Stopped stopped, Judged judged) {
    parts.counters().count(stopped.kind().name(), stopped.reasons());
    return writers.stop(submission, session, stopped, judged);
  }

  private List<Outbound> beyond(Submission submission, OpenSession session, Beyond limit) {
    Judged judged = Judged.not(rules.sequence());
    Stopped stopped = Stopped.byLimit(limit.code().error(""), limit.until());
    List<Outbound> written = new ArrayList<>(stop(submission, session, stopped, judged));
    written.addAll(alerts(submission, judged, List.of(AlertReason.of(limit.code().name())), 0));
    return written;
  }

  private List<Outbound> unreadable(Submission submission, SessionLookup.Closed closed) {
    remembered.decided().add(submission.source().getOffset(), submission.requestedAt());
    RefusalCode code = RefusalCode.valueOf(closed.reason().name());
    parts.counters().count("REJECTED", List.of(code.error("")));
    return writers.unreadable(submission, code);
  }

  private List<Outbound> park(byte[] key, byte[] value, Parking.Source from, String reason) {
    parts.counters().count("PARKED", List.of(new ReplyError(reason, "", "")));
    return writers.park(key, value, from, reason);
  }

  /**
   * A limit that a request is beyond.
   *
   * @param until when the next request of the pharmacy is within every limit
   */
  private record Beyond(RefusalCode code, Instant until) {}

  /** Limits that no habit widens; what passes them counts towards them. */
  private Optional<Beyond> beyondLimits(Submission submission) {
    String pharmacy = submission.pharmacyId();
    Instant at = submission.requestedAt();
    VelocityStore velocities = remembered.velocities();
    Velocity perTime = rules.limits().velocity();
    Velocity.Verdict velocity = perTime.judge(velocities.get(pharmacy), at);
    DayLimit perDay = rules.limits().probation();
    Optional<DayLimit.Verdict> probation =
        isOnProbation(pharmacy)
            ? Optional.of(perDay.judge(velocities.ofProbation(pharmacy), at))
            : Optional.empty();
    Instant opens = probation.map(one -> perDay.opens(one.passed())).orElse(Instant.EPOCH);
    if (!velocity.within()) {
      Instant until = perTime.opens(velocity.state());
      // What would pass probation was counted in its verdict, and is not remembered.
      boolean later = probation.filter(one -> !one.within()).isPresent() && opens.isAfter(until);
      return Optional.of(new Beyond(RefusalCode.VELOCITY_LIMIT, later ? opens : until));
    }
    if (probation.isPresent()) {
      if (!probation.get().within()) {
        return Optional.of(new Beyond(RefusalCode.PROBATION_LIMIT, opens));
      }
      velocities.putOfProbation(pharmacy, probation.get().passed());
    }
    velocities.put(pharmacy, velocity.state());
    return Optional.empty();
  }

  /** Whoever is not known to be beyond probation is on it: on doubt the lower limit. */
  private boolean isOnProbation(String pharmacy) {
    return parts
        .control()
        .admission(pharmacy)
        .filter(admission -> admission.getState() == AdmissionState.ACTIVE)
        .isEmpty();
  }

  /**
   * How busy the pharmacies of this task are, for all; empty if nothing changed.
   *
   * @param partition of the task
   */
  Optional<Outbound> level(int partition) {
    return remembered
        .levels()
        .toTell()
        .map(
            snapshot ->
                sidePath(TopicCatalogue.FRAUD_COUNTRY, Integer.toString(partition), snapshot));
  }

  /** That a pharmacy uses a batch for the first time, for all; under both tokens if it has two. */
  private Optional<Outbound> sighting(
      Submission submission, FraudJudge.Verdict verdict, long formerBatch) {
    if (verdict.newBatch() == 0) {
      return Optional.empty();
    }
    Sighting sighting =
        new Sighting(
            verdict.newBatch(),
            parts.tokens().place("pharmacy", submission.pharmacyId(), submission.pharmacyId()),
            verdict.state().today(),
            formerBatch);
    return Optional.of(
        sidePath(
            TopicCatalogue.FRAUD_SIGHTINGS,
            FraudTokens.quarter(submission.requestedAt()),
            sighting.encode()));
  }

  private Outbound sidePath(String topic, String key, byte[] payload) {
    return new Outbound(topic, 0, SidePath.bytes(key), parts.sidePath().write(topic, key, payload));
  }

  /** What analysts hear of a request, at most once a day for each rule and who works where. */
  private List<Outbound> alerts(
      Submission submission, Judged judged, List<AlertReason> reasons, long subject) {
    if (reasons.isEmpty()) {
      return List.of();
    }
    List<Outbound> told = new ArrayList<>();
    Raised raised = remembered.alerts().of(submission.pharmacyId());
    for (AlertReason reason : reasons) {
      Raised.Next next = raised.after(reason.rule(), subject, submission.requestedAt());
      raised = next.raised();
      if (next.tell()) {
        parts.alertsRaised().increment(reason.rule());
        told.add(
            writers.alert(
                submission,
                judged,
                reason,
                Instant.ofEpochMilli(next.now().since()),
                next.now().requests()));
      }
    }
    remembered.alerts().put(submission.pharmacyId(), raised);
    return told;
  }
}
