package de.siegel.cli.fraud;

import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.FraudJudge;
import de.siegel.fraudrules.NationalLevel;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.state.PharmacyState;
import java.util.HashMap;
import java.util.Map;

/** The rules with one configuration, over a trace. Not safe for use by several threads. */
final class TraceRun {
  private final FraudJudge judge;
  private final Map<String, Profile> profiles;
  private final NationalLevel national = new NationalLevel();
  private final Map<String, PharmacyState> states = new HashMap<>();

  TraceRun(Parameters parameters, Map<String, Profile> profiles) {
    this.judge = new FraudJudge(parameters);
    this.profiles = profiles;
  }

  /** Decides on the next line. */
  Decision decide(TraceLine line) {
    PharmacyState before = states.getOrDefault(line.issuer(), PharmacyState.NEW);
    FraudJudge.Verdict verdict =
        judge.judge(
            before,
            line.request(),
            profiles.getOrDefault(line.issuer(), Profile.UNKNOWN),
            national);
    national.seen(before, verdict.state());
    states.put(line.issuer(), verdict.state());
    return verdict.decision();
  }
}
