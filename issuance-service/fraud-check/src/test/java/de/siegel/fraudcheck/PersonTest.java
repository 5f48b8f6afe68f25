package de.siegel.fraudcheck;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.RuleId;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.FraudContribution;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P07, P09 and P10: what several requests say of one person, and what becomes of the link. */
class PersonTest {
  private static final String FAMILY = "Zzyzxmann";
  private static final String STANDARDISED = "ZZYZXMANN";
  private static final String GIVEN = "Qwrtzelinde";
  private static final String BIRTH = "1979-04-14";
  private static final String FIRST = "2021-06-01";

  @TempDir Path folder;
  private Stage stage;
  private TestSession session;

  @BeforeEach
  void start() {
    stage = new Stage(folder);
    session = stage.house().session();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private static String content(String family, int dose, String date) {
    return """
        {"type":"V","payload":{"nam":{"fn":"%s","gn":"%s"},"dob":"%s",
         "v":[{"id":"TEST00001","mp":"EU/1/20/1528","dn":%d,"sd":2,"dt":"%s"}]}}"""
        .formatted(family, GIVEN, BIRTH, dose, date);
  }

  private Map<String, List<TestRecord<byte[], byte[]>>> ask(String id, int dose, String date) {
    return ask(id, null, content(FAMILY, dose, date));
  }

  private Map<String, List<TestRecord<byte[], byte[]>>> ask(
      String id, String supersedes, String content) {
    return stage.check(
        stage.validated(
            session.request(id, content, envelope -> envelope.setSupersedes(supersedes))));
  }

  private static List<String> rules(AuditEvent leaf) {
    return leaf.getDecision().getRules();
  }

  @Test
  void asksForAPersonWhereTwoDosesAreThreeDaysApartAndSaysWhyInGerman() {
    assertThat(rules(stage.leaf(ask("r-1", 1, FIRST)))).isEmpty();

    Map<String, List<TestRecord<byte[], byte[]>>> written = ask("r-2", 2, "2021-06-04");

    Outcome outcome =
        stage
            .house()
            .read(
                Outcome.class,
                written.get(TopicCatalogue.outcomes(TestHouse.TENANT)).get(0).value());
    Reply reply = session.open(outcome);
    assertThat(reply.kind()).isEqualTo(OutcomeKind.STEP_UP);
    assertThat(reply.errors())
        .containsExactly(
            new ReplyError(
                "DOSE_INTERVAL",
                "v[0].dt",
                "Der Abstand zu einer anderen Dosis ist kürzer, als möglich erscheint."
                    + " Bitte prüfen Sie die Impfdaten."));
    assertThat(reply.doubt().orElseThrow().next()).contains("Heilberufsausweis");
    AuditEvent leaf = stage.leaf(written);
    assertThat(rules(leaf)).containsExactly("DOSE_INTERVAL");
    assertThat(leaf.getDecision().getContributions())
        .extracting(FraudContribution::getEvidence)
        .containsExactly(Map.of());
    FraudAlert alert =
        stage
            .house()
            .read(FraudAlert.class, written.get(TopicCatalogue.FRAUD_ALERTS).get(0).value());
    assertThat(alert.getRule()).isEqualTo("DOSE_INTERVAL");
    assertThat(alert.getEvidence()).isEmpty();
  }

  @Test
  void whatWasStoppedAndComesAgainRightIsNothing() {
    ask("r-1", 1, FIRST);
    ask("r-2", 2, "2021-06-04");

    AuditEvent again = stage.leaf(ask("r-3", "r-2", content(FAMILY, 2, "2021-07-04")));

    assertThat(again.getKind()).isEqualTo(AuditKind.APPROVED);
    assertThat(rules(again)).isEmpty();
  }

  @Test
  void asksForAPersonWhereALaterDoseHasAnEarlierDate() {
    ask("r-1", 2, FIRST);

    AuditEvent leaf = stage.leaf(ask("r-2", 1, "2021-08-01"));

    assertThat(leaf.getKind()).isEqualTo(AuditKind.STEP_UP);
    assertThat(rules(leaf)).containsExactly("DOSES_OUT_OF_ORDER");
  }

  @Test
  void theSameTwiceUnderTwoIdsPassesWithAWeakSignal() {
    ask("r-1", 1, FIRST);

    AuditEvent leaf = stage.leaf(ask("r-2", 1, FIRST));

    assertThat(leaf.getKind()).isEqualTo(AuditKind.APPROVED);
    assertThat(rules(leaf)).containsExactly("DUPLICATE");
    assertThat(RuleId.DUPLICATE.weak()).isTrue();
    assertThat(leaf.getDecision().getContributions().get(0).getEvidence())
        .isEqualTo(Map.of("before", 1.0));
  }

  @Test
  void aRequestThatReplacesAnotherRepeatsNothing() {
    ask("r-1", 1, FIRST);

    assertThat(rules(stage.leaf(ask("r-2", "r-1", content(FAMILY, 1, FIRST))))).isEmpty();
  }

  @Test
  void aNameThatFormsAreFilledWithPasses() {
    AuditEvent leaf = stage.leaf(ask("r-1", null, content("MUSTERMANN", 1, FIRST)));

    assertThat(leaf.getKind()).isEqualTo(AuditKind.APPROVED);
    assertThat(rules(leaf)).containsExactly("UNUSUAL_NAME");
  }

  @Test
  void afterTwoDaysNothingIsLinkedAndTheKeyIsOverwritten() {
    ask("r-1", 1, FIRST);
    stage.house().pass(Duration.ofHours(48));

    assertThat(rules(stage.leaf(ask("r-2", 2, "2021-06-04")))).isEmpty();

    assertThat(stage.keys()).hasSize(2);
    assertThat(stage.keys().get(0)).containsOnly(0);
  }

  /** The clock of the stage alone: nothing comes in. */
  @Test
  void theKeyIsOverwrittenWhereNothingComesIn() {
    ask("r-1", 1, FIRST);

    stage.pass(Duration.ofHours(48));

    assertThat(stage.keys()).hasSize(1);
    assertThat(stage.keys().get(0)).containsOnly(0);
  }

  /** Stores and offsets are as before the transaction, the process lives on. */
  @Test
  void whatIsJudgedAgainAfterAnAbortIsJudgedAsBefore() {
    var one = stage.validated(session.request("r-1", content(FAMILY, 1, FIRST)));
    var two = stage.validated(session.request("r-2", content(FAMILY, 1, FIRST)));
    assertThat(rules(stage.leaf(stage.check(one)))).isEmpty();
    assertThat(rules(stage.leaf(stage.check(two)))).containsExactly("DUPLICATE");
    stage.abort();

    assertThat(rules(stage.leaf(stage.check(one)))).isEmpty();
    assertThat(rules(stage.leaf(stage.check(two)))).containsExactly("DUPLICATE");
  }

  @Test
  void anotherProcessKnowsNobody() {
    ask("r-1", 1, FIRST);
    stage.restart();

    assertThat(rules(stage.leaf(ask("r-2", 2, "2021-06-04")))).isEmpty();
  }

  /** Names, birth dates, keys and tokens: in no store, no changelog, no record. */
  @Test
  void nothingOfAPersonIsWritten() throws Exception {
    ask("r-1", 1, FIRST);
    ask("r-2", 1, FIRST);
    ask("r-3", 2, "2021-06-04");
    byte[] key = stage.keys().get(0).clone();
    // What is kept of a key is its inner pad.
    for (int at = 0; at < key.length; at++) {
      key[at] ^= 0x36;
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (String part : List.of(TestHouse.PHARMACY, STANDARDISED, GIVEN.toUpperCase(), BIRTH)) {
      mac.update((byte) part.length());
      mac.update(part.getBytes(StandardCharsets.US_ASCII));
    }
    byte[] token = java.util.Arrays.copyOf(mac.doFinal(), Long.BYTES);
    assertThat(stage.isRemembered(ByteBuffer.wrap(token).getLong())).as("the token").isTrue();

    List<byte[]> everything = stage.everything();
    assertThat(everything).hasSizeGreaterThan(10);
    assertThat(contains(everything, TestHouse.PHARMACY.getBytes(StandardCharsets.US_ASCII)))
        .as("what is there is found")
        .isTrue();
    for (String secret : List.of(FAMILY, STANDARDISED, GIVEN, GIVEN.toUpperCase(), BIRTH, FIRST)) {
      assertThat(contains(everything, secret.getBytes(StandardCharsets.US_ASCII)))
          .as(secret)
          .isFalse();
    }
    assertThat(contains(everything, token)).as("token").isFalse();
    assertThat(contains(everything, reversed(token))).as("token, other end first").isFalse();
    assertThat(contains(everything, key)).as("key").isFalse();
    assertThat(contains(everything, stage.keys().get(0))).as("pad").isFalse();
  }

  private static byte[] reversed(byte[] of) {
    byte[] reversed = new byte[of.length];
    for (int at = 0; at < of.length; at++) {
      reversed[at] = of[of.length - 1 - at];
    }
    return reversed;
  }

  private static boolean contains(List<byte[]> all, byte[] wanted) {
    return all.stream().anyMatch(one -> contains(one, wanted));
  }

  private static boolean contains(byte[] all, byte[] wanted) {
    for (int from = 0; from + wanted.length <= all.length; from++) {
      if (java.util.Arrays.equals(all, from, from + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
