package de.siegel.servicekit.kafka;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;

/** Notices that a reader no longer gets on, so that nobody waits for ever. */
public final class ReadProgress {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String what;
  private long last = -1;
  private long since = System.nanoTime();

  /**
   * @param what is read, for people
   */
  public ReadProgress(String what) {
    this.what = what;
  }

  /**
   * @param position a figure that grows as long as the reader gets on
   * @throws TimeoutException if it has not grown for 30 s
   */
  public void at(long position) {
    if (position != last) {
      last = position;
      since = System.nanoTime();
    } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
      throw new TimeoutException(
          "Reading " + what + " has not got on for " + PATIENCE.toSeconds() + " s");
    }
  }
}
