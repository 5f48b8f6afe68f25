package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.log.TrailVerification;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.tamperlog.note.VerifierKey;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** The log from the brokers alone. */
final class TrailVerify {
  private TrailVerify() {}

  /** Verifies, shows the root, or fails with the first entry that something may be wrong with. */
  static int verify(
      Terminal terminal, Cluster cluster, VerifierKey key, List<VerifierKey> witnesses) {
    requireCheckpoints(cluster);
    TrailVerification.Result result = TrailVerification.of(cluster.kafka(), key, witnesses);
    if (result instanceof TrailVerification.Result.Broken broken) {
      throw CommandFailure.negative("Entry " + broken.index() + ": " + broken.what() + ".");
    }
    TrailVerification.Result.Sound sound = (TrailVerification.Result.Sound) result;
    terminal
        .out()
        .println(
            sound.size()
                + " entries; "
                + sound.checkpoints()
                + " checkpoints agree, the largest is of "
                + sound.signed()
                + "; root "
                + sound.root());
    terminal.out().flush();
    if (sound.checkpoints() == 0) {
      throw CommandFailure.negative("Nothing was signed by this key: nothing is shown.");
    }
    WitnessKeysOption.requireNone(sound.missing());
    return ExitCode.OK.value();
  }

  /** A reader would wait a minute for a topic that somebody deleted. */
  private static void requireCheckpoints(Cluster cluster) {
    try (Admin admin = Admin.create(cluster.kafka().common())) {
      if (!new LostTopics(admin).has(TopicCatalogue.AUDIT_CHECKPOINTS)) {
        throw CommandFailure.negative(
            "There is no audit.checkpoints: it was deleted, or never made, and nothing is shown.");
      }
    }
  }
}
