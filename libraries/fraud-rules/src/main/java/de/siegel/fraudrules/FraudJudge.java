package de.siegel.fraudrules;

import de.siegel.fraudrules.rule.Rule;
import de.siegel.fraudrules.rule.Sight;
import de.siegel.fraudrules.state.PharmacyState;

/** Decides on one request of a pharmacy after another. Safe for use by several threads. */
public final class FraudJudge {
  private static final Rule[] RULES = Rule.all().toArray(Rule[]::new);

  private final Parameters parameters;
  private final Batches batches;

  /**
   * @param batches what is known of batches; may be nothing
   */
  public FraudJudge(Parameters parameters, Batches batches) {
    this.parameters = parameters;
    this.batches = batches;
  }

  /** Where nothing is known of batches. */
  public FraudJudge(Parameters parameters) {
    this(parameters, Batches.UNKNOWN);
  }

  /**
   * A decision.
   *
   * @param decision what was decided
   * @param state what is remembered of the pharmacy now
   * @param newBatch token of the batch, if others have to be told that this pharmacy uses it: once,
   *     and again after weeks; else 0
   */
  public record Verdict(Decision decision, PharmacyState state, long newBatch) {}

  /**
   * Decides on a request.
   *
   * @param before what is remembered of its pharmacy
   * @param profile what the pharmacy declared
   * @param surroundings what others do
   */
  public Verdict judge(
      PharmacyState before, Features request, Profile profile, Surroundings surroundings) {
    Moment now = Moment.of(request.at());
    PharmacyState state =
        before
            .at(now, surroundings.on(before.today()), parameters)
            .released(profile.release(), now.second());
    Findings found = new Findings();
    Sight sight = Sight.of(request, now, state, profile, surroundings, batches, parameters);
    for (Rule rule : RULES) {
      rule.look(sight, found);
    }
    Decision decision = Decision.of(found.contributions(), request.confirmed(), found.stopping());
    boolean newBatch = state.isNewBatch(request.batch());
    return new Verdict(
        decision,
        state.after(
            request,
            now,
            new PharmacyState.Judged(
                decision.outcome(),
                found.has(RuleId.CLOSED) || found.has(RuleId.UNUSUAL_HOUR),
                found.has(RuleId.NEW_TERMINAL),
                found.has(RuleId.SESSION_MOVED),
                newBatch,
                found.has(RuleId.BATCH_UNKNOWN)
                    || found.has(RuleId.BATCH_EXPIRED)
                    || found.has(RuleId.BATCH_BEFORE_RELEASE)
                    || (batches.known() && found.has(RuleId.BATCH_MISSING)),
                found.has(RuleId.VOLUME),
                found.has(RuleId.OPERATOR_BURST) || found.has(RuleId.RHYTHM_TOO_FAST),
                found.begun()),
            parameters),
        newBatch ? request.batch() : 0);
  }
}
