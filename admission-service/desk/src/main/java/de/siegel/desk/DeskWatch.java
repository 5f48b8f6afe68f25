package de.siegel.desk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at waves and probation at intervals, in a thread of its own: to stop a large wave takes
 * time, and heartbeats must not wait for it.
 */
final class DeskWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeskWatch.class);
  private static final int CLOSE_SECONDS = 10;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, DeskService.NAME + "-watch");
            made.setDaemon(true);
            return made;
          });
  private final Duration interval;

  DeskWatch(Duration interval) {
    this.interval = interval;
  }

  void start(List<Runnable> looks) {
    for (Runnable look : looks) {
      thread.scheduleWithFixedDelay(
          () -> carefully(look), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void carefully(Runnable look) {
    try {
      look.run();
    } catch (InterruptException e) {
      Thread.currentThread().interrupt(); // it is being closed
    } catch (RuntimeException e) {
      // No wave is opened and no probation ended without figures; they are looked at again soon.
      LOG.atError().setCause(e).log("Waves or probation could not be looked at");
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
