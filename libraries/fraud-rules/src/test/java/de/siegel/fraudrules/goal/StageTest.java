package de.siegel.fraudrules.goal;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudJudge;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.country.BatchSpread;
import de.siegel.fraudrules.country.Country;
import de.siegel.fraudrules.country.LevelSnapshot;
import de.siegel.fraudrules.country.NationalLevel;
import de.siegel.fraudrules.country.Sighting;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import de.siegel.fraudtraces.Traces;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stage of several partitions, with a store and a side path that is never late. */
class StageTest {
  private static final int PARTITIONS = 3;

  private final Parameters parameters = Parameters.standard();
  private final FraudJudge judge = new FraudJudge(parameters);
  private final Map<String, byte[]> store = new HashMap<>();
  private final List<NationalLevel> levels = new ArrayList<>();
  private final BatchSpread spread = new BatchSpread(Batches.UNKNOWN, parameters);
  private final Country country = new Country(spread::spread);

  private Decision decide(String pharmacy, Features request) {
    int partition = Math.floorMod(pharmacy.hashCode(), PARTITIONS);
    byte[] stored = store.get(pharmacy);
    PharmacyState before = stored == null ? PharmacyState.NEW : PharmacyStateCodec.decode(stored);
    FraudJudge.Verdict verdict = judge.judge(before, request, Profile.UNKNOWN, country);
    store.put(pharmacy, PharmacyStateCodec.encode(verdict.state()));
    levels.get(partition).seen(before, verdict.state());
    country.put(partition, LevelSnapshot.decode(levels.get(partition).snapshot().encode()));
    if (verdict.newBatch() != 0) {
      Sighting sighting =
          new Sighting(verdict.newBatch(), pharmacy.hashCode(), verdict.state().today());
      spread.see(Sighting.decode(sighting.encode()));
    }
    return verdict.decision();
  }

  @Test
  void itDecidesAsARunOverAFileDoes() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      levels.add(new NationalLevel());
    }
    FraudRun run = new FraudRun(parameters, Map.of());
    List<Decision> unusual = new ArrayList<>();
    Traces.honest(5, 70, 45, LocalDate.of(2021, 9, 20))
        .events()
        .forEach(
            event -> {
              Features request = Court.features(event);
              Decision decision = run.decide(event.issuer(), request);
              assertThat(decide(event.issuer(), request)).isEqualTo(decision);
              if (!decision.contributions().isEmpty()) {
                unusual.add(decision);
              }
            });
    assertThat(unusual).hasSizeGreaterThan(100);
  }
}
