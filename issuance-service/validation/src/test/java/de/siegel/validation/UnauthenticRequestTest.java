package de.siegel.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not by the session that it names, is refused and leaves no trace in the registry. */
class UnauthenticRequestTest extends ValidationStage {

  private List<String> codes(Written written) {
    return session.open(written.outcome()).errors().stream().map(ReplyError::code).toList();
  }

  private static List<String> notices(Written written) {
    Outcome outcome = written.outcome();
    assertThat(outcome.getSealed()).isNull();
    return outcome.getNotice().stream().map(finding -> finding.getCode()).toList();
  }

  private void assertTheIdIsStillFree() {
    assertThat(stage.send(session.request("r-1", Contents.vaccination())).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
  }

  static Stream<Named<Consumer<IssuanceRequest>>> alterations() {
    return Stream.of(
        Named.of(
            "submission id",
            r -> r.getEnvelope().setSubmissionId("00000000-0000-0000-0000-000000000000")),
        Named.of("request id", r -> r.getEnvelope().setRequestId("r-2")),
        Named.of("format", r -> r.getEnvelope().setFormat("eu-dcc-1.4")),
        Named.of(
            "time",
            r -> r.getEnvelope().setCreatedAt(r.getEnvelope().getCreatedAt().plusMillis(1))),
        Named.of("supersedes", r -> r.getEnvelope().setSupersedes("r-0")),
        Named.of(
            "confirmation", r -> r.getEnvelope().setConfirmation(ByteBuffer.wrap(new byte[] {1}))),
        Named.of("admissions version", r -> r.getEnvelope().getReliesOn().setAdmissions(1)),
        Named.of("sessions version", r -> r.getEnvelope().getReliesOn().setSessions(1)),
        Named.of("stage keys version", r -> r.getEnvelope().getReliesOn().setStageKeys(1)),
        Named.of("epoch keys version", r -> r.getEnvelope().getReliesOn().setEpochKeys(1)),
        Named.of(
            "fraud configuration version",
            r -> r.getEnvelope().getReliesOn().setFraudConfiguration(1)),
        Named.of("epoch", r -> r.getEnvelope().setEpoch("epoch-2")),
        Named.of("pharmacy", r -> r.getEnvelope().setPharmacyId("pharmacy-2")),
        Named.of("sealed content", r -> r.getSealed().put(20, (byte) ~r.getSealed().get(20))),
        Named.of("signature", r -> r.getSignature().put(3, (byte) ~r.getSignature().get(3))),
        Named.of("no signature", r -> r.setSignature(ByteBuffer.allocate(0))),
        Named.of("no content", r -> r.setSealed(ByteBuffer.allocate(0))));
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void refusesAnAlteredRequestAndDoesNotBurnItsId(Consumer<IssuanceRequest> alteration) {
    IssuanceRequest request = session.request("r-1", Contents.vaccination());
    alteration.accept(request);

    assertThat(codes(stage.send(request))).contains("SIGNATURE_INVALID");
    assertThat(stage.store().approximateNumEntries()).isZero();
    assertTheIdIsStillFree();
  }

  @Test
  void refusesAnotherSessionsIdUnderItsOwnSignature() {
    TestSession other = house.session();
    IssuanceRequest request = session.request("r-1", Contents.vaccination());
    request.getEnvelope().setSessionId(other.id());

    Written written = stage.send(request);

    assertThat(other.open(written.outcome()).errors())
        .extracting(ReplyError::code)
        .containsExactly("SIGNATURE_INVALID");
  }

  @Test
  void refusesAContentThatWasSealedForAnotherEnvelope() {
    IssuanceRequest request = session.request("r-1", Contents.vaccination());
    IssuanceRequest other = session.request("r-2", Contents.vaccination());

    IssuanceRequest mixed = session.resigned(request, Bytes.of(other.getSealed()));

    assertThat(codes(stage.send(mixed))).containsExactly("SEAL_INVALID");
    assertTheIdIsStillFree();
  }

  @Test
  void refusesARecordWithoutAKey() {
    IssuanceRequest request = session.request("r-1", Contents.vaccination());

    assertThat(codes(stage.sendRaw(null, stage.bytes(request)))).containsExactly("KEY_MISMATCH");
    assertTheIdIsStillFree();
  }

  @Test
  void refusesARecordWhoseKeyIsNotTheEnvelopesPharmacy() {
    IssuanceRequest request = session.request("r-1", Contents.vaccination());
    byte[] key = "pharmacy-2".getBytes(StandardCharsets.UTF_8);

    Written written = stage.sendRaw(key, stage.bytes(request));

    assertThat(codes(written)).containsExactly("KEY_MISMATCH");
    assertThat(house.links(written.leaf()).getPharmacyId()).isEqualTo(TestHouse.PHARMACY);
  }

  @Test
  void refusesARecordInAPartitionThatIsNotItsKeys(@TempDir Path other) {
    try (ValidationHarness many = new ValidationHarness(other, 1_000)) {
      TestSession there = many.house().session();

      Written written = many.send(there.request("r-1", Contents.vaccination()));

      assertThat(there.open(written.outcome()).errors())
          .extracting(ReplyError::code)
          .containsExactly("PARTITION_WRONG");
    }
  }

  @Test
  void boundsThePharmacysClock() {
    assertThat(created(Duration.ofHours(-24))).isEmpty();
    assertThat(created(Duration.ofHours(-24).minusMillis(1))).containsExactly("CREATED_AT_TOO_OLD");
    assertThat(created(Duration.ofMinutes(5))).isEmpty();
    assertThat(created(Duration.ofMinutes(5).plusMillis(1)))
        .containsExactly("CREATED_AT_IN_FUTURE");
    assertThat(created(Duration.ofDays(-7))).containsExactly("CREATED_AT_TOO_OLD");
  }

  private List<String> created(Duration fromNow) {
    Written written =
        stage.send(
            session.request(
                "r" + fromNow.toMillis(),
                Contents.vaccination(),
                e -> e.setCreatedAt(TestHouse.START.plus(fromNow))));
    return written.topics().contains(TopicCatalogue.VALIDATED) ? List.of() : codes(written);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"", "r 1", "r/1", "ä", "r\u0000"})
  void refusesARequestIdOutsideItsAlphabet(String id) {
    assertThat(codes(stage.send(session.request(id, Contents.vaccination()))))
        .containsExactly("REQUEST_ID_INVALID");
  }

  @Test
  void refusesARequestIdThatIsTooLong() {
    assertThat(codes(stage.send(session.request("r".repeat(65), Contents.vaccination()))))
        .containsExactly("REQUEST_ID_INVALID");
  }

  @Test
  void waitsForASessionThatItHasNotSeenYet() {
    TestSession late = house.unpublished(TestHouse.PHARMACY, SigningAlgorithm.ED25519);
    AtomicInteger reads = new AtomicInteger();
    house
        .clock()
        .whenRead(
            () -> {
              if (reads.incrementAndGet() == 3) {
                house.publish(late, s -> {});
                house.clock().advance(Duration.ofSeconds(1));
                house.authorities().heartbeat();
              }
            });

    Written written = stage.send(late.request("r-1", Contents.vaccination()));

    assertThat(reads.get()).isGreaterThanOrEqualTo(3);
    assertThat(written.topics()).containsExactly(TopicCatalogue.VALIDATED);
  }

  @Test
  void noticesAnUnknownSessionOnceTheAuthorityHasSpokenSince() {
    TestSession never = house.unpublished(TestHouse.PHARMACY, SigningAlgorithm.ED25519);
    IssuanceRequest request = never.request("r-1", Contents.vaccination());
    AtomicInteger reads = new AtomicInteger();
    house
        .clock()
        .whenRead(
            () -> {
              if (reads.incrementAndGet() == 5) {
                house.clock().advance(Duration.ofSeconds(1));
                house.authorities().heartbeat();
              }
            });

    assertThat(notices(stage.send(request))).containsExactly("SESSION_UNKNOWN");
  }

  @Test
  void decidesNothingAboutAnUnknownSessionWhileTheAuthorityIsSilent() {
    TestSession never = house.unpublished(TestHouse.PHARMACY, SigningAlgorithm.ED25519);
    IssuanceRequest request = never.request("r-1", Contents.vaccination());
    house.clock().stepEachRead(Duration.ofMillis(400));

    assertThatThrownBy(() -> stage.send(request)).hasRootCauseInstanceOf(ControlUnavailable.class);
  }

  @Test
  void decidesNothingOnAStaleView() {
    IssuanceRequest request = session.request("r-1", Contents.vaccination());
    house.clock().advance(Duration.ofMillis(2_001));
    house.clock().stepEachRead(Duration.ofSeconds(1));

    assertThatThrownBy(() -> stage.send(request)).hasRootCauseInstanceOf(ControlUnavailable.class);
  }

  @Test
  void refusesARequestInAnEndedSession() {
    IssuanceRequest request = session.request("r-1", Contents.vaccination());
    house.publish(session, s -> s.setState(SessionState.ENDED));

    assertThat(codes(stage.send(request))).containsExactly("SESSION_OVER");
  }

  @Test
  void refusesARequestAfterTheSessionsEnd() {
    house.pass(Duration.ofHours(4));

    assertThat(codes(stage.send(session.request("r-1", Contents.vaccination()))))
        .containsExactly("SESSION_OVER");
  }

  @Test
  void refusesASessionOfAnotherPharmacyTenantOrEpoch() {
    house.admit("pharmacy-2", admission -> {});

    Written written =
        stage.send(
            session.request(
                "r-1",
                Contents.vaccination(),
                e -> {
                  e.setPharmacyId("pharmacy-2");
                  e.setEpoch("epoch-9");
                }));

    assertThat(session.open(written.outcome()).errors())
        .extracting(ReplyError::code, ReplyError::field)
        .contains(
            org.assertj.core.groups.Tuple.tuple("SESSION_MISMATCH", "pharmacyId"),
            org.assertj.core.groups.Tuple.tuple("SESSION_MISMATCH", "epoch"));
  }

  @Test
  void refusesASessionThatWasOpenedForAnotherTenant() {
    TestSession foreign = house.session(s -> s.setTenant("tenant-b"));

    Written written = stage.send(foreign.request("r-1", Contents.vaccination()));

    assertThat(foreign.open(written.outcome()).errors())
        .extracting(ReplyError::field)
        .containsExactly("tenant");
  }

  @Test
  void noticesWhenTheKeysOfTheEpochAreDestroyed() {
    house.keys().destroyEpoch(TestHouse.EPOCH, TopicCatalogue.VALIDATION);

    assertThat(notices(stage.send(session.request("r-1", Contents.vaccination()))))
        .containsExactly("EPOCH_EXPIRED");
  }

  @Test
  void noticesASessionWhoseSecretIsNotTheOneThatItCommitsTo() {
    TestSession forged = house.session(s -> s.setSecretCommitment(ByteBuffer.allocate(32)));

    assertThat(notices(stage.send(forged.request("r-1", Contents.vaccination()))))
        .containsExactly("SESSION_UNREADABLE");
  }

  @Test
  void goesOnAfterASessionWhoseSigningKeyIsNoPointOnTheCurve() {
    byte[] notOnTheCurve = new byte[32];
    notOnTheCurve[0] = 2;
    TestSession forged = house.session(s -> s.setSigningKey(ByteBuffer.wrap(notOnTheCurve)));

    Written written = stage.send(forged.request("r-1", Contents.vaccination()));

    assertThat(written.topics()).doesNotContain(TopicCatalogue.VALIDATED);
    assertTheIdIsStillFree();
  }

  @Test
  void goesOnAfterASessionWhoseWrappedSecretIsOfLowOrder() {
    TestSession forged =
        house.session(
            s -> s.getWrappedSecrets().forEach(w -> w.setEncapsulated(ByteBuffer.allocate(32))));

    assertThat(notices(stage.send(forged.request("r-1", Contents.vaccination()))))
        .containsExactly("SESSION_UNREADABLE");
  }

  @ParameterizedTest
  @EnumSource(
      value = AdmissionState.class,
      names = {"PROBATION", "ACTIVE"},
      mode = EnumSource.Mode.EXCLUDE)
  void refusesAPharmacyThatMayNotIssue(AdmissionState state) {
    house.admit(TestHouse.PHARMACY, admission -> admission.setState(state));

    assertThat(codes(stage.send(session.request("r-1", Contents.vaccination()))))
        .containsExactly("PHARMACY_NOT_ADMITTED");
  }

  @Test
  void refusesAPharmacyWithoutAnAdmission() {
    TestSession stranger =
        house.publish(house.unpublished("stranger", SigningAlgorithm.ED25519), s -> {});

    Written written = stage.send(stranger.request("r-1", Contents.vaccination()));

    assertThat(stranger.open(written.outcome()).errors())
        .extracting(ReplyError::code)
        .containsExactly("PHARMACY_NOT_ADMITTED");
  }

  @ParameterizedTest
  @CsvSource({
    "EVERYTHING, '', ISSUING_PAUSED",
    "COHORT, guests, PHARMACY_SUSPENDED",
    "PHARMACY, '', PHARMACY_SUSPENDED",
    "TERMINAL, terminal-1, TERMINAL_SUSPENDED",
    "OPERATOR, operator-1, OPERATOR_SUSPENDED"
  })
  void refusesWhatABrakeStopsUntilItIsLifted(RestrictionScope scope, String value, String code) {
    house.admit(TestHouse.PHARMACY, admission -> admission.setCohorts(List.of("guests")));
    session =
        house.session(
            record -> {
              record.setTerminal("terminal-1");
              record.setOperator("operator-1");
            });

    house.restrict(scope, value, RestrictionState.ACTIVE);
    assertThat(codes(stage.send(session.request("r-1", Contents.vaccination()))))
        .containsExactly(code);

    house.restrict(scope, value, RestrictionState.LIFTED);
    assertThat(stage.send(session.request("r-2", Contents.vaccination())).validated()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"COHORT, members", "TERMINAL, terminal-2", "OPERATOR, operator-2", "CARD, 00"})
  void letsEverybodyElseGoOn(RestrictionScope scope, String value) {
    house.restrict(scope, value, RestrictionState.ACTIVE);

    assertThat(stage.send(session.request("r-1", Contents.vaccination())).validated()).isNotNull();
  }
}
