package de.siegel.fraudcheck.testing;

import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudtraces.TraceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A trace with all that people do while it goes on: pharmacies confirm some of what they are asked
 * for, analysts change the thresholds three times and release the pharmacy that was held. Who does
 * what follows from what is decided offline, once; a stage and other ways to decide offline then
 * play the same script.
 */
public final class Script {
  private static final List<Map<String, Double>> CONFIGURATIONS =
      List.of(
          Map.of("probation.visits-a-day", 2.0),
          Map.of(
              "probation.visits-a-day", 2.0,
              "unusual-hour.held-from", 3.0,
              "closed.slack-minutes", 10.0,
              "batch.doubtful-a-day", 2.0),
          Map.of(
              "unusual-hour.held-from", 3.0,
              "volume.threshold", 3.3,
              "volume-today.more", 3.0,
              "volume-today.times", 1.7,
              "volume-today.deviations", 1.2,
              "batch-spread.pharmacies", 6.0,
              "batch-spread.times-usual", 1.0,
              "batch-spread.mature-days", 20.0,
              "batch-spread.doses-per-pharmacy", 1_000_000.0),
          Map.of(
              "volume.threshold", 3.1,
              "volume-today.more", 3.0,
              "volume-today.times", 1.7,
              "volume-today.deviations", 1.2,
              "batch-spread.pharmacies", 7.0,
              "batch-spread.times-usual", 0.7,
              "batch-spread.mature-days", 20.0,
              "batch-spread.doses-per-pharmacy", 1_000_000.0));

  /** One thing that happens. */
  public sealed interface Step {}

  /**
   * A request.
   *
   * @param number from 0
   * @param confirmed whether a person confirms it
   * @param supersedes the number of the one that it stands for; -1 if it is the first
   */
  public record Ask(int number, AllTogether.Line line, boolean confirmed, int supersedes)
      implements Step {
    /** What the pharmacy sends. */
    public TraceEvent event() {
      return line.event();
    }
  }

  /**
   * Analysts release a pharmacy.
   *
   * @param at event time
   * @param growth as {@link Profile.Release} has it
   */
  public record Release(String pharmacy, Instant at, double growth) implements Step {
    Profile.Release told() {
      return new Profile.Release(at.getEpochSecond(), growth);
    }
  }

  /** Thresholds change; what is not named is standard. */
  public record Configure(Map<String, Double> parameters) implements Step {}

  /** What of the surroundings a way to decide offline has, and how its thresholds differ. */
  public record Knowledge(
      boolean hours,
      boolean batches,
      boolean levels,
      boolean confirmations,
      boolean releases,
      boolean configurations,
      Map<String, Double> otherwise) {
    /** All there is. */
    public static final Knowledge ALL = new Knowledge(true, true, true, true, true, true, Map.of());
  }

  private final AllTogether trace;
  private final BatchTokens tokens;
  private final List<Step> steps = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final Map<String, Integer> held = new HashMap<>();
  private final double busiest;

  /**
   * Writes it, and decides on each of its requests.
   *
   * @param tokens of batches
   */
  public Script(AllTogether trace, BatchTokens tokens) {
    this.trace = trace;
    this.tokens = tokens;
    OfflineRun run = run(Knowledge.ALL, tokens);
    int each = trace.lines().size() / CONFIGURATIONS.size();
    for (int at = 0; at < trace.lines().size(); at++) {
      if (at % each == 0 && at / each < CONFIGURATIONS.size()) {
        play(run, new Configure(CONFIGURATIONS.get(at / each)));
      }
      hear(run, trace.lines().get(at));
    }
    busiest = run.busiest();
  }

