package de.siegel.integrator;

import de.siegel.integrator.domain.LogFile;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.NoteSignature;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.tile.BadTile;
import de.siegel.tamperlog.tile.TiledNodes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes checkpoints to the witnesses, in a thread of its own: whoever is away, slow or refuses
 * holds nobody up. A checkpoint that all of them have co-signed stands beside the last one.
 */
final class Witnesses implements AutoCloseable {
  /** The last checkpoint that every witness has co-signed. */
  static final String WITNESSED = "checkpoint.witnessed";

  private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private record Signed(SignedNote note, Checkpoint checkpoint) {}

  private final List<WitnessClient> clients;
  private final LogStore store;
  private final Consumer<SignedNote> witnessed;
  private final AtomicReference<Signed> latest = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, IntegratorService.NAME + "-witnesses");
  private volatile boolean closed;
  private volatile long witnessedSize;

  /**
   * @param witnessed is told of each checkpoint that every witness has co-signed
   */
  Witnesses(List<WitnessList.Entry> entries, LogStore store, Consumer<SignedNote> witnessed) {
    this.clients =
        entries.stream().map(entry -> new WitnessClient(entry.url(), entry.key())).toList();
    this.store = store;
    this.witnessed = witnessed;
    thread.setDaemon(true);
    if (!clients.isEmpty()) {
      thread.start();
    }
  }

  /** Takes a checkpoint of the log; what has overtaken an earlier one is enough. */
  void take(SignedNote note, Checkpoint checkpoint) {
    latest.set(new Signed(note, checkpoint));
  }

  /** Size of the last checkpoint that every witness has co-signed; 0 if there is none. */
  long witnessedSize() {
    return witnessedSize;
  }

  private void run() {
    Signed done = null;
    while (!closed) {
      Signed next = latest.get();
      try {
        if (next == null || next == done) {
          Thread.sleep(AGAIN.toMillis() / 10);
        } else if (isCosigned(next)) {
          done = next;
        } else {
          Thread.sleep(AGAIN.toMillis());
        }
      } catch (InterruptedException e) {
        return; // it is being closed
      }
    }
  }

  /** Also where a broker or a disk is away for a while: this thread must not end unseen. */
  private boolean isCosigned(Signed next) throws InterruptedException {
    try {
      return cosign(next);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("size", next.checkpoint().size())
          .addKeyValue("reason", e.toString())
          .log("A co-signed checkpoint could not be kept or published, trying again");
      return false;
    }
  }

  private boolean cosign(Signed next) throws InterruptedException {
    SignedNote note = next.note();
    List<String> missing = new ArrayList<>();
    for (WitnessClient client : clients) {
      try {
        Optional<NoteSignature> signature =
            client.ask(next.note(), next.checkpoint(), nodes(next.checkpoint().size()));
        if (signature.isPresent()) {
          note = note.with(signature.get());
        } else {
          missing.add(client.name() + " has seen more");
        }
      } catch (IOException | BadTile e) {
        missing.add(e.getMessage() == null ? client.name() : e.getMessage());
      }
    }
    if (!missing.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("size", next.checkpoint().size())
          .addKeyValue("missing", missing)
          .log("A checkpoint is not co-signed by every witness; issuing goes on");
      return false;
    }
    witnessed.accept(note);
    store.write(new LogFile(WITNESSED, note.bytes(), true));
    witnessedSize = next.checkpoint().size();
    return true;
  }

  private TiledNodes nodes(long size) {
    return new TiledNodes(size, tile -> Integration.tile(store, tile));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
