package de.siegel.cli.fraud;

import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.DayLimit;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.Velocity;
import de.siegel.fraudrules.VelocityState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides by one configuration as the stage does: what is beyond a limit is held and the rules
 * never see it; the limits are those that the configuration names.
 */
final class FraudReplayCommandRun {
  /** A request is beyond a limit; no rule says so, and there is nothing to add up. */
  private static final Decision BEYOND = new Decision(Outcome.HOLD, List.of(), Optional.empty());

  private static final String VELOCITY = "VELOCITY_LIMIT";
  private static final String PROBATION = "PROBATION_LIMIT";

  private final FraudRun rules;
  private final Map<String, Profile> profiles;
  private final Velocity velocity;
  private final DayLimit probation;
  private final Map<String, VelocityState> velocities = new HashMap<>();
  private final Map<String, List<Long>> onProbation = new HashMap<>();
  private String limit = "";
  private long beyond;

  FraudReplayCommandRun(
      ThresholdFile.Configuration configuration, Map<String, Profile> profiles, Batches batches) {
    this.rules = new FraudRun(configuration.rules(), profiles, batches);
    this.profiles = profiles;
    this.velocity = configuration.velocity().orElse(null);
    this.probation = configuration.probation().orElse(null);
  }

  /** Decides on the next request. */
  Decision decide(TraceLine line) {
    limit = limits() ? beyond(line) : "";
    if (limit.isEmpty()) {
      return rules.decide(line.issuer(), line.request());
    }
    beyond++;
    return BEYOND;
  }

  /** The limit that held the last request, as its finding names it; empty if none did. */
  String limit() {
    return limit;
  }

  /** Whether the configuration names limits. */
  boolean limits() {
    return velocity != null || probation != null;
  }

  /** How many requests were beyond them. */
  long beyond() {
    return beyond;
  }

  /** What passes the limits counts towards them. */
  private String beyond(TraceLine line) {
    String pharmacy = line.issuer();
    VelocityState state = velocities.getOrDefault(pharmacy, VelocityState.NEW);
    if (velocity != null) {
      Velocity.Verdict verdict = velocity.judge(state, line.request().at());
      if (!verdict.within()) {
        return VELOCITY;
      }
      state = verdict.state();
    }
    if (probation != null && profiles.getOrDefault(pharmacy, Profile.UNKNOWN).probation()) {
      DayLimit.Verdict verdict =
          probation.judge(onProbation.getOrDefault(pharmacy, List.of()), line.request().at());
      if (!verdict.within()) {
        return PROBATION;
      }
      onProbation.put(pharmacy, verdict.passed());
    }
    velocities.put(pharmacy, state);
    return "";
  }
}
