package de.siegel.servicekit.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that tests move. It can move by itself each time it is read, so that a wait that never
 * ends runs into its limit at once, and it can run something when it is read, so that a test acts
 * in the middle of a wait without a second thread.
 */
public final class TestClock implements InstantSource {
  private Instant now;
  private Duration step = Duration.ZERO;
  private Runnable whenRead;

  public TestClock(Instant now) {
    this.now = now;
  }

  @Override
  public synchronized Instant instant() {
    Runnable action = whenRead;
    whenRead = null; // what the action reads itself must not begin it again
    if (action != null) {
      action.run();
      whenRead = action;
    }
    Instant read = now;
    now = now.plus(step);
    return read;
  }

  /** Moves on. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  /** From now on moves by itself each time it is read. */
  public synchronized void stepEachRead(Duration time) {
    step = time;
  }

  /** From now on does this each time it is read. */
  public synchronized void whenRead(Runnable action) {
    whenRead = action;
  }
}
