package de.siegel.cli.fraud.audit;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudtraces.Traces;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the trail holds is enough for what happened at night. */
class TrailViewTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theNightsOfMunichAreStoppedByWhatTheTrailHolds(long seed) {
    Map<String, TrailView.Stopped> labels = TrailView.of(Traces.munich(seed, 0.2));

    assertThat(labels.get("munich-b").trailShare()).isEqualTo(1);
  }
}
