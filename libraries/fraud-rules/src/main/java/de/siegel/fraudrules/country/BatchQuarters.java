package de.siegel.fraudrules.country;

import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.TokenQuarter;

/**
 * The spread of batches over the turns of quarters. Each quarter has tokens of its own, so each has
 * a memory of its own; for the first weeks of a quarter the one before goes on beside it, fed by
 * sightings that name the batch under both secrets. What a batch did before the turn is known under
 * its former token, until what was seen since is old enough to stand alone. One thread writes, any
 * number ask {@link #spread}.
 */
public final class BatchQuarters {
  private final Batches batches;
  private final Parameters parameters;
  private TokenQuarter quarter;
  private volatile BatchSpread current;
  private volatile BatchSpread former;

  /**
   * @param batches what is known of them, under the tokens of both quarters; may be nothing
   */
  public BatchQuarters(Batches batches, Parameters parameters) {
    this.batches = batches;
    this.parameters = parameters;
    this.current = empty();
    this.former = empty();
  }

  /**
   * Takes in that a pharmacy uses a batch. What belongs to a quarter before the last two says
   * nothing any more.
   *
   * @param of whose secret made the sighting's token
   */
  public void see(TokenQuarter of, Sighting sighting) {
    if (quarter == null || of.compareTo(quarter) > 0) {
      turn(of);
    }
    if (of.equals(quarter)) {
      current.see(sighting);
      if (sighting.former() != 0) {
        former.see(sighting.underFormer());
      } else if (former.size() > 0
          && sighting.day() > of.firstDay().toEpochDay() + TokenQuarter.BESIDE_DAYS) {
        // Nobody asks for it any more; a day is Berlin's, a quarter UTC's.
        former = empty();
      }
    } else if (of.equals(quarter.before())) {
      former.see(sighting);
    }
  }

  /** Whether a batch is used too widely, under either quarter's token. */
  public boolean spread(long batch) {
    return current.spread(batch) || former.spread(batch);
  }

  private void turn(TokenQuarter to) {
    former = quarter != null && to.before().equals(quarter) ? current : empty();
    current = empty();
    quarter = to;
  }

  private BatchSpread empty() {
    return new BatchSpread(batches, parameters);
  }
}
