package de.siegel.servicekit.session;

import de.siegel.sealing.Seal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a stage does when an epoch is over: it lets go of the epoch's secrets, of the last keys in
 * its ciphers, and has the collector run, so that what was in the clear for a moment does not stay
 * on the heap as garbage.
 *
 * <p>Not safe for use by several threads.
 */
public final class EpochEnd {
  /** Several tasks of a process notice within this time, and one collection is enough. */
  private static final int COLLECT_AFTER_MILLIS = 2_000;

  private static final AtomicBoolean COLLECTION_DUE = new AtomicBoolean();
  private static final ScheduledExecutorService COLLECTOR =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "epoch-end");
            thread.setDaemon(true);
            return thread;
          });

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final OpenSessions sessions;
  private final List<Seal> seals;
  private long lookedAt = System.nanoTime();

  /**
   * @param sessions of one task
   * @param seals every one that the task opens or seals holder data with
   */
  public EpochEnd(OpenSessions sessions, List<Seal> seals) {
    this.sessions = sessions;
    this.seals = List.copyOf(seals);
  }

  /** Looks whether an epoch is over, at most once a second; called between requests. */
  public void look() {
    long now = System.nanoTime();
    if (now - lookedAt < EVERY.toNanos()) {
      return;
    }
    lookedAt = now;
    if (sessions.forgetEnded()) {
      seals.forEach(Seal::forgetKey);
      if (COLLECTION_DUE.compareAndSet(false, true)) {
        COLLECTOR.schedule(EpochEnd::collect, COLLECT_AFTER_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static void collect() {
    COLLECTION_DUE.set(false);
    System.gc();
  }
}
