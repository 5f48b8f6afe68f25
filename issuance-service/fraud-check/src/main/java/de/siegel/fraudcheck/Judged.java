package de.siegel.fraudcheck;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Decision;
import de.siegel.schemas.audit.FraudContribution;
import java.util.List;

/**
 * What the rules said of a request.
 *
 * @param decision theirs
 * @param stateBefore what they knew of the pharmacy, as the store has it; empty if nothing
 * @param confirmation how a person confirmed the request: {@code hba}, {@code webauthn}, or empty
 * @param configuration sequence of the configuration that they decided with
 */
record Judged(Decision decision, byte[] stateBefore, String confirmation, long configuration) {
  /** The rules were not asked. */
  static Judged not(long configuration) {
    return new Judged(Decision.CLEAN, new byte[0], "", configuration);
  }

  /** Ids of the rules that said something. */
  List<String> rules() {
    return decision.contributions().stream().map(one -> one.rule().name()).toList();
  }

  /** Writes it into what the audit says of the request. */
  void note(de.siegel.schemas.audit.Decision audited) {
    audited.setScore(decision.score());
    audited.setRules(rules());
    audited.setContributions(decision.contributions().stream().map(Judged::note).toList());
    audited.setConfirmation(confirmation);
    audited.setFraudConfigurationVersion(configuration);
  }

  private static FraudContribution note(Contribution contribution) {
    return new FraudContribution(
        contribution.rule().name(),
        contribution.rule().version(),
        contribution.points(),
        contribution.asks().name(),
        contribution.evidence());
  }
}
