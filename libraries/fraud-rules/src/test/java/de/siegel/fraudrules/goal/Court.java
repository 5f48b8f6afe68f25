package de.siegel.fraudrules.goal;

import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Batch;
import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Moment;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import de.siegel.fraudtraces.Trace;
import de.siegel.fraudtraces.TraceBatch;
import de.siegel.fraudtraces.TraceEvent;
import de.siegel.fraudtraces.TracePharmacy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Lets the rules decide over a trace, and counts by what each request was in truth. */
final class Court {
  private final Parameters parameters;
  private final boolean declared;
  private final boolean listed;
  private boolean answered;
  private FraudRun run;
  private final Map<String, Label> labels = new TreeMap<>();
  private final Map<String, int[]> weeks = new HashMap<>();
  private final Map<RuleId, Long> honestStops = new EnumMap<>(RuleId.class);

  /** Requests of one kind. */
  static final class Label {
    long lines;
    long stepUps;
    long holds;
    long refusals;

    /** Those that the pharmacy's volume over days alone asks for, whoever the operator is. */
    long byVolume;

    /** How many came before the first that was stopped, and that one; 0 if none was. */
    long firstStop;

    /** How many passed after the first that was stopped. */
    long passedAfter;

    long stopped() {
      return stepUps + holds + refusals;
    }

    double share() {
      return lines == 0 ? 0 : (double) stopped() / lines;
    }
  }

  /**
   * @param declared whether the rules know opening hours and duties
   */
  Court(Parameters parameters, boolean declared) {
    this(parameters, declared, false);
  }

  /**
   * @param listed whether the rules know the batches, though not where they were delivered
   */
  Court(Parameters parameters, boolean declared, boolean listed) {
    this.parameters = parameters;
    this.declared = declared;
    this.listed = listed;
  }

  /** Shares of batches that pharmacies leave out: our assumption, in no trace. */
  private static final double[] LEFT_OUT = {0, 0.001, 0.005, 0.02, 0.1, 0.5, 1};

  private SplittableRandom leavesOut;

  /** Where a person confirms every honest request that is asked for, and no false one. */
  Court answered() {
    answered = true;
    return this;
  }

  /** Decides on all of it. */
  Court hear(Trace trace) {
    Map<String, Profile> profiles = new HashMap<>();
    if (declared) {
      trace.pharmacies().forEach(one -> profiles.put(one.issuer(), profile(one)));
    }
    Map<Long, Batch> batches = new HashMap<>();
    if (listed) {
      trace.batches().forEach(one -> batches.put(token(one.product() + one.batch()), batch(one)));
    }
    run = new FraudRun(parameters, profiles, new Batches(batches));
    trace.events().forEach(this::hear);
    return this;
  }

  /** From now on each pharmacy leaves batches out, some hardly ever and some always. */
  Court leavingBatchesOut() {
    leavesOut = new SplittableRandom(1);
    return this;
  }

  private void hear(TraceEvent event) {
    boolean leftOut =
        leavesOut != null
            && leavesOut.nextDouble()
                < LEFT_OUT[Math.floorMod(event.issuer().hashCode(), LEFT_OUT.length)];
    Decision decision = run.decide(event.issuer(), features(event, event.stepUp(), leftOut));
    count(event, decision);
    if (answered && event.honest() && decision.outcome() != Outcome.PASS) {
      run.decide(event.issuer(), features(event, true, leftOut));
    }
  }

  private static Features features(TraceEvent event, boolean confirmed, boolean leftOut) {
    Features request = features(event, confirmed);
    return leftOut ? withoutBatch(request) : request;
  }

  private static Features withoutBatch(Features of) {
    return new Features(
        of.at(),
        of.terminal(),
        of.operator(),
        of.session(),
        of.product(),
        0,
        of.eventDate(),
        of.dose(),
        of.doses(),
        of.ageMark(),
        of.visit(),
        of.confirmed(),
        of.card(),
        of.gateway());
  }

