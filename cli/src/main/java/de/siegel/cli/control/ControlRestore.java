package de.siegel.cli.control;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.LostTopics;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Brings those control topics back that were lost. Each topic has an order of its own, and its
 * heartbeats speak of that topic alone: so one can come back beside others that were never away.
 */
final class ControlRestore {
  private final Terminal terminal;
  private final Cluster cluster;
  private final Path file;
  private final Optional<RootCheck> root;

  /**
   * @param root what records are held against; empty if signatures are not checked
   */
  ControlRestore(Terminal terminal, Cluster cluster, Path file, Optional<RootCheck> root) {
    this.terminal = terminal;
    this.cluster = cluster;
    this.file = file;
    this.root = root;
  }

  /**
   * Writes what was lost, and says what became of each topic.
   *
   * @throws CommandFailure if the file is not believed, nothing was lost, or a topic that is left
   *     alone is older than the file
   */
  int restore(LostTopics topics) {
    Map<String, Long> counts = new TreeMap<>();
    TopicHeights backedUp = new TopicHeights(cluster.registry());
    BackupFile.read(
        file,
        line -> {
          root.ifPresent(check -> check.require(line));
          counts.merge(line.topic(), 1L, Long::sum);
          backedUp.add(line);
        });
    List<String> lost = TopicCatalogue.CONTROL.stream().filter(topics::isLost).toList();
    List<String> left = TopicCatalogue.CONTROL.stream().filter(t -> !lost.contains(t)).toList();
    long count = lost.stream().mapToLong(topic -> counts.getOrDefault(topic, 0L)).sum();
    requireSomething(lost, count);
    requireNoneBehind(left, backedUp);
    lost.forEach(topics::requireEmpty);
    write(lost, count);
    requireSame(lost);
    tell(lost, counts, left, count);
    return ExitCode.OK.value();
  }

  private void requireSomething(List<String> lost, long count) {
    if (lost.isEmpty()) {
      throw CommandFailure.negative(
          "Nothing was lost: none of the control topics is empty or missing. Nothing was written;"
              + " what is there is never written over.");
    }
    if (count == 0) {
      throw CommandFailure.negative(
          "The backup has no record of what is empty or missing ("
              + String.join(", ", lost)
              + "). Nothing was written; siegel topics apply makes missing topics.");
    }
  }

  /** Readers would follow old records on one topic beside newer ones on another. */
  private void requireNoneBehind(List<String> left, TopicHeights backedUp) {
    TopicHeights found = new TopicHeights(cluster.registry());
    ControlRecords.read(
        cluster.kafka(),
        left,
        line -> {
          // What stages would not follow makes no topic newer.
          if (root.isEmpty() || root.get().believes(line)) {
            found.add(line);
          }
        });
    List<String> behind = left.stream().filter(topic -> found.isBehind(backedUp, topic)).toList();
    if (!behind.isEmpty()) {
      throw CommandFailure.negative(
          String.join(", ", behind)
              + ": is not empty, and lacks records that the backup has. Nothing was written. Keep it,"
              + " find out who removed them, and delete the topic only when you know: it is restored"
              + " then.");
    }
  }

  private void write(List<String> lost, long count) {
    try (ControlRecords.Sink sink = new ControlRecords.Sink(cluster.kafka());
        ProgressBar bar =
            new ProgressBar(terminal, "records", OptionalLong.of(count), System::nanoTime)) {
      BackupFile.read(
          file,
          line -> {
            if (lost.contains(line.topic())) {
              sink.write(line);
              bar.advance(1);
            }
          });
      sink.flush();
    }
  }

  /** Reads the topics and the file side by side. */
  private void requireSame(List<String> lost) {
    ContentHash written = new ContentHash();
    BackupFile.read(
        file,
        line -> {
          if (lost.contains(line.topic())) {
            written.add(line);
          }
        });
    ContentHash found = new ContentHash();
    ControlRecords.read(cluster.kafka(), lost, found::add);
    if (!written.isOf(found)) {
      throw CommandFailure.negative(
          "What is on "
              + String.join(", ", lost)
              + " now is not what was written: somebody wrote there at the same time. Stop everything,"
              + " delete these topics, try again.");
    }
  }

  private void tell(List<String> lost, Map<String, Long> counts, List<String> left, long count) {
    for (String topic : lost) {
      terminal.out().println(topic + ": restored, records: " + counts.getOrDefault(topic, 0L));
    }
    for (String topic : left) {
      terminal.out().println(topic + ": was not empty, left as it is");
    }
    terminal
        .out()
        .println(
            count
                + " records are back"
                + (root.isEmpty()
                    ? "; nobody's signature was checked (--root, --pin)."
                    : ", each signed as the root of trust demands."));
    terminal.out().flush();
  }
}
