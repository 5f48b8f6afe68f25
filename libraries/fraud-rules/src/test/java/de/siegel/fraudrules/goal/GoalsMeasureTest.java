package de.siegel.fraudrules.goal;

import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudJudge;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.Surroundings;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import de.siegel.fraudtraces.Trace;
import de.siegel.fraudtraces.TraceEvent;
import de.siegel.fraudtraces.Traces;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The figures of docs/FRAUD.md: {@code mvn test -Pmeasure -pl libraries/fraud-rules -am}. */
@Tag("measure")
class GoalsMeasureTest {
  /** None that thresholds were chosen by. */
  private static final int FIRST_SEED = 1_001;

  private static final int HONEST_SEED = 3;
  private static final int SEEDS = Integer.getInteger("seeds", 100);
  private static final int PHARMACIES = Integer.getInteger("pharmacies", 1_000);
  private static final int DAYS = Integer.getInteger("days", 100);

  private static final Parameters PARAMETERS = parameters();

  /** Of the command line: {@code -Drule.volume.threshold=9}. */
  private static Parameters parameters() {
    Map<String, Double> named = new LinkedHashMap<>();
    System.getProperties()
        .forEach(
            (name, value) -> {
              if (name.toString().startsWith("rule.")) {
                named.put(name.toString().substring(5), Double.valueOf(value.toString()));
              }
            });
    return Parameters.of(named);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  @Test
  void frauds() {
    Map<String, LongFunction<Trace>> traces = new LinkedHashMap<>();
    for (double cv : new double[] {0.1, 0.2, 0.3}) {
      traces.put("munich " + cv, seed -> Traces.munich(seed, cv));
    }
    traces.put("sunday-burst", Traces::sundayBurst);
    traces.put("retired-doctor", Traces::retiredDoctor);
    traces.put("ten-thousand", Traces::tenThousand);
    traces.put("push-fatigue", Traces::pushFatigue);
    traces.put("slow-ramp", Traces::slowRamp);
    traces.put("one-in-ten", Traces::oneInTen);
    traces.put("stolen-session day", seed -> Traces.stolenSession(seed, false));
    traces.put("stolen-session night", seed -> Traces.stolenSession(seed, true));
    traces.put("dormant", Traces::dormant);
    for (boolean declared : new boolean[] {false, true}) {
      say(
          "%s, %d seeds: share stopped, median and worst; first stop, median and worst",
          declared ? "declared hours" : "hours learnt", SEEDS);
      traces.forEach((name, trace) -> measure(name, trace, SEEDS, declared, false, false));
    }
  }

  /** Munich where a person confirms all honest requests that are asked for. */
  @Test
  void fraudsBesideConfirmedWork() {
    for (double cv : new double[] {0.1, 0.2, 0.3}) {
      measure("munich " + cv, seed -> Traces.munich(seed, cv), SEEDS, true, false, true);
    }
    measure("slow-ramp", Traces::slowRamp, SEEDS, true, false, true);
  }

  /** What is spread over many pharmacies, without and with a list of batches; fewer seeds. */
  @Test
  void spreadOverMany() {
    Map<String, LongFunction<Trace>> traces = new LinkedHashMap<>();
    traces.put("harvested-batch", Traces::harvestedBatch);
    traces.put("ring", Traces::ring);
    traces.put("low-and-slow", Traces::lowAndSlow);
    int seeds = Math.max(1, SEEDS / 10);
    for (boolean listed : new boolean[] {false, true}) {
      say("%s, %d seeds", listed ? "with a list of batches" : "without a list", seeds);
      traces.forEach(
          (name, trace) ->
              measure(name, trace, name.equals("low-and-slow") ? 2 : seeds, true, listed, false));
    }
  }

  private static void measure(
      String name,
      LongFunction<Trace> trace,
      int seeds,
      boolean declared,
      boolean listed,
      boolean answered) {
    Map<String, List<Court.Label>> found = new LinkedHashMap<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
      court(declared, listed, answered)
          .hear(trace.apply(seed))
          .labels()
          .forEach(
              (label, count) -> found.computeIfAbsent(label, key -> new ArrayList<>()).add(count));
    }
    found.forEach(
        (label, counts) -> {
          double[] shares = counts.stream().mapToDouble(Court.Label::share).sorted().toArray();
          long[] firsts =
              counts.stream()
                  .mapToLong(count -> count.firstStop == 0 ? Long.MAX_VALUE : count.firstStop)
                  .sorted()
                  .toArray();
          double[] volume =
              counts.stream()
                  .mapToDouble(count -> (double) count.byVolume / count.lines)
                  .sorted()
                  .toArray();
          long[] after = counts.stream().mapToLong(count -> count.passedAfter).sorted().toArray();
          say(
              "  %-22s %-16s %10s %10s   first %s, %s   passed after it %d, %d   by volume alone %s, %s",
              name,
              label,
              percent(shares[shares.length / 2]),
              percent(label.equals("honest") ? shares[shares.length - 1] : shares[0]),
              number(firsts[firsts.length / 2]),
              number(firsts[firsts.length - 1]),
              after[after.length / 2],
              after[after.length - 1],
              percent(volume[volume.length / 2]),
              percent(volume[0]));
        });
  }