  private void count(TraceEvent event, Decision decision) {
    Label label = labels.computeIfAbsent(event.label(), name -> new Label());
    label.lines++;
    switch (decision.outcome()) {
      case PASS -> label.passedAfter += label.firstStop > 0 ? 1 : 0;
      case STEP_UP -> label.stepUps++;
      case HOLD -> label.holds++;
      case REFUSE -> label.refusals++;
    }
    if (decision.contributions().stream().anyMatch(one -> one.rule() == RuleId.VOLUME)) {
      label.byVolume++;
    }
    boolean stopped = decision.outcome() != Outcome.PASS;
    if (stopped && label.firstStop == 0) {
      label.firstStop = label.lines;
    }
    if (event.honest()) {
      int[] week =
          weeks.computeIfAbsent(
              event.issuer() + "/" + Math.floorDiv(Moment.of(event.time()).day() + 3, 7),
              key -> new int[2]);
      week[0]++;
      week[1] += stopped ? 1 : 0;
      if (stopped) {
        for (Contribution contribution : decision.contributions()) {
          if (contribution.asks() != Outcome.PASS) {
            honestStops.merge(contribution.rule(), 1L, Long::sum);
          }
        }
      }
    }
  }

  /** By label. */
  Label of(String label) {
    return labels.getOrDefault(label, new Label());
  }

  Map<String, Label> labels() {
    return labels;
  }

  /** Rules that asked for something where a request was honest. */
  Map<RuleId, Long> honestStops() {
    return honestStops;
  }

  /** Weeks of honest pharmacies, and those of them in which more than such a share was stopped. */
  long weeks() {
    return weeks.size();
  }

  long weeksAbove(double share) {
    return weeks.values().stream().filter(week -> week[1] > share * week[0]).count();
  }

  /** Of those, the ones in which more requests than so many were stopped. */
  long weeksAbove(double share, int stopped) {
    return weeks.values().stream()
        .filter(week -> week[1] > share * week[0] && week[1] > stopped)
        .count();
  }

  /** How often others were told of a batch. */
  long sightings() {
    return run.sightings();
  }

  /** Bytes that all pharmacies' states take on average. */
  double bytesOfAState() {
    return run.states().stream()
        .mapToInt(state -> PharmacyStateCodec.encode(state).length)
        .average()
        .orElse(0);
  }

  private static Batch batch(TraceBatch batch) {
    return new Batch(batch.released(), batch.expires(), batch.doses(), Set.of(), Set.of());
  }

  private static Profile profile(TracePharmacy pharmacy) {
    return new Profile(
        pharmacy.openings().stream()
            .map(one -> new Profile.Opening(one.dayOfWeek() - 1, one.opens(), one.closes()))
            .toList(),
        pharmacy.duties().stream()
            .map(duty -> new Profile.Duty(duty.from().getEpochSecond(), duty.to().getEpochSecond()))
            .toList());
  }

  static Features features(TraceEvent event) {
    return features(event, event.stepUp());
  }

  private static Features features(TraceEvent event, boolean confirmed) {
    return new Features(
        event.time(),
        token(event.terminal()),
        token(event.operator()),
        token(event.session()),
        event.product(),
        token(event.product() + event.batch()),
        event.eventDate(),
        event.dose(),
        event.doses(),
        switch (event.ageMark()) {
          case "over110" -> AgeMark.OVER_110;
          case "placeholder" -> AgeMark.PLACEHOLDER;
          default -> AgeMark.NONE;
        },
        token(event.product() + event.batch() + event.eventDate()),
        confirmed,
        // All terminals of a pharmacy share its card.
        token(event.issuer()),
        false);
  }

  /** Names of a trace are few. */
  private static long token(String name) {
    return name.hashCode() * 0x9E3779B97F4A7C15L ^ name.length();
  }
}
