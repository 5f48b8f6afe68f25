package de.siegel.cli.issue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a command in order: the command is told, and the process waits until
 * it has finished.
 */
public final class Farewell {
  private static final int PATIENCE_SECONDS = 40;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** Begins to listen for the end of the process. */
  public static Farewell listen(Runnable onAsked) {
    Farewell farewell = new Farewell();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  // In this order: who knows that it was asked has been interrupted already.
                  onAsked.run();
                  farewell.asked.countDown();
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

  /** Whether the process is asked to end. */
  public boolean asked() {
    return asked.getCount() == 0;
  }

  /** As {@link #asked()}, waiting a while for it. */
  public boolean askedWithin(long millis) {
    try {
      return asked.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Comes with the request to end; the flag would only be in the way of an orderly stop.
      return asked();
    }
  }

  /** The command has finished; the process may end. */
  public void finished() {
    finished.countDown();
  }
}
