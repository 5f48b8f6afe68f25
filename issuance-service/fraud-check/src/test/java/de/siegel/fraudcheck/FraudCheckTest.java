package de.siegel.fraudcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.OpeningHours;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage's real topology, with everything around it real but the broker. */
class FraudCheckTest {
  private static final String OUTCOMES = TopicCatalogue.outcomes(TestHouse.TENANT);
  private static final String PARKED = TopicCatalogue.parked(TopicCatalogue.FRAUD_CHECK);

  @TempDir Path folder;
  private Stage stage;
  private TestHouse house;
  private TestSession session;

  @BeforeEach
  void start() {
    stage = new Stage(folder);
    house = stage.house();
    session = house.session();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private RequestValidated validated(String requestId) {
    return stage.validated(session.request(requestId, "{\"name\":\"Zzyzxmann\"}"));
  }

  private Map<String, List<TestRecord<byte[], byte[]>>> check(RequestValidated validated) {
    return stage.check(validated);
  }

  private Map<String, List<TestRecord<byte[], byte[]>>> check(byte[] value) {
    return stage.check(value);
  }

  private AuditEvent leaf(Map<String, List<TestRecord<byte[], byte[]>>> written) {
    return stage.leaf(written);
  }

  private void limit(double limit) {
    house.fraudConfiguration(Map.of("velocity.limit", limit, "velocity.window-seconds", 3_600.0));
  }

  @Test
  void passesARequestWithAnAttestationThatTheSignerAccepts() {
    RequestValidated validated = validated("r-1");

    Map<String, List<TestRecord<byte[], byte[]>>> written = check(validated);

    assertThat(written).containsOnlyKeys(TopicCatalogue.APPROVED, TopicCatalogue.AUDIT_EVENTS);
    IssuanceApproved approved =
        house.read(IssuanceApproved.class, written.get(TopicCatalogue.APPROVED).get(0).value());
    assertThat(approved.getValidated()).isEqualTo(validated);
    assertThat(
            house.attestations(TopicCatalogue.SIGNER).holds(approved, TopicCatalogue.FRAUD_CHECK))
        .isTrue();
    assertThat(
            house
                .attestations(TopicCatalogue.SIGNER)
                .holds(approved.getValidated(), TopicCatalogue.VALIDATION))
        .isTrue();
  }

  @Test
  void writesTheDecisionWithBothStagesAttestations() {
    AuditEvent leaf = leaf(check(validated("r-1")));

    assertThat(leaf.getKind()).isEqualTo(AuditKind.APPROVED);
    assertThat(leaf.getDecision().getAttestations())
        .extracting(a -> a.getStage() + ">" + a.getRecipient())
        .containsExactlyInAnyOrder(
            "validation>fraud-check", "validation>signer", "fraud-check>signer");
    assertThat(house.links(leaf).getRequestId()).isEqualTo("r-1");
  }

  /** P04 of 2021: a brand-new issuer raised nothing. */
  @Test
  void holdsWhatAPharmacyOnProbationAsksForAboveFiftyADay() {
    limit(1_000);
    house.admit(TestHouse.PHARMACY, admission -> admission.setState(AdmissionState.PROBATION));
    for (int n = 1; n <= 50; n++) {
      assertThat(check(validated("r-" + n))).containsKey(TopicCatalogue.APPROVED);
    }
    house.pass(Duration.ofHours(3));

    Map<String, List<TestRecord<byte[], byte[]>>> written = check(validated("r-51"));

    Reply reply = session.open(house.read(Outcome.class, written.get(OUTCOMES).get(0).value()));
    assertThat(reply.kind()).isEqualTo(OutcomeKind.HELD);
    assertThat(reply.errors()).extracting(ReplyError::code).containsExactly("PROBATION_LIMIT");
    assertThat(reply.doubt().orElseThrow().until())
        .as("a day after the first")
        .contains(house.clock().instant().plus(Duration.ofHours(21)));
    house.admit(TestHouse.PHARMACY, admission -> {});
    assertThat(check(validated("r-52"))).containsKey(TopicCatalogue.APPROVED);
  }

  @Test
  void holdsWhatIsAboveTheLimitAndTellsPharmacyRegistryAndAudit() {
    limit(2);
    check(validated("r-1"));
    check(validated("r-2"));

    RequestValidated third = validated("r-3");
    Map<String, List<TestRecord<byte[], byte[]>>> written = check(third);

    assertThat(written)
        .containsOnlyKeys(
            OUTCOMES,
            TopicCatalogue.DECISIONS,
            TopicCatalogue.AUDIT_EVENTS,
            TopicCatalogue.FRAUD_ALERTS);
    Reply reply = session.open(house.read(Outcome.class, written.get(OUTCOMES).get(0).value()));
    assertThat(reply.kind()).isEqualTo(OutcomeKind.HELD);
    assertThat(reply.errors()).extracting(ReplyError::code).containsExactly("VELOCITY_LIMIT");
    RequestsDecided decided =
        house.read(RequestsDecided.class, written.get(TopicCatalogue.DECISIONS).get(0).value());
    assertThat(decided.getIssued()).isEmpty();
    assertThat(
            house
                .attestations(TopicCatalogue.VALIDATION)
                .holds(decided, TopicCatalogue.FRAUD_CHECK))
        .isTrue();
    assertThat(decided.getDecisions().get(0).getRequestOffset())
        .isEqualTo(third.getSource().getOffset());
    assertThat(decided.getDecisions().get(0).getKind()).isEqualTo(OutcomeKind.HELD);
    assertThat(leaf(written).getKind()).isEqualTo(AuditKind.HELD);
  }

  /** Who is refused gets a reference too, and reads where to look. */
  @Test
  void aRefusalNamesItsFieldAReferenceAndWhatHappensNext() {
    limit(20);
    String content =
        "{\"payload\":{\"v\":[{\"mp\":\"EU/1/20/1528\",\"dt\":\"2019-11-01\",\"dn\":1,\"sd\":2}]}}";

    Map<String, List<TestRecord<byte[], byte[]>>> written =
        check(stage.validated(session.request("r-1", content)));

    Reply reply = session.open(house.read(Outcome.class, written.get(OUTCOMES).get(0).value()));
    assertThat(reply.kind()).isEqualTo(OutcomeKind.REJECTED);
    assertThat(reply.errors())
        .filteredOn(error -> error.code().equals("DATE_BEFORE_TRIALS"))
        .extracting(ReplyError::field)
        .containsExactly("v[0].dt");
    Doubt doubt = reply.doubt().orElseThrow();
    assertThat(doubt.reference()).hasSize(8);
    assertThat(doubt.next()).contains("prüfen Sie die Angaben", "Vorgangsnummer");
    RequestsDecided decided =
        house.read(RequestsDecided.class, written.get(TopicCatalogue.DECISIONS).get(0).value());
    assertThat(decided.getDecisions().get(0).getNext()).isEqualTo(doubt.next());
    assertThat(decided.getDecisions().get(0).getFindings())
        .extracting(finding -> finding.getField())
        .contains("v[0].dt");
  }

  /** Whoever is told a time gets through then. */
  @Test
  void saysUntilWhenALimitHolds() {
    limit(2);
    check(validated("r-1"));
    check(validated("r-2"));

    Map<String, List<TestRecord<byte[], byte[]>>> written = check(validated("r-3"));

    Doubt doubt =
        session
            .open(house.read(Outcome.class, written.get(OUTCOMES).get(0).value()))
            .doubt()
            .orElseThrow();
    Duration wait = Duration.between(house.clock().instant(), doubt.until().orElseThrow());
    assertThat(wait).isEqualTo(Duration.ofMinutes(30));
    assertThat(doubt.next()).contains("Ab ", " Uhr");
    house.pass(wait.minusSeconds(1));
    assertThat(check(validated("r-4"))).containsKey(OUTCOMES);
    house.pass(Duration.ofSeconds(1));
    assertThat(check(validated("r-5"))).containsKey(TopicCatalogue.APPROVED);
  }

  @Test
  void decidesARequestThatComesTwiceOnce() {
    limit(1);
    RequestValidated first = validated("r-1");
    check(first);
    RequestValidated held = validated("r-2");
    check(held);
    house.pass(Duration.ofHours(1));

    for (RequestValidated copied : List.of(first, held)) {
      Map<String, List<TestRecord<byte[], byte[]>>> written = check(copied);
      assertThat(written)
          .containsOnlyKeys(
              TopicCatalogue.parked(TopicCatalogue.FRAUD_CHECK), TopicCatalogue.AUDIT_EVENTS);
      assertThat(leaf(written).getParked().getReason()).isEqualTo("ALREADY_DECIDED");
    }
  }

  @Test
  void parksARecordInAnotherPartitionThanItsRequest() {
    RequestValidated elsewhere = validated("r-1");
    elsewhere.getSource().setPartition(3);
    elsewhere.setAttestation(house.attestations(TopicCatalogue.VALIDATION).attest(elsewhere));

    assertThat(leaf(check(elsewhere)).getParked().getReason()).isEqualTo("WRONG_PARTITION");
  }

  @Test
  void passesAgainWhenTimeHasGivenRoomBack() {
    limit(1);
    check(validated("r-1"));
    house.pass(Duration.ofHours(1));

    assertThat(check(validated("r-2"))).containsKey(TopicCatalogue.APPROVED);
  }

  @Test
  void answersAHeldRequestWithANoticeWhenItsEpochHasEnded() {
    limit(1);
    check(validated("r-1"));
    RequestValidated second = validated("r-2");
    house.keys().destroyEpoch(TestHouse.EPOCH, TopicCatalogue.FRAUD_CHECK);
    stage.restart();
    check(validated("r-3"));

    Outcome outcome = house.read(Outcome.class, check(second).get(OUTCOMES).get(0).value());

    assertThat(outcome.getSealed()).isNull();
    assertThat(outcome.getNotice().get(0).getCode()).isEqualTo("EPOCH_EXPIRED");
  }

  private void assertParked(Consumer<RequestValidated> alteration, String reason) {
    RequestValidated validated = validated("r-1");
    alteration.accept(validated);

    Map<String, List<TestRecord<byte[], byte[]>>> written = check(validated);

    assertThat(written).containsOnlyKeys(PARKED, TopicCatalogue.AUDIT_EVENTS);
    assertThat(written.get(PARKED).get(0).headers().lastHeader(Parking.REASON).value())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(reason);
    assertThat(leaf(written).getKind()).isEqualTo(AuditKind.PARKED);
  }

  @Test
  void parksWhatValidationDoesNotVouchFor() {
    assertParked(v -> v.setCommitment(ByteBuffer.wrap(new byte[31])), "ATTESTATION_INVALID");
    assertParked(v -> v.getAttestation().setMacs(List.of()), "ATTESTATION_INVALID");
    assertParked(
        v ->
            v.setAttestation(
                new de.siegel.sealing.Attestations(
                        TopicCatalogue.VALIDATION,
                        List.of(
                            new de.siegel.sealing.SharedKey(
                                "validation.fraud-check.1",
                                TopicCatalogue.VALIDATION,
                                TopicCatalogue.FRAUD_CHECK,
                                new byte[32])))
                    .attest(v)),
        "ATTESTATION_INVALID");
  }

  @Test
  void parksWhatIsNotWhatOrWhereItSays() {
    assertParked(v -> v.getHeader().setDestination("other"), "WRONG_DESTINATION");
    assertThat(check(new byte[] {0, 1})).containsKey(PARKED);
    assertThat(check((byte[]) null)).containsKey(PARKED);
  }

  @Test
  void doesNotCountAForgedRequestAgainstItsPharmacy() {
    limit(1);
    RequestValidated forged = validated("r-1");
    forged.getAttestation().setMacs(List.of());
    check(forged);

    assertThat(check(validated("r-2"))).containsKey(TopicCatalogue.APPROVED);
  }

  @Test
  void keepsTheLastGoodConfigurationWhenABadOneArrives() {
    limit(2);
    check(validated("r-1"));
    house.fraudConfiguration(Map.of("velocity.limit", -5.0));

    assertThat(check(validated("r-2"))).containsKey(TopicCatalogue.APPROVED);
    assertThat(check(validated("r-3"))).containsKey(OUTCOMES);
    assertThat(
            stage
                .meters()
                .get("siegel.decisions")
                .tag("outcome", "CONFIGURATION_REFUSED")
                .counter()
                .count())
        .isEqualTo(1);
  }

  /** An alarm on what rises has to see it before. */
  @Test
  void countersOfFailuresAreThereFromTheStart() {
    for (String outcome : List.of("STEP_UP", "PARKED", "CONFIGURATION_REFUSED")) {
      assertThat(stage.meters().get("siegel.decisions").tag("outcome", outcome).counter().count())
          .as(outcome)
          .isZero();
    }
  }

  @Test
  void decidesNothingWhenThereHasNeverBeenAGoodConfiguration() {
    house.fraudConfiguration(Map.of());

    assertThatThrownBy(() -> check(validated("r-1")))
        .hasRootCauseInstanceOf(ControlUnavailable.class);
  }

  @Test
  void decidesNothingBehindWhatValidationReliedOn() {
    RequestValidated validated = validated("r-1");
    validated.getReliesOn().setSessions(10_000);
    validated.setAttestation(house.attestations(TopicCatalogue.VALIDATION).attest(validated));
    house.clock().stepEachRead(Duration.ofMillis(100));

    assertThatThrownBy(() -> check(validated)).hasRootCauseInstanceOf(ControlUnavailable.class);
  }

  @Test
  void tellsTheOthersOnceThatAPharmacyUsesABatch() {
    String content =
        "{\"payload\":{\"v\":[{\"mp\":\"EU/1/20/1528\",\"dt\":\"2026-11-01\",\"dn\":1,\"sd\":2}]},"
            + "\"context\":{\"batch\":\"EX1234\"}}";

    List<TestRecord<byte[], byte[]>> first =
        stage
            .check(stage.validated(session.request("r-1", content)))
            .get(TopicCatalogue.FRAUD_SIGHTINGS);

    assertThat(first).hasSize(1);
    assertThat(new String(first.get(0).value(), StandardCharsets.ISO_8859_1))
        .doesNotContain("EX1234", TestHouse.PHARMACY);
    String otherwiseSpelt = content.replace("EX1234", " ex 1234");
    assertThat(stage.check(stage.validated(session.request("r-2", otherwiseSpelt))))
        .doesNotContainKey(TopicCatalogue.FRAUD_SIGHTINGS);
  }

  /** What the directory said of a pharmacy's place comes with its admission. */
  @Test
  void aBatchThatWasDeliveredElsewhereIsAWeakSignalWhereTheRegionIsKnown() throws IOException {
    Path list = folder.resolve("batches.jsonl");
    Files.writeString(
        list,
        "{\"product\":\"EU/1/20/1528\",\"batch\":\"EX1234\",\"released\":\"2026-09-01\","
            + "\"expires\":\"2027-09-01\",\"doses\":70200,\"deliveredTo\":[\"80\",\"3-FAR\"]}");
    stage.close();
    stage = new Stage(folder.resolve("listing"), Optional.of(list));
    house = stage.house();
    session = house.session();

    assertThat(rulesAt(-1, "3-HERE")).as("an admission from before").isEmpty();
    assertThat(rulesAt(10, "3-HERE")).containsExactly("BATCH_FAR");
    assertThat(rulesAt(80, "3-HERE")).isEmpty();
    assertThat(rulesAt(10, "3-FAR")).isEmpty();
    assertThat(rulesAt(10, "3-HERE", "3-FAR")).as("one of several").isEmpty();
    assertThat(rulesAt(100, "3-HERE")).as("what cannot be").isEmpty();
  }

  /** What the rules say of a batch, by the region and the cards of its pharmacy; it passes. */
  private List<String> rulesAt(int region, String... telematikIds) {
    house.admit(
        TestHouse.PHARMACY,
        admission -> {
          admission.setRegion(region);
          admission.setTelematikIds(List.of(telematikIds));
        });
    String content =
        "{\"payload\":{\"v\":[{\"mp\":\"EU/1/20/1528\",\"dt\":\"2026-11-01\",\"dn\":1,\"sd\":2}]},"
            + "\"context\":{\"batch\":\"EX1234\"}}";
    String id = "r-" + region + String.join("", telematikIds);
    AuditEvent leaf = leaf(check(stage.validated(session.request(id, content))));
    assertThat(leaf.getKind()).isEqualTo(AuditKind.APPROVED);
    return leaf.getDecision().getRules();
  }

  @Test
  void parksAContentThatNobodyCanRead() {
    RequestValidated unreadable = stage.validated(session.request("r-1", "{\"payload\":{\"v\":"));

    assertThat(leaf(check(unreadable)).getParked().getReason()).isEqualTo("CONTENT_UNREADABLE");
  }

  /** Whoever is not known is not suspected either: a broken store must not look like a new one. */
  @Test
  void stopsWithAStoreThatIsCorrupted() {
    check(validated("r-1"));
    stage.corrupt(TestHouse.PHARMACY);

    assertThatThrownBy(() -> check(validated("r-2")))
        .hasStackTraceContaining("restore the store from its changelog");
  }

  /** One pharmacy's record must not stop the stage for all. */
  @Test
  void goesOnWithOpeningHoursThatCannotBe() {
    house.admit(
        TestHouse.PHARMACY,
        admission ->
            admission.setOpeningHours(
                List.of(
                    new OpeningHours(5, 20 * 60, 2 * 60),
                    new OpeningHours(0, 0, 60),
                    new OpeningHours(5, 0, 24 * 60))));

    assertThat(check(validated("r-1"))).containsKey(TopicCatalogue.APPROVED);
  }

  @Test
  void theLastGoodConfigurationSurvivesTheTask() {
    limit(2);
    check(validated("r-1"));
    house.fraudConfiguration(Map.of("velocity.limit", -5.0));
    stage.restart();

    assertThat(check(validated("r-2"))).containsKey(TopicCatalogue.APPROVED);
  }

  @Test
  void aDecisionNamesTheConfigurationItWasMadeWith() {
    limit(20);
    check(validated("r-0"));
    long good = house.view().versions().getFraudConfiguration();
    house.fraudConfiguration(Map.of("velocity.limit", -5.0));

    assertThat(leaf(check(validated("r-1"))).getDecision().getFraudConfigurationVersion())
        .isEqualTo(good);
  }

  /** P04 of 2021: a brand-new issuer raised nothing. */
  @Test
  void analystsHearOfAPharmacyThatHitsALimit() {
    limit(1);
    check(validated("r-1"));

    List<TestRecord<byte[], byte[]>> alerts =
        check(validated("r-2")).get(TopicCatalogue.FRAUD_ALERTS);

    assertThat(alerts).hasSize(1);
    assertThat(house.read(FraudAlert.class, alerts.get(0).value()).getRule())
        .isEqualTo("VELOCITY_LIMIT");
    assertThat(check(validated("r-3"))).doesNotContainKey(TopicCatalogue.FRAUD_ALERTS);
  }

  /** The topic lives for twelve hours, and so does what is known of its records. */
  @Test
  void knowsACopyAsLongAsItsTopicLives() {
    RequestValidated first = validated("r-1");
    check(first);
    stage.pass(Duration.ofHours(11));

    assertThat(leaf(check(first)).getParked().getReason()).isEqualTo("ALREADY_DECIDED");
  }
}
