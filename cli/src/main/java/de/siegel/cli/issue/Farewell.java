package de.siegel.cli.issue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a command in order: the command is told, and the process waits until
 * it has finished.
 */
final class Farewell {
  private static final int PATIENCE_SECONDS = 40;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** Begins to listen for the end of the process. */
  static Farewell listen(Runnable onAsked) {
    Farewell farewell = new Farewell();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  farewell.asked.countDown();
                  onAsked.run();
                  farewell.awaitFinished();
                },
                "siegel-farewell"));
    return farewell;
  }

  private void awaitFinished() {
    try {
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a while; true if the process is asked to end. */
  boolean asked(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  /** The command has finished; the process may end. */
  void finished() {
    finished.countDown();
  }
}
