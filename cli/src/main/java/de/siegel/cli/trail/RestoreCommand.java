package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.log.LogFolder;
import de.siegel.replay.log.RestorableTrail;
import de.siegel.replay.log.SignedCheckpoints;
import de.siegel.replay.log.TileVerification;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sequencer.kafka.TrailRestoration;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.BadTile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel audit restore}: writes a trail that was lost again (docs/adr/0022). */
@Command(
    name = "restore",
    description = {
      "Writes audit.log again from the log's files after the topic was lost, and proves that it is the",
      "same. Nothing is written unless the files are what was signed and the topic is empty or",
      "missing. The sequencer and the integrator must not run."
    })
final class RestoreCommand implements Callable<Integer> {
  private static final Duration VISIBLE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  /** How far the integrator is, in its folder. */
  private static final String PROGRESS = "integrated";

  private final Terminal terminal;
  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private LogKeyOption log = new LogKeyOption();

  @Option(
      names = "--tiles",
      required = true,
      paramLabel = "DIR",
      description =
          "The integrator's folder, or a whole copy of it (of a quickstart: siegel-data/log).")
  private Path tiles;

  RestoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    VerifierKey key = log.key();
    try (Cluster opened = cluster.open();
        Admin admin = Admin.create(opened.kafka().common())) {
      LostTopics lost = new LostTopics(admin);
      LogFolder files = newest(LogFolder.open(tiles, key), key, opened, lost);
      Checkpoint signed = files.checkpoint();
      SortedMap<Integer, Long> last =
          counted(
              "entries verified",
              signed.size(),
              progress -> {
                requireSound(TileVerification.of(files, progress));
                return RestorableTrail.read(files, (index, source, entry) -> {});
              });
      // Before the topic is made: on an empty one a sequencer would begin at 0.
      SortedMap<Integer, Long> next = lost.next(last);
      lost.requireEmpty(TopicCatalogue.AUDIT_LOG);
      write(opened, files);
      requireSame(opened, signed);
      lost.goOnFrom(next);
      say(signed, next);
      forgetProgress();
      return ExitCode.OK.value();
    } catch (BadTile e) {
      throw CommandFailure.negative(e.getMessage() + ".", e);
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The brokers did not do it; what was written stays, so delete audit.log before you try"
              + " again. Is the broker running, is --bootstrap right, are sequencer and integrator"
              + " stopped? They say: "
              + e.getMessage(),
          e);
    }
  }

  /** The integrator publishes a checkpoint on the topic first: the files may be that one's. */
  private static LogFolder newest(
      LogFolder files, VerifierKey key, Cluster cluster, LostTopics lost) {
    if (!lost.has(TopicCatalogue.AUDIT_CHECKPOINTS)) {
      return files;
    }
    SignedNote largest = SignedCheckpoints.largest(cluster.kafka(), key).orElse(null);
    try {
      boolean later =
          largest != null && Checkpoint.parse(largest.text()).size() > files.checkpoint().size();
      return later ? files.upTo(largest) : files;
    } catch (MalformedNote e) {
      throw new IllegalStateException("what was signed is a checkpoint", e);
    }
  }

  private static void requireSound(TileVerification.Result result) {
    if (result instanceof TileVerification.Result.Broken broken) {
      throw new BadTile("Entry " + broken.index() + ": " + broken.what());
    }
  }

  private void write(Cluster cluster, LogFolder files) {
    counted(
        "entries written",
        files.checkpoint().size(),
        progress -> {
          try (TrailRestoration trail = new TrailRestoration(cluster.kafka())) {
            RestorableTrail.read(
                files,
                (index, source, entry) -> {
                  trail.append(index, source.partition(), source.offset(), entry);
                  progress.accept(1);
                });
            trail.commit();
          }
          return null;
        });
  }

  private void requireSame(Cluster cluster, Checkpoint signed) {
    RestorableTrail.Tree tree = readBack(cluster, signed);
    long end = System.nanoTime() + VISIBLE.toNanos();
    while (tree.size() < signed.size() && System.nanoTime() < end) {
      // The broker ends a transaction a moment after it has said so.
      LockSupport.parkNanos(LOOK.toNanos());
      tree = readBack(cluster, signed);
    }
    if (tree.size() != signed.size() || !tree.root().equals(signed.root())) {
      throw CommandFailure.negative(
          "What is on the topic now is not what was signed: %d entries with root %s, and %d with root %s were signed. Somebody wrote there at the same time. Stop everything, delete audit.log, try again."
              .formatted(tree.size(), tree.root(), signed.size(), signed.root()));
    }
  }

  private RestorableTrail.Tree readBack(Cluster cluster, Checkpoint signed) {
    return counted(
        "entries read back",
        signed.size(),
        progress -> RestorableTrail.onBrokers(cluster.kafka(), progress));
  }

  private <T> T counted(String label, long total, Function<LongConsumer, T> work) {
    try (ProgressBar bar =
        new ProgressBar(terminal, label, OptionalLong.of(total), System::nanoTime)) {
      return work.apply(bar::advance);
    }
  }

  private void say(Checkpoint signed, SortedMap<Integer, Long> next) {
    terminal
        .out()
        .println(
            signed.size()
                + " entries are back on audit.log as they were signed; root "
                + signed.root());
    terminal.out().println("The sequencer goes on in audit.events from " + next + ".");
    terminal.out().flush();
  }

  /** The integrator's progress is an offset of the lost topic. */
  private void forgetProgress() {
    Optional<Path> progress = cluster.data().map(data -> data.resolve("log").resolve(PROGRESS));
    if (progress.isEmpty()) {
      terminal
          .out()
          .println(
              "Before the integrator starts, remove the file 'integrated' in its folder: it names an"
                  + " offset of the lost topic. The integrator then reads the trail anew.");
      terminal.out().flush();
      return;
    }
    try {
      Files.deleteIfExists(progress.get());
    } catch (IOException e) {
      throw CommandFailure.negative(
          "Remove " + progress.get() + " before the quickstart starts: " + FileTrouble.reason(e),
          e);
    }
  }
}
