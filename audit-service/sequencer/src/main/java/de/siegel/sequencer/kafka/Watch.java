package de.siegel.sequencer.kafka;

import de.siegel.schemas.topic.Deviation;
import de.siegel.schemas.topic.TopicAdministrationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a {@link TrailGuard} look while sequencing goes on, and says what has changed since.
 *
 * <p>Not safe for use by several threads.
 */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Callable<Set<Deviation>> guard;
  private final long everyNanos;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "trail-guard");
            made.setDaemon(true);
            return made;
          });
  private Future<Set<Deviation>> looking;
  private Set<Deviation> known = Set.of();
  private long lookedAt;

  /**
   * Something that began, or ended, to be otherwise than it should be.
   *
   * @param over whether it is as it should be again
   */
  record Change(Deviation deviation, boolean over) {}

  Watch(Callable<Set<Deviation>> guard, Duration every) {
    this.guard = guard;
    this.everyNanos = every.toNanos();
  }

  /** What the last look that ended found new, or gone; usually nothing. Does not wait. */
  List<Change> changes() {
    if (looking == null) {
      if (lookedAt == 0 || System.nanoTime() - lookedAt >= everyNanos) {
        lookedAt = System.nanoTime();
        looking = thread.submit(guard);
      }
      return List.of();
    }
    if (!looking.isDone()) {
      return List.of();
    }
    Future<Set<Deviation>> done = looking;
    looking = null;
    try {
      return compare(done.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAdministrationFailure away) {
        // The cluster is asked again; what cannot be seen for long shows in its own metrics.
        LOG.atWarn().addKeyValue("reason", away.getMessage()).log("Audit topics not seen");
        return List.of();
      }
      throw new IllegalStateException("The guard of the audit topics failed", e.getCause());
    } catch (InterruptedException | CancellationException e) {
      throw new IllegalStateException("A look that has ended cannot be waited for", e);
    }
  }

  private List<Change> compare(Set<Deviation> found) {
    List<Change> changes = new ArrayList<>();
    for (Deviation deviation : found) {
      if (!known.contains(deviation)) {
        changes.add(new Change(deviation, false));
      }
    }
    for (Deviation deviation : known) {
      if (!found.contains(deviation)) {
        changes.add(new Change(deviation, true));
      }
    }
    known = Set.copyOf(found);
    return changes;
  }

  /** How much is otherwise than it should be. */
  int count() {
    return known.size();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
