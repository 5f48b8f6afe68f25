package de.siegel.fraudcheck.country;

import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Moment;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Surroundings;
import de.siegel.fraudrules.TokenQuarter;
import de.siegel.fraudrules.country.BatchQuarters;
import de.siegel.fraudrules.country.Country;
import de.siegel.fraudrules.country.LevelSnapshot;
import de.siegel.fraudrules.country.Sighting;
import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What all instances said so far. Sightings of batches belong to the quarter whose secret made
 * their tokens, and may name the one of the quarter before too. One thread writes, any number ask.
 */
public final class WholeCountry implements Surroundings {
  /** Clocks differ, and a day is Berlin's, a quarter UTC's. */
  private static final Duration AHEAD = Duration.ofDays(2);

  private final SidePath sidePath;
  private final InstantSource clock;
  private final Map<Integer, LevelSnapshot> levels = new HashMap<>();
  private Parameters parameters = Parameters.standard();
  private Batches batches = Batches.UNKNOWN;
  private BatchQuarters spread;
  private volatile Country country;

  /**
   * @param clock what is of days to come says nothing: it would end what is known of these
   */
  public WholeCountry(SidePath sidePath, InstantSource clock) {
    this.sidePath = sidePath;
    this.clock = clock;
    rebuild();
  }

  /**
   * Takes new thresholds or another list of batches over.
   *
   * @return whether there were any: then everything has to be taken in again from the beginning
   */
  public boolean follow(Parameters next, Batches known) {
    if (next.spread().equals(parameters.spread()) && known == batches) {
      return false;
    }
    parameters = next;
    batches = known;
    rebuild();
    return true;
  }

  /**
   * Takes in a record.
   *
   * @return whether fraud-check wrote it, of a day that has come
   */
  public boolean take(String topic, String key, byte[] value) {
    Optional<byte[]> payload = sidePath.read(topic, key, value);
    if (payload.isEmpty()) {
      return false;
    }
    try {
      if (topic.equals(TopicCatalogue.FRAUD_COUNTRY)) {
        int partition = Integer.parseInt(key);
        LevelSnapshot snapshot = LevelSnapshot.decode(payload.get());
        levels.put(partition, snapshot);
        country.put(partition, snapshot);
      } else {
        TokenQuarter quarter =
            TokenQuarter.parse(key)
                .orElseThrow(() -> new IllegalArgumentException("a sighting is of no quarter"));
        Sighting sighting = Sighting.decode(payload.get());
        Instant latest = clock.instant().plus(AHEAD);
        if (quarter.begins().isAfter(latest) || sighting.day() > Moment.of(latest).day()) {
          return false;
        }
        spread.see(quarter, sighting);
      }
      return true;
    } catch (IllegalArgumentException e) {
      // Of another version; it says nothing here.
      return false;
    }
  }

  private void rebuild() {
    spread = new BatchQuarters(batches, parameters);
    Country next = new Country(spread::spread);
    levels.forEach(next::put);
    country = next;
  }

  @Override
  public double on(int day) {
    return country.on(day);
  }

  @Override
  public boolean spread(long batch) {
    return country.spread(batch);
  }
}
