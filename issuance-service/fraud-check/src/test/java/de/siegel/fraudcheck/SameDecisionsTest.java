package de.siegel.fraudcheck;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudcheck.testing.TraceRequests;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudtraces.Trace;
import de.siegel.fraudtraces.TraceEvent;
import de.siegel.fraudtraces.Traces;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage decides as the replay of a trace does, request by request. */
class SameDecisionsTest {
  @TempDir Path folder;
  private final Map<String, TestSession> sessions = new HashMap<>();
  private final Set<String> admitted = new HashSet<>();

  @Test
  void decidesMunichAsTheReplayDoes() {
    assertSame(Traces.munich(7, 0.2), Outcome.PASS, Outcome.STEP_UP, Outcome.HOLD);
  }

  @Test
  void decidesANightAtADormantPharmacyAsTheReplayDoes() {
    assertSame(Traces.sundayBurst(7), Outcome.PASS, Outcome.STEP_UP, Outcome.HOLD);
  }

  @Test
  void decidesAStolenSessionAsTheReplayDoes() {
    assertSame(Traces.stolenSession(7, false), Outcome.PASS, Outcome.HOLD);
  }

  private void assertSame(Trace trace, Outcome... outcomes) {
    FraudRun offline = new FraudRun(Parameters.standard(), Map.of());
    Map<Outcome, Integer> seen = new HashMap<>();
    try (Stage stage = new Stage(folder)) {
      prepare(stage.house());
      int line = 0;
      for (TraceEvent event : (Iterable<TraceEvent>) trace.events()::iterator) {
        line++;
        Decision expected =
            offline.decide(event.issuer(), TraceRequests.features(event, event.session()));
        AuditEvent leaf = decide(stage, event, line);
        assertThat(leaf.getKind())
            .as("line %d: %s, expected %s", line, leaf.getDecision(), expected)
            .isEqualTo(kind(expected.outcome()));
        assertThat(leaf.getDecision().getScore()).as("line %d", line).isEqualTo(expected.score());
        assertThat(leaf.getDecision().getRules())
            .as("line %d", line)
            .isEqualTo(expected.contributions().stream().map(c -> c.rule().name()).toList());
        seen.merge(expected.outcome(), 1, Integer::sum);
      }
    }
    assertThat(seen).containsKeys(outcomes);
  }

  private static void prepare(TestHouse house) {
    Stream.of("2021-Q2", "2021-Q3", "2021-Q4").forEach(q -> house.keys().make(Stage.TOKENS, q));
    for (YearMonth month = YearMonth.of(2021, 6); month.getYear() == 2021; ) {
      house.keys().make(TestHouse.AUDIT_LINKS, month.toString());
      month = month.plusMonths(1);
    }
  }

  private AuditEvent decide(Stage stage, TraceEvent event, int line) {
    TestHouse house = stage.house();
    if (admitted.add(event.issuer())) {
      house.admit(event.issuer(), admission -> {});
    }
    TestSession session =
        sessions.computeIfAbsent(
            event.session(),
            name ->
                house.publish(
                    house.unpublished(event.issuer(), SigningAlgorithm.ED25519),
                    record -> {
                      record.setTerminal(event.terminal());
                      record.setOperator(event.operator());
                    }));
    return stage.leaf(
        stage.check(
            stage.validated(
                session.request("line-" + line, TraceRequests.content(event)), event.time())));
  }

  private static AuditKind kind(Outcome outcome) {
    return switch (outcome) {
      case PASS -> AuditKind.APPROVED;
      case STEP_UP -> AuditKind.STEP_UP;
      case HOLD -> AuditKind.HELD;
      case REFUSE -> AuditKind.REJECTED;
    };
  }
}
