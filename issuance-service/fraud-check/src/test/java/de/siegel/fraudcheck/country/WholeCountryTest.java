package de.siegel.fraudcheck.country;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.country.Sighting;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.key.SecretFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What crosses pharmacies, as one instance knows it. */
class WholeCountryTest {
  private static final String SIGHTINGS = TopicCatalogue.FRAUD_SIGHTINGS;
  private static final int DAY = 18_900;
  private static final long BATCH = 42;

  @TempDir Path folder;
  private SidePath sidePath;
  private WholeCountry country;

  @BeforeEach
  void start() throws IOException {
    sidePath = new SidePath(keys("ours"));
    country = new WholeCountry(sidePath, Clock.systemUTC());
  }

  private SecretFolder keys(String name) throws IOException {
    Path keys = Files.createDirectories(folder.resolve(name));
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Files.write(keys.resolve("side-path.key"), key);
    return new SecretFolder(keys);
  }

  private boolean see(SidePath by, String quarter, long batch, long pharmacy, int day) {
    byte[] sighting = new Sighting(batch, pharmacy, day).encode();
    return country.take(SIGHTINGS, quarter, by.write(SIGHTINGS, quarter, sighting));
  }

  /** Used by two from the first day on, then by forty within three days. */
  private void passAround(String quarter) {
    see(sidePath, quarter, BATCH, 1, DAY);
    see(sidePath, quarter, BATCH, 2, DAY);
    for (int pharmacy = 0; pharmacy < 40; pharmacy++) {
      see(sidePath, quarter, BATCH, 100 + pharmacy, DAY + 60 + pharmacy % 3);
    }
  }

  @Test
  void findsABatchThatIsPassedAround() {
    Map<String, Double> remembers = Map.of("batch-spread.memory-days", 90.0);
    country.follow(Parameters.of(remembers), Batches.UNKNOWN);

    passAround("2021-Q4");

    assertThat(country.spread(BATCH)).isTrue();
    assertThat(country.spread(BATCH + 1)).isFalse();
  }

  /** One such would end what is known of the days between, for whoever reads it. */
  @Test
  void believesNothingOfDaysToCome() {
    int ahead = (int) LocalDate.now(ZoneOffset.UTC).toEpochDay() + 5;
    assertThat(see(sidePath, "2021-Q4", BATCH, 1, ahead)).isFalse();
    assertThat(see(sidePath, "9000-Q1", BATCH, 1, DAY)).isFalse();
    assertThat(see(sidePath, "2021-Q4", BATCH, 1, DAY)).isTrue();
  }

  @Test
  void asksForEverythingAgainWhenThresholdsChange() {
    assertThat(country.follow(Parameters.standard(), Batches.UNKNOWN)).isFalse();
    Map<String, Double> strict =
        Map.of("batch-spread.memory-days", 90.0, "batch-spread.pharmacies", 500.0);
    assertThat(country.follow(Parameters.of(strict), Batches.UNKNOWN)).isTrue();
    passAround("2021-Q4");
    assertThat(country.spread(BATCH)).isFalse();

    Map<String, Double> milder = Map.of("batch-spread.memory-days", 90.0);
    assertThat(country.follow(Parameters.of(milder), Batches.UNKNOWN)).isTrue();
    passAround("2021-Q4");

    assertThat(country.spread(BATCH)).isTrue();
  }

  /** Under another secret all tokens are new: a new quarter must not look like a flood. */
  @Test
  void aNewQuartersTokensAreNoFlood() {
    country.follow(Parameters.of(Map.of("batch-spread.memory-days", 90.0)), Batches.UNKNOWN);
    passAround("2021-Q4");
    for (int pharmacy = 0; pharmacy < 400; pharmacy++) {
      see(sidePath, "2022-Q1", 7, pharmacy, DAY + 70);
    }

    assertThat(country.spread(7)).isFalse();
    assertThat(country.spread(BATCH)).as("under the token of before").isTrue();
    assertThat(see(sidePath, "2021-Q4", BATCH, 9, DAY + 71)).as("behind").isTrue();
    assertThat(see(sidePath, "2021-4", BATCH, 9, DAY + 71)).as("of no quarter").isFalse();
  }

  @Test
  void aBatchGoesOnUnderItsFormerToken() {
    country.follow(Parameters.of(Map.of("batch-spread.memory-days", 90.0)), Batches.UNKNOWN);
    see(sidePath, "2021-Q3", BATCH, 1, DAY - 50);
    for (int pharmacy = 0; pharmacy < 25; pharmacy++) {
      byte[] both = new Sighting(7, 100 + pharmacy, DAY + 2, BATCH).encode();
      country.take(SIGHTINGS, "2021-Q4", sidePath.write(SIGHTINGS, "2021-Q4", both));
    }

    assertThat(country.spread(BATCH)).isTrue();
    assertThat(country.spread(7)).isFalse();
  }

  @Test
  void believesNobodyElse() throws IOException {
    SidePath stranger = new SidePath(keys("theirs"));

    assertThat(see(stranger, "2021-Q4", BATCH, 1, DAY)).isFalse();
    assertThat(country.take(SIGHTINGS, "2021-Q4", new byte[3])).isFalse();
    assertThat(country.take(SIGHTINGS, "2021-Q4", null)).isFalse();
    // Nor in another place than it was written for.
    byte[] ours = sidePath.write(SIGHTINGS, "2021-Q4", new Sighting(BATCH, 1, DAY).encode());
    assertThat(country.take(SIGHTINGS, "2022-Q1", ours)).isFalse();
    assertThat(country.take(TopicCatalogue.FRAUD_COUNTRY, "2021-Q4", ours)).isFalse();
  }
}