  private static String number(long first) {
    return first == Long.MAX_VALUE ? "never" : Long.toString(first);
  }

  @Test
  void honestWork() {
    honestWork(false, false);
    honestWork(true, false);
  }

  @Test
  void honestWorkWithAListOfBatches() {
    honestWork(true, true);
  }

  @Test
  void honestWorkThatIsConfirmed() {
    honestWork(false, false, ", confirmed", Court::answered);
    honestWork(true, false, ", confirmed", Court::answered);
  }

  private static Court court(boolean declared, boolean listed, boolean answered) {
    Court court = new Court(PARAMETERS, declared, listed);
    return answered ? court.answered() : court;
  }

  /** Where some pharmacies hardly ever leave a batch out, and some always. */
  @Test
  void honestWorkThatLeavesBatchesOut() {
    honestWork(true, true, ", some left out", Court::leavingBatchesOut);
  }

  private static void honestWork(boolean declared, boolean listed) {
    honestWork(declared, listed, "", UnaryOperator.identity());
  }

  private static void honestWork(
      boolean declared, boolean listed, String how, UnaryOperator<Court> as) {
    for (LocalDate from : List.of(LocalDate.of(2021, 6, 14), LocalDate.of(2021, 9, 20))) {
      long begun = System.nanoTime();
      Court court =
          as.apply(new Court(PARAMETERS, declared, listed))
              .hear(Traces.honest(HONEST_SEED, PHARMACIES, DAYS, from));
      double seconds = (System.nanoTime() - begun) / 1e9;
      Court.Label honest = court.of("honest");
      say(
          "honest, %s%s, %d pharmacies, %d days from %s: %d requests, step-up %s, hold %s, refused %d;"
              + " weeks above 5 %%: %d of %d (%d with more than three asked); %.0f bytes a state; %.0f/s with making the trace",
          declared ? "declared hours" : "hours learnt",
          (listed ? ", with a list of batches" : "") + how,
          PHARMACIES,
          DAYS,
          from,
          honest.lines,
          percent((double) honest.stepUps / honest.lines),
          percent((double) honest.holds / honest.lines),
          honest.refusals,
          court.weeksAbove(0.05),
          court.weeks(),
          court.weeksAbove(0.05, 3),
          court.bytesOfAState(),
          honest.lines / seconds);
      say("  by rule: %s; %d sightings of batches", court.honestStops(), court.sightings());
    }
  }

  /** What one request costs a stage: bytes to state, decision, state to bytes. */
  @Test
  void costOfADecision() {
    List<TraceEvent> events =
        Traces.honest(2, 100, 60, LocalDate.of(2021, 6, 14)).events().toList();
    List<Features> requests = events.stream().map(Court::features).toList();
    FraudJudge judge = new FraudJudge(PARAMETERS);
    for (int round = 0; round < 4; round++) {
      Map<String, byte[]> store = new HashMap<>();
      long bytes = 0;
      long begun = System.nanoTime();
      for (int at = 0; at < requests.size(); at++) {
        String pharmacy = events.get(at).issuer();
        byte[] stored = store.get(pharmacy);
        PharmacyState before =
            stored == null ? PharmacyState.NEW : PharmacyStateCodec.decode(stored);
        byte[] after =
            PharmacyStateCodec.encode(
                judge
                    .judge(before, requests.get(at), Profile.UNKNOWN, Surroundings.UNKNOWN)
                    .state());
        store.put(pharmacy, after);
        bytes += after.length;
      }
      say(
          "  a decision with its state read and written: %.1f microseconds, %.0f bytes (round %d)",
          (System.nanoTime() - begun) / 1e3 / requests.size(),
          (double) bytes / requests.size(),
          round);
    }
  }
}
