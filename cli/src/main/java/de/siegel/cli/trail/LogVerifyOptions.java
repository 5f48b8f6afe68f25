package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.terminal.Terminal;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.tamperlog.note.VerifierKey;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which copies of the Merkle log are verified, and by whose keys. */
final class LogVerifyOptions {
  @ArgGroup(exclusive = false, multiplicity = "1")
  private LogKeyOption key;

  @Option(
      names = "--tiles",
      paramLabel = "DIR",
      description =
          "The log's files: tiles, entries, checkpoint (of a quickstart: siegel-data/log). Without"
              + " it: the trail and the checkpoints on the brokers. With --data: the trail there"
              + " against both.")
  private Path tiles;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description =
          "Another copy of the log's files: --tiles, or the trail on the brokers, is held against it"
              + " entry by entry, and the first one that differs is named. What of the trail is"
              + " behind the copy is held against the checkpoints on the brokers alone.")
  private Path against;

  @ArgGroup(exclusive = false)
  private WitnessKeysOption witnesses;

  /**
   * Whether brokers are read.
   *
   * @param data whether a data folder was named, so that its trail is meant too
   */
  boolean needsBrokers(boolean data) {
    if (data && tiles != null && against != null) {
      throw CommandFailure.usage(
          "--data or --bootstrap, --tiles and --against are three copies: name two, and run again for the third.");
    }
    return tiles == null || data;
  }

  /** From files alone. */
  int verifyFiles(Terminal terminal) {
    TilesVerify verify = new TilesVerify(terminal, key.key(), keys());
    return against == null ? verify.verify(tiles) : verify.verifyCopies(tiles, against);
  }

  /** From brokers, alone or also against files. */
  int verifyTrail(Terminal terminal, Cluster cluster) {
    requireTrail(cluster);
    Path files = tiles == null ? against : tiles;
    IntSupplier alone = () -> TrailVerify.verify(terminal, cluster, key.key(), keys());
    return files == null
        ? alone.getAsInt()
        : Verdicts.both(
            () -> new TilesVerify(terminal, key.key(), keys()).verifyTrail(cluster.kafka(), files),
            alone);
  }

  /** A reader would wait a minute for a topic that somebody deleted, and then blame the broker. */
  private static void requireTrail(Cluster cluster) {
    try (Admin admin = Admin.create(cluster.kafka().common())) {
      if (!new LostTopics(admin).has(TopicCatalogue.AUDIT_LOG)) {
        throw CommandFailure.negative(
            "There is no audit.log: it was deleted, or never made. Keep everything as it is, find out"
                + " who did it; siegel audit restore writes it again from the log's files.");
      }
    }
  }

  private List<VerifierKey> keys() {
    return witnesses == null ? List.of() : witnesses.keys();
  }
}
