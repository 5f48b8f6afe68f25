package de.siegel.servicekit.authority;

import de.siegel.schemas.registry.RegistryException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of an authority, or of another service that has one: its body runs until it is
 * stopped, begins again when broker or registry were away, and stays stopped after anything else.
 */
public final class AuthorityLoop implements AutoCloseable {
  /** How often an authority says that it lives. */
  public static final Duration HEARTBEAT = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(AuthorityLoop.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final long LONGEST_STOP_MILLIS = 10_000;

  private final String name;
  private final Runnable body;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean ready;
  private volatile boolean failed;

  /**
   * @param body returns when {@link #goesOn} says no
   */
  public AuthorityLoop(String name, Runnable body) {
    this.name = name;
    this.body = body;
    this.thread = new Thread(this::runUntilStopped, name);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  private void runUntilStopped() {
    while (goesOn()) {
      try {
        body.run();
      } catch (KafkaException | RegistryException e) {
        LOG.atWarn()
            .addKeyValue("service", name)
            .addKeyValue("reason", e.toString())
            .log("Authority tries again");
        pause(RETRY_AFTER);
      } catch (RuntimeException e) {
        LOG.atError().addKeyValue("service", name).setCause(e).log("Authority failed");
        failed = true;
        return;
      } finally {
        ready = false;
      }
    }
  }

  /** Whether the body is to go on. */
  public boolean goesOn() {
    return stopped.getCount() > 0;
  }

  /** Called by the body after each turn. */
  public void turned(boolean isReady) {
    ready(isReady);
    pause(HEARTBEAT);
  }

  /** Called by a body that pauses by itself. */
  public void ready(boolean isReady) {
    ready = isReady;
  }

  private void pause(Duration time) {
    try {
      stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the body said so in its last turn. */
  public boolean ready() {
    return ready;
  }

  /** Whether it stays stopped. */
  public boolean failed() {
    return failed;
  }

  /** Stops and returns when the body has ended. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(LONGEST_STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
