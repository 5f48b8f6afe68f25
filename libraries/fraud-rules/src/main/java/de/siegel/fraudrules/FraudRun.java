package de.siegel.fraudrules;

import de.siegel.fraudrules.state.PharmacyState;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules with one configuration, over the requests of many pharmacies in the order of their
 * time, everything in memory. Not safe for use by several threads.
 */
public final class FraudRun {
  private final FraudJudge judge;
  private final Map<String, Profile> profiles;
  private final NationalLevel national = new NationalLevel();
  private final Map<String, PharmacyState> states = new HashMap<>();

  /**
   * @param profiles what pharmacies declared; of others nothing is known
   */
  public FraudRun(Parameters parameters, Map<String, Profile> profiles) {
    this.judge = new FraudJudge(parameters);
    this.profiles = Map.copyOf(profiles);
  }

  /** Decides on the next request. */
  public Decision decide(String pharmacy, Features request) {
    PharmacyState before = states.getOrDefault(pharmacy, PharmacyState.NEW);
    FraudJudge.Verdict verdict =
        judge.judge(before, request, profiles.getOrDefault(pharmacy, Profile.UNKNOWN), national);
    national.seen(before, verdict.state());
    states.put(pharmacy, verdict.state());
    return verdict.decision();
  }

  /** What is remembered of each pharmacy. */
  public Collection<PharmacyState> states() {
    return Collections.unmodifiableCollection(states.values());
  }
}
