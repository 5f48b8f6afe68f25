package de.siegel.fraudcheck.testing;

import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudJudge;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.Surroundings;
import de.siegel.fraudrules.TokenQuarter;
import de.siegel.fraudrules.country.BatchQuarters;
import de.siegel.fraudrules.country.NationalLevel;
import de.siegel.fraudrules.country.Sighting;
import de.siegel.fraudrules.state.PharmacyState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link FraudRun} whose configuration and releases change while it goes on: what a replay does
 * with one configuration, and with releases that it knows from the beginning. Not safe for use by
 * several threads.
 */
public final class OfflineRun {
  /** A sighting, with the quarter whose secret made its token. */
  private record Told(TokenQuarter quarter, Sighting sighting) {}

  private final Batches batches;
  private final Map<String, Profile> profiles;
  private final boolean levelsSpeak;
  private final NationalLevel levels = new NationalLevel();
  private final List<Told> sightings = new ArrayList<>();
  private final Map<String, PharmacyState> states = new HashMap<>();
  private Parameters parameters;
  private BatchQuarters spread;
  private FraudJudge judge;
  private double busiest = 1;

  /**
   * @param profiles what pharmacies declared; of others nothing is known
   * @param batches what is known of batches; may be nothing
   * @param levelsSpeak whether it is known how busy all pharmacies are
   */
  public OfflineRun(
      Parameters parameters, Map<String, Profile> profiles, Batches batches, boolean levelsSpeak) {
    this.profiles = new HashMap<>(profiles);
    this.batches = batches;
    this.levelsSpeak = levelsSpeak;
    configure(parameters);
  }

  /** From now on with other thresholds; what was seen of batches is seen again with them. */
  public void configure(Parameters next) {
    boolean same = parameters != null && parameters.spread().equals(next.spread());
    parameters = next;
    judge = new FraudJudge(next, batches);
    if (!same) {
      spread = new BatchQuarters(batches, next);
      sightings.forEach(one -> spread.see(one.quarter(), one.sighting()));
    }
  }

  /** Analysts released a pharmacy. */
  public void release(String pharmacy, Profile.Release release) {
    profiles.put(pharmacy, profiles.getOrDefault(pharmacy, Profile.UNKNOWN).with(release));
  }

  /** Decides on the next request. */
  public Decision decide(String pharmacy, Features request) {
    PharmacyState before = states.getOrDefault(pharmacy, PharmacyState.NEW);
    Profile profile = profiles.getOrDefault(pharmacy, Profile.UNKNOWN);
    double busy = levelsSpeak ? levels.on(before.today()) : 1;
    busiest = Math.max(busiest, busy);
    FraudJudge.Verdict verdict =
        judge.judge(before, request, profile, Surroundings.of(day -> busy, spread::spread));
    levels.seen(before, verdict.state());
    if (verdict.newBatch() != 0) {
      Sighting sighting =
          new Sighting(
              verdict.newBatch(),
              TraceRequests.token(pharmacy),
              verdict.state().today(),
              request.formerBatch());
      Told told = new Told(TokenQuarter.of(request.at()), sighting);
      sightings.add(told);
      spread.see(told.quarter(), told.sighting());
    }
    states.put(pharmacy, verdict.state());
    return verdict.decision();
  }

  /** How busy the busiest day was that a decision took into account; 1 if none was known. */
  public double busiest() {
    return busiest;
  }
}
