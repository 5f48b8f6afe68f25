package de.siegel.cli.fraud.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.TestTerminal;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.RuleId;
import de.siegel.schemas.audit.AuditKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which leaves of a trail the rules are run over, and with what. */
class TrailRequestsTest {
  private static final Instant AT = Instant.parse("2026-11-02T09:00:00Z");

  private static TrailRequests of(TestLeaves leaves) {
    TrailRequests requests = new TrailRequests(links -> true);
    leaves.all().forEach(requests);
    return requests;
  }

  private static List<Long> taken(TestLeaves leaves) {
    return of(leaves).inOrder().stream().map(TrailRequest::leaf).toList();
  }

  @Test
  void aRequestCountsOnceByItsFirstDecision() {
    TestLeaves leaves =
        new TestLeaves()
            .decided(AuditKind.STEP_UP, "r1", AT)
            .decided(AuditKind.APPROVED, "r1", AT.plusSeconds(60))
            .decided(AuditKind.APPROVED, "r2", AT.plusSeconds(90))
            .of("pharmacy-2")
            .decided(AuditKind.APPROVED, "r1", AT.plusSeconds(120));

    assertThat(taken(leaves)).as("of leaf 1 the request was known").containsExactly(0L, 2L, 3L);
  }

  @Test
  void whatValidationRefusedAndWhatTheSignerDidIsNoDecisionOfFraudCheck() {
    TestLeaves leaves =
        new TestLeaves()
            .decided(AuditKind.REJECTED, "validation", "r1", AT)
            .decided(AuditKind.REPEATED, "validation", "r2", AT)
            .decided(AuditKind.APPROVED, "r3", AT)
            .decided(AuditKind.ISSUED, "signer", "r3", AT);

    assertThat(taken(leaves)).containsExactly(2L);
  }

  @ParameterizedTest
  @EnumSource(AuditKind.class)
  void fourKindsOfDecisionCount(AuditKind kind) {
    boolean counts =
        Set.of(AuditKind.APPROVED, AuditKind.HELD, AuditKind.STEP_UP, AuditKind.REJECTED)
            .contains(kind);

    assertThat(taken(new TestLeaves().decided(kind, "r", AT))).hasSize(counts ? 1 : 0);
  }

  @Test
  void requestsComeInTheOrderOfTheirTimeAndNotOfTheLog() {
    TestLeaves leaves =
        new TestLeaves()
            .decided(AuditKind.APPROVED, "late", AT.plusSeconds(30))
            .of("pharmacy-2")
            .decided(AuditKind.APPROVED, "early", AT)
            .decided(AuditKind.APPROVED, "together", AT.plusSeconds(30));

    assertThat(taken(leaves)).containsExactly(1L, 0L, 2L);
  }

  @Test
  void leavesOfADestroyedMonthAreCountedAndTheMonthIsNamed() {
    TestLeaves leaves =
        new TestLeaves()
            .closed(AuditKind.APPROVED, AT, "2026-07")
            .closed(AuditKind.HELD, AT, "2026-08")
            .decided(AuditKind.APPROVED, "r", AT);

    assertThat(new TrailReplay(of(leaves)).notes(true))
        .anyMatch(note -> note.startsWith("1 requests"))
        .anyMatch(note -> note.startsWith("2 decisions") && note.contains("2026-07, 2026-08"));
  }

  @Test
  void nothingIsReplayedWhereEveryLeafStaysClosed() {
    TrailRequests all = of(new TestLeaves().closed(AuditKind.APPROVED, AT, "2026-11"));

    assertThatThrownBy(() -> new TrailReplay(all))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NEGATIVE))
        .hasMessageContaining("--link-keys");
  }

  @Test
  void anEmptyTrailIsSaidAndNoFailure() {
    assertThat(new TrailReplay(of(new TestLeaves())).notes(true))
        .contains("The trail has no decision of fraud-check.");
  }

  @Test
  void everyRuleThatLooksAtTheVaccinationIsNamedAsNotRun() {
    String sentence = TrailRules.sentences(true).get(0);

    for (RuleId rule : RuleId.values()) {
      boolean unseen = TrailRules.of(rule) == TrailRules.Sight.NOTHING;
      assertThat(sentence.matches(".*\\b" + rule + "\\b.*")).as(rule.name()).isEqualTo(unseen);
    }
    assertThat(TrailRules.sentences(true)).noneMatch(text -> text.contains("CLOSED"));
    assertThat(TrailRules.sentences(false))
        .anyMatch(text -> text.contains("Not run") && text.contains("CLOSED"));
  }

  @Test
  void rulesThatAreSaidNotToRunSayNothing() {
    TestLeaves leaves = new TestLeaves();
    for (int n = 0; n < 400; n++) {
      leaves.decided(AuditKind.APPROVED, "r" + n, AT.plus(Duration.ofHours(7L * n)));
    }
    FraudRun run = new FraudRun(Parameters.standard(), Map.of());
    Set<RuleId> said = EnumSet.noneOf(RuleId.class);
    for (TrailRequest request : of(leaves).inOrder()) {
      run.decide(request.pharmacy(), request.features())
          .contributions()
          .forEach(one -> said.add(one.rule()));
    }

    assertThat(said)
        .noneMatch(rule -> TrailRules.of(rule) == TrailRules.Sight.NOTHING)
        .doesNotContain(RuleId.CLOSED);
  }

  @Test
  void theTrailSaysEnoughToFindNightsThatAPharmacyNeverWorked() {
    TestLeaves leaves = new TestLeaves();
    for (int day = 0; day < 40; day++) {
      for (int n = 0; n < 12; n++) {
        Instant at = AT.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(31L * n + day));
        leaves.decided(AuditKind.APPROVED, "day-" + day + "-" + n, at);
      }
    }
    leaves.decided(AuditKind.APPROVED, "night", Instant.parse("2026-12-12T01:00:00Z"));
    FraudRun run = new FraudRun(Parameters.standard(), Map.of());
    List<Outcome> outcomes = new ArrayList<>();
    for (TrailRequest request : of(leaves).inOrder()) {
      outcomes.add(run.decide(request.pharmacy(), request.features()).outcome());
    }

    assertThat(outcomes.get(outcomes.size() - 1)).isEqualTo(Outcome.STEP_UP);
    assertThat(outcomes.subList(0, outcomes.size() - 1)).containsOnly(Outcome.PASS);
  }

  @Test
  void everyRequestIsAVisitOfItsOwnAndConfirmedIfItsLeafSaysSo() {
    TestLeaves leaves =
        new TestLeaves()
            .decided(AuditKind.APPROVED, "r1", AT)
            .decided(AuditKind.APPROVED, "r2", AT);
    leaves.last().setConfirmation("hba");
    List<Features> features = of(leaves).inOrder().stream().map(TrailRequest::features).toList();

    assertThat(features).extracting(Features::visit).doesNotHaveDuplicates();
    assertThat(features).extracting(Features::confirmed).containsExactly(false, true);
    assertThat(features)
        .extracting(Features::terminal)
        .hasSize(2)
        .containsOnly(features.get(0).terminal());
  }

  @Test
  void theRulesAreRunWithABarThatKnowsItsEnd() {
    TestTerminal terminal = TestTerminal.pipe();
    List<Long> handed = new ArrayList<>();

    new TrailReplay(of(new TestLeaves().decided(AuditKind.HELD, "r", AT)))
        .each(terminal.terminal(), request -> handed.add(request.leaf()));

    assertThat(handed).containsExactly(0L);
    assertThat(terminal.err()).contains("1/1 requests");
  }
}
