package de.siegel.benchmarks;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Submits requests of all pharmacies in turn, at a rate or as fast as the replies come. */
final class Load {
  /**
   * So many requests may be under way at full load: enough for every stage to have a batch while
   * the others work on theirs. More would only wait in queues.
   */
  private static final int IN_FLIGHT = 2_000;

  /**
   * So many while the code is still being compiled: the compilers need the processor more than the
   * queues do.
   */
  private static final int IN_FLIGHT_WARMING = 100;

  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);

  private final PharmacyClient client;
  private final List<PharmacySession> sessions;
  private final int rate;
  private final Semaphore room = new Semaphore(IN_FLIGHT_WARMING);
  private final Thread thread;
  private volatile boolean stopped;
  private volatile Measured measuring;

  record Measured(
      LongAdder issuedCount, LongAdder refusedCount, LongAdder stoppedCount, Histogram latency) {
    long issued() {
      return issuedCount.sum();
    }

    long refused() {
      return refusedCount.sum();
    }

    long stopped() {
      return stoppedCount.sum();
    }
  }

  Load(PharmacyClient client, List<PharmacySession> sessions, int rate) {
    this.client = client;
    this.sessions = sessions;
    this.rate = rate;
    this.thread = new Thread(this::submitUntilStopped, "load-generator");
  }

  void start() {
    thread.start();
  }

  /** From here on as many as the pipeline takes. */
  void openThrottle() {
    room.release(IN_FLIGHT - IN_FLIGHT_WARMING);
  }

  void beginMeasuring() {
    measuring =
        new Measured(
            new LongAdder(),
            new LongAdder(),
            new LongAdder(),
            new ConcurrentHistogram(HIGHEST_MICROS, 3));
  }

  Measured endMeasuring() {
    Measured measured = measuring;
    measuring = null;
    return measured;
  }

  void stop() {
    stopped = true;
    try {
      thread.join();
      room.tryAcquire(IN_FLIGHT, 30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void submitUntilStopped() {
    RandomRequests requests = new RandomRequests(1);
    long begin = System.nanoTime();
    for (long number = 0; !stopped; number++) {
      // The moment at which the request should have been sent, so that a stalled pipeline shows in
      // the latency of what it kept waiting.
      long due =
          rate == 0 ? 0 : begin + (long) (number * (double) TimeUnit.SECONDS.toNanos(1) / rate);
      if (rate > 0) {
        pauseUntil(due);
      }
      room.acquireUninterruptibly();
      int pharmacy = (int) (number * 7_919 % sessions.size());
      Request request = new Request(requests.nextId(), requests.next(pharmacy + 1));
      long sent = rate == 0 ? System.nanoTime() : due;
      client
          .submit(sessions.get(pharmacy), request)
          .whenComplete((reply, failure) -> answered(sent, reply));
    }
  }

  private void answered(long sent, Reply reply) {
    room.release();
    Measured now = measuring;
    if (now == null) {
      return;
    }
    if (reply != null && reply.kind() == OutcomeKind.ISSUED) {
      now.issuedCount().increment();
      now.latency().recordValue(Math.min(HIGHEST_MICROS, (System.nanoTime() - sent) / 1_000));
    } else {
      now.refusedCount().increment();
      if (reply != null
          && (reply.kind() == OutcomeKind.STEP_UP || reply.kind() == OutcomeKind.HELD)) {
        now.stoppedCount().increment();
      }
    }
  }

  private static void pauseUntil(long due) {
    long left = due - System.nanoTime();
    if (left > 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(left);
    }
  }
}
