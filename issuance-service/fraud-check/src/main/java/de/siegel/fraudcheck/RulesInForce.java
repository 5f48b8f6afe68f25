package de.siegel.fraudcheck;

import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.FraudJudge;
import de.siegel.fraudrules.FraudParameters;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.health.OutcomeCounters;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force: the newest that can be read. While there has been none, nothing is
 * decided. Not safe for use by several threads.
 */
final class RulesInForce {
  private static final Logger LOG = LoggerFactory.getLogger(RulesInForce.class);

  private final ControlState control;
  private final OutcomeCounters counters;
  private final AtomicReference<FraudConfiguration> lastGood;
  private final KnownBatches batches;
  private FraudConfiguration readFrom;
  private Batches known = Batches.UNKNOWN;
  private FraudConfiguration inForce;
  private FraudParameters limits;
  private FraudJudge judge;

  /**
   * @param lastGood of this process, whatever becomes of its tasks
   */
  RulesInForce(
      ControlState control,
      AtomicReference<FraudConfiguration> lastGood,
      KnownBatches batches,
      OutcomeCounters counters) {
    this.control = control;
    this.lastGood = lastGood;
    this.batches = batches;
    this.counters = counters;
  }

  /**
   * Takes a new configuration or list of batches over, if there is one.
   *
   * @param at event time of the request to be judged
   * @throws ControlUnavailable if there has never been one that can be read
   */
  void look(Instant at) {
    Batches listed = batches.at(at);
    FraudConfiguration current =
        control
            .fraudConfiguration()
            .orElseThrow(() -> new ControlUnavailable("There is no fraud configuration"));
    if (current == readFrom && listed == known) {
      return;
    }
    try {
      limits = FraudParameters.of(current.getParameters());
      inForce = current;
      lastGood.set(current);
    } catch (IllegalArgumentException e) {
      inForce = lastGood.get();
      if (inForce == null) {
        throw new ControlUnavailable(e.getMessage());
      }
      limits = FraudParameters.of(inForce.getParameters());
      counters.count("CONFIGURATION_REFUSED", List.of());
      LOG.atError()
          .addKeyValue("version", current.getHeader().getVersion())
          .addKeyValue("reason", e.getMessage())
          .log("A fraud configuration cannot be read; the last good one stays in force");
    }
    judge = new FraudJudge(limits.rules(), listed);
    readFrom = current;
    known = listed;
  }

  /** Where in {@code control.fraud-configuration} the configuration in force stands. */
  long sequence() {
    return inForce.getHeader().getSequence();
  }

  FraudParameters limits() {
    return limits;
  }

  FraudJudge judge() {
    return judge;
  }
}
