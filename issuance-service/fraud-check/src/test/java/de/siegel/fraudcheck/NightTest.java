package de.siegel.fraudcheck;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.testing.SoftAuthenticator;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.FraudContribution;
import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.HoldRelease;
import de.siegel.schemas.control.OpeningHours;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P01 and P06: a pharmacy's own terminal, at a time at which the pharmacy is closed. */
class NightTest {
  private static final String OUTCOMES = TopicCatalogue.outcomes(TestHouse.TENANT);
  private static final int MINUTE = 60;

  @TempDir Path folder;
  private Stage stage;
  private final SoftAuthenticator device = new SoftAuthenticator();
  private TestSession session;
  private int requests;
  private final List<FraudAlert> alerts = new ArrayList<>();
  private final List<OpeningHours> hours = new ArrayList<>();

  @BeforeEach
  void start() {
    stage = new Stage(folder);
    for (int day = 1; day <= 6; day++) {
      hours.add(new OpeningHours(day, 8 * MINUTE, 18 * MINUTE + 30));
    }
    stage.house().admit(TestHouse.PHARMACY, admission -> admission.setOpeningHours(hours));
    session = stage.house().session();
    // A Friday, 10:00 UTC.
    request();
    stage.house().pass(Duration.ofHours(12));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private Map<String, List<TestRecord<byte[], byte[]>>> request() {
    return write(session);
  }

  private Map<String, List<TestRecord<byte[], byte[]>>> write(TestSession in) {
    RequestValidated validated =
        stage.validated(in.request("r-" + ++requests, "{\"name\":\"Zzyzxmann\"}"));
    Map<String, List<TestRecord<byte[], byte[]>>> written = stage.check(validated);
    written
        .getOrDefault(TopicCatalogue.FRAUD_ALERTS, List.of())
        .forEach(alert -> alerts.add(stage.house().read(FraudAlert.class, alert.value())));
    return written;
  }

  private Reply reply(Map<String, List<TestRecord<byte[], byte[]>>> written) {
    return session.open(stage.house().read(Outcome.class, written.get(OUTCOMES).get(0).value()));
  }

  @Test
  void asksForAPersonAndSaysWhyInWordsThatAccuseNobody() {
    Map<String, List<TestRecord<byte[], byte[]>>> written = request();

    assertThat(written).doesNotContainKey(TopicCatalogue.APPROVED);
    Reply reply = reply(written);
    assertThat(reply.kind()).isEqualTo(OutcomeKind.STEP_UP);
    assertThat(reply.errors())
        .containsExactly(new ReplyError(RuleId.CLOSED.name(), "", RuleId.CLOSED.forPharmacy()));
    Doubt doubt = reply.doubt().orElseThrow();
    assertThat(doubt.reference()).matches("[0-9A-Z]{8}");
    assertThat(doubt.scope()).isEmpty();
    assertThat(doubt.next()).contains("Heilberufsausweis");
    assertThat(decision(written).getKind()).isEqualTo(OutcomeKind.STEP_UP);
  }

  private RequestDecision decision(Map<String, List<TestRecord<byte[], byte[]>>> written) {
    RequestsDecided decided =
        stage
            .house()
            .read(RequestsDecided.class, written.get(TopicCatalogue.DECISIONS).get(0).value());
    return decided.getDecisions().get(0);
  }

  @Test
  void tellsValidationWhatThePharmacyReadForWhoeverAsksAgain() {
    request();
    request();
    request();
    Map<String, List<TestRecord<byte[], byte[]>>> written = request();

    Doubt doubt = reply(written).doubt().orElseThrow();
    RequestDecision decision = decision(written);
    assertThat(decision.getMessages())
        .isEqualTo(reply(written).errors().stream().map(ReplyError::message).toList());
    assertThat(decision.getScope()).isEqualTo(doubt.scope());
    assertThat(decision.getUntil()).isEqualTo(doubt.until().orElseThrow());
    assertThat(decision.getNext()).isEqualTo(doubt.next());
  }

  @Test
  void holdsTheTerminalFromTheFourthOnAndTellsScopeAndEnd() {
    request();
    request();
    request();

    Map<String, List<TestRecord<byte[], byte[]>>> written = request();

    Reply reply = reply(written);
    assertThat(reply.kind()).isEqualTo(OutcomeKind.HELD);
    Doubt doubt = reply.doubt().orElseThrow();
    assertThat(doubt.scope()).isEqualTo("terminal");
    assertThat(doubt.until().orElseThrow()).isAfter(stage.house().clock().instant());
    assertThat(doubt.next()).contains("An diesem Arbeitsplatz", "Uhr");
  }

  @Test
  void passesWhatAPersonConfirmedAndSaysSoInTheTrail() {
    stage.house().confirmer(device.enrolledFor(TestHouse.PHARMACY));
    request();

    AuditEvent leaf = stage.leaf(confirmed());

    assertThat(leaf.getKind()).isEqualTo(AuditKind.APPROVED);
    assertThat(leaf.getDecision().getRules()).containsExactly("CLOSED");
    assertThat(leaf.getDecision().getScore()).isPositive();
    assertThat(leaf.getDecision().getConfirmation()).isEqualTo("webauthn");
    // It stands for this request alone.
    assertThat(reply(request()).kind()).isEqualTo(OutcomeKind.STEP_UP);
  }

  @Test
  void aConfirmationEndsAHoldThatAPersonMayEnd() {
    stage.house().confirmer(device.enrolledFor(TestHouse.PHARMACY));
    for (int n = 0; n < 5; n++) {
      request();
    }
    assertThat(reply(request()).kind()).isEqualTo(OutcomeKind.HELD);

    assertThat(stage.leaf(confirmed()).getKind()).isEqualTo(AuditKind.APPROVED);
    assertThat(reply(request()).kind()).isEqualTo(OutcomeKind.STEP_UP);
  }

  @Test
  void aConfirmationByNobodyWhoMayDoesNotCount() {
    AuditEvent leaf = stage.leaf(confirmed());

    assertThat(leaf.getKind()).isEqualTo(AuditKind.STEP_UP);
    assertThat(leaf.getDecision().getConfirmation()).isEmpty();
  }

  @Test
  void nothingIsClosedWhileThePharmacyHasDuty() {
    Instant now = stage.house().clock().instant();
    // What cannot be opens nothing, and keeps nothing from being open.
    Duty wrong = new Duty(now.plusSeconds(60), now.minusSeconds(60));
    admitted(List.of(wrong));
    assertThat(reply(request()).kind()).isEqualTo(OutcomeKind.STEP_UP);

    admitted(List.of(wrong, new Duty(now.minusSeconds(3_600), now.plusSeconds(3_600))));
    for (int n = 0; n < 5; n++) {
      assertThat(stage.leaf(request()).getKind()).isEqualTo(AuditKind.APPROVED);
    }
    stage.house().pass(Duration.ofHours(3));
    assertThat(reply(request()).errors())
        .extracting(ReplyError::code)
        .containsExactly(RuleId.CLOSED.name());
  }

  private void admitted(List<Duty> duties) {
    stage
        .house()
        .admit(
            TestHouse.PHARMACY,
            admission -> {
              admission.setOpeningHours(hours);
              admission.setDuties(duties);
            });
  }

  private Map<String, List<TestRecord<byte[], byte[]>>> confirmed() {
    return stage.check(
        stage.validated(
            session.confirmed(
                "r-" + ++requests, "{\"name\":\"Zzyzxmann\"}", null, device::confirm)));
  }

  @Test
  void writesDownWhatEachRuleSaidAndWhatItKnew() {
    AuditEvent leaf = stage.leaf(request());

    assertThat(leaf.getKind()).isEqualTo(AuditKind.STEP_UP);
    assertThat(leaf.getDecision().getRules()).containsExactly("CLOSED");
    FraudContribution contribution = leaf.getDecision().getContributions().get(0);
    assertThat(contribution.getRule()).isEqualTo("CLOSED");
    assertThat(contribution.getVersion()).isEqualTo(RuleId.CLOSED.version());
    assertThat(contribution.getEvidence()).isNotEmpty();
    assertThat(leaf.getDecision().getFraudConfigurationVersion()).isPositive();
    byte[] before = Bytes.of(stage.house().links(leaf).getFraudState());
    assertThat(PharmacyStateCodec.decode(before).seen()).isEqualTo(1);
  }

  @Test
  void tellsAnalystsOnceADayThatItGoesOn() {
    request();
    request();
    assertThat(alerts).extracting(FraudAlert::getRule).containsExactly("CLOSED");
    FraudAlert first = alerts.get(0);
    assertThat(first.getSince()).isEqualTo(stage.house().clock().instant());
    assertThat(first.getPharmacyId()).isEqualTo(TestHouse.PHARMACY);
    assertThat(first.getEvidence()).isNotEmpty();
    assertThat(stage.meters().get("siegel.fraud.alerts").tag("rule", "CLOSED").counter().count())
        .isEqualTo(1);

    alerts.clear();
    stage.house().pass(Duration.ofHours(23));
    request();
    assertThat(alerts).filteredOn(alert -> alert.getRule().equals("CLOSED")).isEmpty();
    stage.house().pass(Duration.ofHours(2));
    request();
    assertThat(alerts).filteredOn(alert -> alert.getRule().equals("CLOSED")).hasSize(1);
    assertThat(alerts)
        .filteredOn(alert -> alert.getRule().equals("CLOSED"))
        .allSatisfy(
            again -> {
              assertThat(again.getSince()).isEqualTo(first.getSince());
              assertThat(again.getRequests()).isEqualTo(4);
            });
  }

  @Test
  void tellsAnalystsOfASecondOneOnTheSameDay() {
    request();
    alerts.clear();

    write(stage.house().session(record -> record.setTerminal("terminal-2")));

    assertThat(alerts).extracting(FraudAlert::getRule).contains("CLOSED");
  }

  @Test
  void releasesWhatAnalystsReleased() {
    for (int n = 0; n < 5; n++) {
      request();
    }
    assertThat(reply(request()).kind()).isEqualTo(OutcomeKind.HELD);

    stage.house().pass(Duration.ofMinutes(1));
    Instant now = stage.house().clock().instant();
    stage
        .house()
        .authorities()
        .publish(
            TopicCatalogue.FRAUD_CONFIGURATION,
            "release/" + TestHouse.PHARMACY,
            header ->
                new ControlPayload.OfHoldRelease(
                    new HoldRelease(header, TestHouse.PHARMACY, now, 1.0, "asked by phone")));

    // What is still unusual still needs a person.
    assertThat(reply(request()).kind()).isEqualTo(OutcomeKind.STEP_UP);
  }

  @Test
  void aReleaseThatMakesNoSenseReleasesNothing() {
    for (int n = 0; n < 5; n++) {
      request();
    }
    Instant now = stage.house().clock().instant();
    stage
        .house()
        .authorities()
        .publish(
            TopicCatalogue.FRAUD_CONFIGURATION,
            "release/" + TestHouse.PHARMACY,
            header ->
                new ControlPayload.OfHoldRelease(
                    new HoldRelease(header, TestHouse.PHARMACY, now, -3.0, "typing error")));

    assertThat(reply(request()).kind()).isEqualTo(OutcomeKind.HELD);
  }

  @Test
  void aChangedThresholdCountsFromTheNextRequestOn() {
    assertThat(reply(request()).kind()).isEqualTo(OutcomeKind.STEP_UP);
    stage
        .house()
        .fraudConfiguration(
            Map.of(
                "velocity.limit", 1_000.0,
                "velocity.window-seconds", 3_600.0,
                "unusual-hour.held-from", 2.0));

    AuditEvent leaf = stage.leaf(request());

    assertThat(leaf.getKind()).isEqualTo(AuditKind.HELD);
    assertThat(leaf.getDecision().getFraudConfigurationVersion())
        .isEqualTo(stage.house().view().versions().getFraudConfiguration());
  }
}
