package de.siegel.desk;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the waves at intervals, in a thread of its own: to stop a large wave takes time, and
 * heartbeats must not wait for it.
 */
final class WaveWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WaveWatch.class);
  private static final int CLOSE_SECONDS = 10;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, DeskService.NAME + "-waves");
            made.setDaemon(true);
            return made;
          });
  private final Duration interval;

  WaveWatch(Duration interval) {
    this.interval = interval;
  }

  void start(WaveDesk waves) {
    thread.scheduleWithFixedDelay(() -> look(waves), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void look(WaveDesk waves) {
    try {
      waves.look();
    } catch (InterruptException e) {
      Thread.currentThread().interrupt(); // it is being closed
    } catch (RuntimeException e) {
      // No wave is opened without figures; what is open is looked at again in a moment.
      LOG.atError().setCause(e).log("The waves of a re-opening could not be looked at");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
