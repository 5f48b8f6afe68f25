package de.siegel.fraudrules;

import de.siegel.fraudrules.country.BatchSpread;
import de.siegel.fraudrules.country.NationalLevel;
import de.siegel.fraudrules.country.Sighting;
import de.siegel.fraudrules.state.PharmacyState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules with one configuration, over the requests of many pharmacies in the order of their
 * time, everything in memory: what a stage with one partition does whose side path is never late.
 * Not safe for use by several threads.
 */
public final class FraudRun {
  private final FraudJudge judge;
  private final Map<String, Profile> profiles;
  private final NationalLevel levels = new NationalLevel();
  private final BatchSpread spread;
  private final Surroundings surroundings;
  private final Map<String, Pharmacy> pharmacies = new HashMap<>();
  private long sightings;

  /** One that was seen. */
  private static final class Pharmacy {
    private final Profile profile;
    private final long token;
    private PharmacyState state = PharmacyState.NEW;

    Pharmacy(Profile profile, String name) {
      this.profile = profile;
      this.token = token(name);
    }

    /** Tells names apart that one run sees; a stage has tokens. */
    private static long token(String name) {
      return name.hashCode() * 0x9E3779B97F4A7C15L ^ name.length();
    }
  }

  /**
   * @param profiles what pharmacies declared; of others nothing is known
   * @param batches what is known of batches; may be nothing
   */
  public FraudRun(Parameters parameters, Map<String, Profile> profiles, Batches batches) {
    this.judge = new FraudJudge(parameters, batches);
    this.profiles = Map.copyOf(profiles);
    this.spread = new BatchSpread(batches, parameters);
    this.surroundings = Surroundings.of(levels, spread::spread);
  }

  /** Where nothing is known of batches. */
  public FraudRun(Parameters parameters, Map<String, Profile> profiles) {
    this(parameters, profiles, Batches.UNKNOWN);
  }

  /** Decides on the next request. */
  public Decision decide(String pharmacy, Features request) {
    Pharmacy known = pharmacies.get(pharmacy);
    if (known == null) {
      known = new Pharmacy(profiles.getOrDefault(pharmacy, Profile.UNKNOWN), pharmacy);
      pharmacies.put(pharmacy, known);
    }
    PharmacyState before = known.state;
    FraudJudge.Verdict verdict = judge.judge(before, request, known.profile, surroundings);
    levels.seen(before, verdict.state());
    if (verdict.newBatch() != 0) {
      sightings++;
      spread.see(new Sighting(verdict.newBatch(), known.token, verdict.state().today()));
    }
    known.state = verdict.state();
    return verdict.decision();
  }

  /** What is remembered of each pharmacy. */
  public Collection<PharmacyState> states() {
    return pharmacies.values().stream().map(known -> known.state).toList();
  }

  /** How many sightings of batches there were: what a stage sends to the others besides levels. */
  public long sightings() {
    return sightings;
  }
}
