package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A forger with a view of the pharmacy's own work: batch, product and course of a recent honest
 * certificate, and a date near its own.
 */
final class OwnPasses implements Stock {
  private static final int REMEMBERED = 80;

  private final ArrayDeque<Vaccination> recent = new ArrayDeque<>();
  private final BatchBook batches;

  OwnPasses(BatchBook batches) {
    this.batches = batches;
  }

  /** Complete courses only; others sell badly. What is mistyped is in no book. */
  @Override
  public void seen(HonestDay honest) {
    for (TraceEvent event : honest.events()) {
      TraceBatch batch = batches.find(event.batch());
      if (batch == null || event.dose() < event.doses()) {
        continue;
      }
      recent.add(new Vaccination(batch, event.eventDate(), event.dose(), event.doses()));
      if (recent.size() > REMEMBERED) {
        recent.remove();
      }
    }
  }

  @Override
  public Vaccination next(LocalDate today, SplittableRandom random) {
    Vaccination copied = Sampling.pick(random, List.copyOf(recent));
    LocalDate day = copied.day().plusDays(Sampling.below(random, 9) - 6);
    return copied.batch().usable(day) && day.isBefore(today)
        ? new Vaccination(copied.batch(), day, copied.dose(), copied.doses())
        : copied;
  }
}
