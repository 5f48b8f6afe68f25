package de.siegel.replay.trail;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.servicekit.record.LinkOpener;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Decodes what one fetch brought, on several threads, and hands the leaves over in their order on
 * the caller's thread. Nothing is kept from one fetch to the next.
 *
 * <p>Not safe for use by several threads.
 */
public final class FetchDecoder implements AutoCloseable {
  /** So many entries are worth being handed to another thread. */
  private static final int CHUNK = 64;

  private final SchemaRegistry registry;
  private final Supplier<LinkOpener> links;
  private final Queue<LeafDecoder> idle = new ConcurrentLinkedQueue<>();
  private final ExecutorService workers;

  /**
   * Starts its threads.
   *
   * @param links makes an opener for each thread
   * @param threads at least 1
   */
  public FetchDecoder(SchemaRegistry registry, Supplier<LinkOpener> links, int threads) {
    this.registry = registry;
    this.links = links;
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "leaf-decoder");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Decodes entries.
   *
   * @param wanted looks at the event alone, on any of the threads; the links of others stay closed
   * @param each gets the wanted leaves in the order of the entries
   * @throws DamagedTrail if an entry is no leaf; what stands before it has been handed over
   */
  public void decode(List<LogEntry> entries, Predicate<AuditEvent> wanted, Consumer<Leaf> each) {
    if (entries.size() <= CHUNK) {
      chunk(entries, wanted, each);
      return;
    }
    List<Future<List<Leaf>>> chunks = new ArrayList<>(entries.size() / CHUNK + 1);
    for (int from = 0; from < entries.size(); from += CHUNK) {
      List<LogEntry> chunk = entries.subList(from, Math.min(from + CHUNK, entries.size()));
      chunks.add(
          workers.submit(
              () -> {
                List<Leaf> leaves = new ArrayList<>(chunk.size());
                try {
                  chunk(chunk, wanted, leaves::add);
                } catch (DamagedTrail e) {
                  throw new Damaged(leaves, e);
                }
                return leaves;
              }));
    }
    chunks.forEach(leaves -> await(leaves, each));
  }

  private void chunk(List<LogEntry> chunk, Predicate<AuditEvent> wanted, Consumer<Leaf> each) {
    LeafDecoder free = idle.poll();
    LeafDecoder decoder = free == null ? new LeafDecoder(registry, links.get()) : free;
    try {
      for (LogEntry entry : chunk) {
        long index =
            entry.index().orElseThrow(() -> new DamagedTrail(entry.offset(), "it has no index"));
        try {
          decoder.decode(index, entry.appendedAt(), entry.value(), wanted).ifPresent(each);
        } catch (UndecodableRecord e) {
          throw new DamagedTrail(entry.offset(), e.getMessage());
        }
      }
    } finally {
      idle.add(decoder);
    }
  }

  private static void await(Future<List<Leaf>> leaves, Consumer<Leaf> each) {
    try {
      leaves.get().forEach(each);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Damaged damaged) {
        damaged.before.forEach(each);
        throw damaged.damage;
      }
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  /** Carries what a chunk gave before it met the damage. */
  private static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Leaf> before;
    private final transient DamagedTrail damage;

    Damaged(List<Leaf> before, DamagedTrail damage) {
      super(damage);
      this.before = before;
      this.damage = damage;
    }
  }
}
