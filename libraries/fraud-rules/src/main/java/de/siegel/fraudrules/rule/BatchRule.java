package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Batch;
import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.UsedBatch;
import java.time.LocalDate;
import java.util.Map;

/**
 * Which batch: whether it is named where this pharmacy names them, whether there is one, whether it
 * could be used then, where it was delivered, and whether more pharmacies use it than can have got
 * it. Without a list of batches only the first and the last.
 */
final class BatchRule implements Rule {
  @Override
  public void look(Sight sight, Findings found) {
    long token = sight.request().batch();
    if (token == UsedBatch.NONE) {
      missing(sight, found);
      return;
    }
    if (sight.batches() && doubtful(sight, found)) {
      cluster(sight, found);
    }
    long former = sight.request().formerBatch();
    boolean spread =
        sight.surroundings().spread(token) || (former != 0 && sight.surroundings().spread(former));
    boolean far = sight.batch() != null && far(sight, sight.batch());
    if (!spread && !far) {
      return;
    }
    UsedBatch used = sight.state().usedBatch(token, former);
    // From first to last use, not to today: what is stopped does not make a batch one's own.
    int days = used == null ? 0 : used.lastDay() - used.firstDay();
    int ownFrom = sight.parameters().spread().ownFromDays();
    if (days >= ownFrom) {
      return;
    }
    Map<String, Double> evidence =
        Map.of("usedForDays", (double) days, "ownFromDays", (double) ownFrom);
    if (far) {
      found.add(new Contribution(RuleId.BATCH_FAR, 50, Outcome.PASS, evidence));
    }
    if (spread) {
      found.add(new Contribution(RuleId.BATCH_SPREAD, 200, Outcome.STEP_UP, evidence));
    }
  }

  /** Whoever never names one is not asked for it: the batch may be left out. */
  private static void missing(Sight sight, Findings found) {
    if (sight.request().eventDate() == null
        || !sight.state().namesBatches(sight.parameters().spread().ownFromDays())) {
      return;
    }
    found.add(new Contribution(RuleId.BATCH_MISSING, 50, Outcome.PASS));
    if (sight.batches()) {
      cluster(sight, found);
    }
  }

  /** Says what cannot be of a batch; without a date, for that is the holder's. */
  private static boolean doubtful(Sight sight, Findings found) {
    Batch batch = sight.batch();
    LocalDate used = sight.request().eventDate();
    if (batch == null) {
      // Three of a thousand are typed wrong: alone that says little.
      found.add(new Contribution(RuleId.BATCH_UNKNOWN, 100, Outcome.PASS));
      return true;
    }
    if (used != null && used.isBefore(batch.released())) {
      found.add(new Contribution(RuleId.BATCH_BEFORE_RELEASE, 300, Outcome.STEP_UP));
      return true;
    }
    if (used != null && used.isAfter(batch.expires())) {
      // Shelf lives were prolonged, and lists are late.
      found.add(new Contribution(RuleId.BATCH_EXPIRED, 100, Outcome.PASS));
      return true;
    }
    return false;
  }

  private static void cluster(Sight sight, Findings found) {
    int count = sight.state().doubt().batches() + 1;
    double limit =
        Math.max(
            sight.parameters().doubtfulBatches(),
            sight.parameters().doubtfulShare() * (sight.state().seen() + 1));
    if (count >= limit) {
      found.add(
          new Contribution(
              RuleId.BATCHES_DOUBTFUL,
              300,
              Outcome.STEP_UP,
              Map.of("today", (double) count, "threshold", limit)));
    }
  }

  private static boolean far(Sight sight, Batch batch) {
    // Whoever is not known by what a list names may well have got it.
    boolean known =
        (batch.pharmacies().isEmpty() || sight.profile().pharmacy() != 0)
            && (batch.regions().isEmpty() || sight.profile().region() >= 0);
    return known && batch.delivered() && !batch.deliveredTo(sight.profile());
  }
}
