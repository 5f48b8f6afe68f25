package de.siegel.servicekit.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** From the start of a process to its end: whether it has been asked to end, and when it may. */
final class Lifetime implements AutoCloseable {
  private static final int DRAIN_SECONDS = 30;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;
  private boolean interrupted;

  private Lifetime(String stage) {
    this.hook =
        new Thread(
            () -> {
              asked.countDown();
              awaitQuietly();
            },
            stage + "-shutdown");
  }

  /** Begins to listen for SIGTERM; the process then lives until {@link #close}, at most 30 s. */
  static Lifetime begin(String stage) {
    Lifetime lifetime = new Lifetime(stage);
    Runtime.getRuntime().addShutdownHook(lifetime.hook);
    return lifetime;
  }

  /** Whether it has been asked to end, by a signal or an interrupt; waits for that. */
  boolean asked(Duration wait) {
    try {
      return asked.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Draining has to wait for threads: the interrupt is handed on when that is done.
      interrupted = true;
      asked.countDown();
      return true;
    }
  }

  /** Everything is done: the process may go. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs or has run.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitQuietly() {
    try {
      over.await(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
