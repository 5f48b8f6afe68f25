package de.siegel.fraudcheck.testing;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Outcome;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.FraudContribution;

/** That a leaf of the stage says what a replay decided: outcome, score, and what each rule said. */
public final class SameDecision {
  private SameDecision() {}

  /**
   * Compares.
   *
   * @param what is compared, for who reads the failure
   */
  public static void check(String what, AuditEvent leaf, Decision expected) {
    assertThat(leaf.getKind())
        .as("%s: %s, expected %s", what, leaf.getDecision(), expected)
        .isEqualTo(kind(expected.outcome()));
    assertThat(leaf.getDecision().getScore()).as(what).isEqualTo(expected.score());
    assertThat(leaf.getDecision().getContributions())
        .as(what)
        .isEqualTo(
            expected.contributions().stream()
                .map(
                    one ->
                        new FraudContribution(
                            one.rule().name(),
                            one.rule().version(),
                            one.points(),
                            one.asks().name(),
                            one.evidence()))
                .toList());
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
