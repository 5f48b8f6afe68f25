package de.siegel.fraudcheck;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secret of batches' tokens changes with the quarter; what was known of batches must not. */
class QuarterTurnTest {
  private static final String FORMER = "2021-Q3";
  private static final Instant TURN = Instant.parse("2021-10-01T08:00:00Z");

  @TempDir Path folder;
  private final Map<String, TestSession> sessions = new HashMap<>();
  private Stage stage;
  private int requests;

  @BeforeEach
  void start() {
    stage = new Stage(folder);
    List.of(FORMER, "2021-Q4").forEach(q -> stage.house().keys().make(Stage.TOKENS, q));
    List.of("2021-08", "2021-09", "2021-10", "2021-11")
        .forEach(month -> stage.house().keys().make(TestHouse.AUDIT_LINKS, month));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private AuditEvent uses(String pharmacy, String batch, Instant at) {
    TestSession session =
        sessions.computeIfAbsent(
            pharmacy,
            id -> {
              stage.house().admit(id, admission -> {});
              return stage
                  .house()
                  .publish(stage.house().unpublished(id, SigningAlgorithm.ED25519), record -> {});
            });
    String content =
        "{\"payload\":{\"v\":[{\"mp\":\"EU/1/20/1528\",\"dt\":\"2021-07-20\",\"dn\":1,\"sd\":2}]},"
            + "\"context\":{\"batch\":\"%s\"}}";
    var written =
        stage.check(
            stage.validated(session.request("r-" + requests++, content.formatted(batch)), at));
    stage.hear(written);
    return stage.leaf(written);
  }

  /** Two pharmacies use it all summer, then others turn up with it, in autumn's first days. */
  private AuditEvent harvested(String batch) {
    for (Duration before : List.of(Duration.ofDays(50), Duration.ofDays(20))) {
      uses("old-1", batch, TURN.minus(before));
      uses("old-2", batch, TURN.minus(before));
      // Others, that stay where they are: what one batch gains is held against what is usual.
      for (int other = 0; other < 10; other++) {
        uses("old-1", "OLD" + other, TURN.minus(before));
      }
    }
    for (int pharmacy = 0; pharmacy < 25; pharmacy++) {
      Instant at = TURN.plus(Duration.ofHours(pharmacy));
      assertThat(uses("new-" + pharmacy, batch, at).getKind()).isEqualTo(AuditKind.APPROVED);
    }
    return uses("last", batch, TURN.plus(Duration.ofDays(3)));
  }

  @Test
  void aBatchThatSettledBeforeTheTurnIsFoundInTheFirstWeekAfterIt() {
    AuditEvent leaf = harvested("EX1234");

    assertThat(leaf.getKind()).isEqualTo(AuditKind.STEP_UP);
    assertThat(leaf.getDecision().getRules()).containsExactly("BATCH_SPREAD");
    assertThat(uses("last", "OTHER", TURN.plus(Duration.ofDays(3))).getKind())
        .as("another batch")
        .isEqualTo(AuditKind.APPROVED);
  }

  @Test
  void whoeverStartsAgainDecidesAlike() {
    harvested("EX1234");
    stage.restart();

    AuditEvent leaf = uses("later", "EX1234", TURN.plus(Duration.ofDays(4)));

    assertThat(leaf.getDecision().getRules()).containsExactly("BATCH_SPREAD");
  }

  /** Nor does it matter whether operators were quick to destroy the key: event time decides. */
  @Test
  void eightWeeksAfterTheTurnTheFormerKeyIsUsedNoMoreThoughItIsThere() {
    harvested("EX1234");
    Instant end = Instant.parse("2021-11-26T00:00:00Z");

    assertThat(uses("a", "EX1234", end.minusSeconds(1)).getKind()).isEqualTo(AuditKind.STEP_UP);
    assertThat(uses("b", "EX1234", end).getKind()).isEqualTo(AuditKind.APPROVED);
  }

  @Test
  void withoutTheFormerKeyNothingBreaksAndNothingIsFound() {
    stage.house().keys().secrets(Stage.TOKENS).destroy(FORMER);
    for (int pharmacy = 0; pharmacy < 30; pharmacy++) {
      assertThat(uses("new-" + pharmacy, "EX1234", TURN).getKind()).isEqualTo(AuditKind.APPROVED);
    }
  }

  @Test
  void aKeyThatIsDestroyedIsUsedNoMoreWithinAMinute() {
    harvested("EX1234");
    stage.house().keys().secrets(Stage.TOKENS).destroy(FORMER);
    stage.pass(Duration.ofMinutes(1));

    assertThat(uses("later", "EX1234", TURN.plus(Duration.ofDays(4))).getKind())
        .isEqualTo(AuditKind.APPROVED);
  }

  @Test
  void aMissingFormerKeyIsToldOnce() {
    // The house's clock stands in the eighth week of 2026-Q4, of which it has the key alone.
    stage.pass(Duration.ofMinutes(1));
    stage.pass(Duration.ofMinutes(1));

    assertThat(told()).isEqualTo(1);
  }

  private double told() {
    return stage
        .meters()
        .find("siegel.decisions")
        .tag("outcome", "FRAUD_TOKEN_KEY_FORMER_MISSING")
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
