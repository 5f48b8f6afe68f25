package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What all pharmacies of a trace have in common: seed, days, batches. */
final class World {
  private final long seed;
  private final Period period;
  private final BatchBook batches;

  World(long seed, Period period) {
    this.seed = seed;
    this.period = period;
    this.batches = new BatchBook(Sampling.seed(seed, 1));
  }

  Period period() {
    return period;
  }

  BatchBook batches() {
    return batches;
  }

  /** Who attacks a pharmacy, once it is known who works there. */
  @FunctionalInterface
  interface Attack {
    Fraud by(Forger forger, HonestPharmacy pharmacy);
  }

  Site any(int number, double cv) {
    return Sites.any(Sampling.seed(seed, 2), number, period, cv);
  }

  Site settled(Kind kind, int number, double cv) {
    return settled(kind, number, Region.any(Sampling.random(seed, -number - 1L)), cv);
  }

  Site settled(Kind kind, int number, Region region, double cv) {
    return Sites.settled(kind, Sampling.seed(seed, 2), number, region, period, cv);
  }

  Trace.Source honest(int number, Site site) {
    return attackedFromWithin(number, site, (forger, pharmacy) -> new Fraud.None());
  }

  /** A forger whose stock is the pharmacy's own work. */
  Trace.Source attackedFromWithin(int number, Site site, Attack attack) {
    return source(number, 0, site, attack, null);
  }

  Trace.Source attacked(int number, Site site, Stock stock, Attack attack) {
    return source(number, 0, site, attack, stock);
  }

  /**
   * The generator is made anew each time, and with it all that remembers.
   *
   * @param attempt another honest course of the same pharmacy
   * @param stock null for the pharmacy's own work
   */
  Trace.Source source(int number, int attempt, Site site, Attack attack, Stock stock) {
    return new Trace.Source(
        site.pharmacy(),
        period,
        () -> {
          long mine = Sampling.seed(Sampling.seed(seed, 3), number);
          HonestPharmacy honest =
              new HonestPharmacy(site, batches, Sampling.seed(mine, 10 + attempt));
          Forger forger =
              new Forger(
                  site.pharmacy().issuer(),
                  stock == null ? new OwnPasses(batches) : stock,
                  Sampling.random(mine, 1));
          return new AttackedPharmacy(honest, attack.by(forger, honest), Sampling.random(mine, 2));
        });
  }

  /**
   * Batches somebody has photographed somewhere, that could be used in the weeks before a day and
   * for ten weeks after it.
   */
  List<TraceBatch> photographed(int count, LocalDate day) {
    SplittableRandom random = Sampling.random(seed, 4);
    List<TraceBatch> usable = new ArrayList<>();
    for (TraceBatch batch : batches.all()) {
      boolean inUse =
          batch.product().equals(Vaccine.COMIRNATY.product)
              || batch.product().equals(Vaccine.SPIKEVAX.product);
      if (inUse && batch.usable(day.minusDays(25)) && batch.usable(day.plusDays(70))) {
        usable.add(batch);
      }
    }
    List<TraceBatch> chosen = new ArrayList<>();
    while (chosen.size() < count) {
      chosen.add(usable.remove(Sampling.below(random, usable.size())));
    }
    return chosen;
  }
}
