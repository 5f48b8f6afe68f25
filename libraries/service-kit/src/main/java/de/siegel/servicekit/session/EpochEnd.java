package de.siegel.servicekit.session;

import com.sun.management.HotSpotDiagnosticMXBean;
import de.siegel.sealing.ReplyJson;
import de.siegel.sealing.Seal;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stage does when an epoch is over: it lets go of the epoch's secrets, of the last keys in
 * its ciphers and the contents of its buffers, and has the collector run, so that what was in the
 * clear for a moment does not stay on the heap as garbage.
 *
 * <p>Not safe for use by several threads.
 */
public final class EpochEnd {
  /** Several tasks of a process notice within this time, and one collection is enough. */
  private static final int COLLECT_AFTER_MILLIS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(EpochEnd.class);
  private static final AtomicBoolean COLLECTION_DUE = new AtomicBoolean();
  private static final ScheduledExecutorService COLLECTOR =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "epoch-end");
            thread.setDaemon(true);
            return thread;
          });

  private static final Duration EVERY = Duration.ofSeconds(1);

  static {
    warnOfRemains();
  }

  private final OpenSessions sessions;
  private final List<Seal> seals;
  private final List<Runnable> buffers;
  private long lookedAt = System.nanoTime();

  /**
   * @param sessions of one task
   * @param seals every one that the task opens or seals holder data with
   * @param buffers let go of buffers that holder data went through, beside those of replies
   */
  public EpochEnd(OpenSessions sessions, List<Seal> seals, Runnable... buffers) {
    this.sessions = sessions;
    this.seals = List.copyOf(seals);
    this.buffers = List.of(buffers);
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
      buffers.forEach(Runnable::run);
      ReplyJson.forgetBuffers();
      if (COLLECTION_DUE.compareAndSet(false, true)) {
        COLLECTOR.schedule(EpochEnd::collect, COLLECT_AFTER_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Whether this virtual machine leaves nothing of what was collected; see docs/RUNBOOK.md. */
  private static void warnOfRemains() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (!machine.getVMOption("MarkSweepDeadRatio").getValue().equals("0")
        || !machine.getVMOption("ZeroTLAB").getValue().equals("true")) {
      LOG.warn(
          "Erased names may stay in the free parts of the heap for a while:"
              + " start with -XX:MarkSweepDeadRatio=0 -XX:+ZeroTLAB");
    }
  }

  private static void collect() {
    COLLECTION_DUE.set(false);
    System.gc();
  }
}