  private void hear(OfflineRun run, AllTogether.Line line) {
    String pharmacy = line.event().issuer();
    if (held.getOrDefault(pharmacy, 0) == 4) {
      held.put(pharmacy, 5);
      // A moment before the next request, as a rule in the same second.
      play(run, new Release(pharmacy, line.event().time().minusMillis(1), 1.5));
    }
    Decision decision = ask(run, line, line.event().stepUp(), -1);
    if (decision.outcome() == Outcome.HOLD) {
      held.merge(pharmacy, 1, Integer::sum);
    }
    boolean canConfirm =
        decision.outcome() == Outcome.STEP_UP
            || (decision.outcome() == Outcome.HOLD
                && decision.hold().filter(hold -> hold.personReleases()).isPresent());
    if (canConfirm && random.nextInt(line.event().honest() ? 2 : 25) == 0) {
      ask(run, line, true, decisions.size() - 1);
    }
  }

  private Decision ask(OfflineRun run, AllTogether.Line line, boolean confirmed, int supersedes) {
    Ask ask = new Ask(decisions.size(), line, confirmed, supersedes);
    steps.add(ask);
    Decision decision = decide(run, ask, confirmed, tokens);
    decisions.add(decision);
    return decision;
  }

  private void play(OfflineRun run, Step step) {
    steps.add(step);
    if (step instanceof Configure configure) {
      run.configure(Parameters.of(configure.parameters()));
    } else if (step instanceof Release release) {
      run.release(release.pharmacy(), release.told());
    }
  }

  private static Decision decide(OfflineRun run, Ask ask, boolean confirmed, BatchTokens tokens) {
    return run.decide(
        ask.event().issuer(),
        TraceRequests.features(ask.event(), ask.line().session(), confirmed, tokens));
  }

  private OfflineRun run(Knowledge knowledge, BatchTokens under) {
    return new OfflineRun(
        parameters(knowledge, CONFIGURATIONS.get(0)),
        knowledge.hours() ? trace.profiles() : Map.of(),
        knowledge.batches() ? trace.batches(under) : Batches.UNKNOWN,
        knowledge.levels());
  }

  private static Parameters parameters(Knowledge knowledge, Map<String, Double> named) {
    Map<String, Double> all = new HashMap<>(named);
    all.putAll(knowledge.otherwise());
    return Parameters.of(all);
  }

  /** Decides on all requests of the script, with some of what there is to know. */
  public List<Decision> decided(Knowledge knowledge) {
    return decided(knowledge, tokens);
  }

  /** The same with other tokens of batches. */
  public List<Decision> decided(Knowledge knowledge, BatchTokens under) {
    OfflineRun run = run(knowledge, under);
    List<Decision> all = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Ask ask) {
        all.add(decide(run, ask, ask.confirmed() && knowledge.confirmations(), under));
      } else if (step instanceof Configure configure && knowledge.configurations()) {
        run.configure(parameters(knowledge, configure.parameters()));
      } else if (step instanceof Release release && knowledge.releases()) {
        run.release(release.pharmacy(), release.told());
      }
    }
    return all;
  }

  /** All that happens, in order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** What is decided of each request, by its number. */
  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  /** How busy the busiest day was that was taken into account. */
  public double busiest() {
    return busiest;
  }

  /** How often what was held just before a release of its pharmacy is not held just after it. */
  public long releasesOfAHold() {
    Map<String, Boolean> stopped = new HashMap<>();
    Map<String, Boolean> released = new HashMap<>();
    long ended = 0;
    for (Step step : steps) {
      if (step instanceof Release release) {
        released.put(release.pharmacy(), stopped.getOrDefault(release.pharmacy(), false));
      } else if (step instanceof Ask ask) {
        String pharmacy = ask.event().issuer();
        boolean onHold =
            decisions.get(ask.number()).contributions().stream()
                .anyMatch(one -> one.rule() == RuleId.ON_HOLD);
        Boolean before = released.remove(pharmacy);
        ended += before != null && before && !onHold ? 1 : 0;
        stopped.put(pharmacy, onHold);
      }
    }
    return ended;
  }

  /** How often each rule spoke. */
  public Map<RuleId, Integer> rules() {
    Map<RuleId, Integer> rules = new EnumMap<>(RuleId.class);
    for (Decision decision : decisions) {
      for (Contribution one : decision.contributions()) {
        rules.merge(one.rule(), 1, Integer::sum);
      }
    }
    return rules;
  }
}
