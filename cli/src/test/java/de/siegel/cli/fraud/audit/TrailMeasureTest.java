package de.siegel.cli.fraud.audit;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudtraces.Trace;
import de.siegel.fraudtraces.TraceEvent;
import de.siegel.fraudtraces.Traces;
import de.siegel.schemas.audit.AuditKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much less is found with what the trail holds than with what fraud-check sees. */
@Tag("measure")
class TrailMeasureTest {
  private static final int SEEDS = Integer.getInteger("seeds", 40);
  private static final int PHARMACIES = Integer.getInteger("pharmacies", 300);

  @Test
  void stoppedByWhatTheTrailHolds() {
    for (double spread : new double[] {0.1, 0.2, 0.3}) {
      measure("munich, spread " + spread, seed -> Traces.munich(seed, spread));
    }
    measure("slow-ramp", Traces::slowRamp);
    measure("ten-thousand", Traces::tenThousand);
    measure("stolen-session by day", seed -> Traces.stolenSession(seed, false));
    measure("retired-doctor", Traces::retiredDoctor);
    for (LocalDate from : List.of(LocalDate.of(2021, 6, 14), LocalDate.of(2021, 9, 20))) {
      Map<String, TrailView.Stopped> honest = TrailView.of(Traces.honest(2, PHARMACIES, 100, from));
      honest.forEach(
          (label, stopped) ->
              System.out.printf(
                  Locale.ROOT,
                  "MEASURED from %s, %s: %,d requests, asked or held: seen %.2f %%, in the trail"
                      + " %.2f %%%n",
                  from,
                  label,
                  stopped.requests,
                  100 * stopped.wholeShare(),
                  100 * stopped.trailShare()));
      assertThat(honest).isNotEmpty();
    }
  }

  @Test
  void memoryOfARequest() {
    int requests = 1_000_000;
    TrailRequests all = new TrailRequests(links -> true);
    long before = used();
    for (int n = 0; n < requests; n++) {
      Instant at = Instant.EPOCH.plusMillis(n);
      new TestLeaves()
          .of("pharmacy-" + n % 18_000)
          .decided(AuditKind.APPROVED, "r" + n, at)
          .all()
          .forEach(all);
    }
    long grown = used() - before;

    assertThat(all.inOrder()).hasSize(requests);
    System.out.printf(Locale.ROOT, "MEASURED %d bytes a request%n", grown / requests);
    assertThat(grown / requests).isLessThan(200);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void measure(String what, LongFunction<Trace> traces) {
    Map<String, double[][]> shares = new TreeMap<>();
    LongStream.range(0, SEEDS)
        .forEach(
            n ->
                TrailView.of(traces.apply(101 + n))
                    .forEach(
                        (label, stopped) -> {
                          double[][] both =
                              shares.computeIfAbsent(label, name -> new double[2][SEEDS]);
                          both[0][(int) n] = stopped.wholeShare();
                          both[1][(int) n] = stopped.trailShare();
                        }));
    shares.remove(TraceEvent.HONEST);
    shares.forEach(
        (label, both) ->
            System.out.printf(
                Locale.ROOT,
                "MEASURED %s, %s: stopped, median of %d seeds (worst): seen %.1f %% (%.1f), in the"
                    + " trail %.1f %% (%.1f)%n",
                what,
                label,
                SEEDS,
                100 * median(both[0]),
                100 * least(both[0]),
                100 * median(both[1]),
                100 * least(both[1])));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double least(double[] values) {
    return java.util.Arrays.stream(values).min().orElseThrow();
  }
}
