package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.log.CrossVerification;
import de.siegel.replay.log.LogFolder;
import de.siegel.replay.log.TileVerification;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.BadTile;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/** The log from its files alone. */
final class TilesVerify {
  private TilesVerify() {}

  /** Verifies, shows the root, or fails with the first entry that something is wrong with. */
  static int verify(Terminal terminal, Path folder, VerifierKey key) {
    return verify(terminal, folder, key, TileVerification::of);
  }

  /** The trail of a cluster against the files. */
  static int verifyTrail(Terminal terminal, KafkaSettings kafka, Path folder, VerifierKey key) {
    return verify(
        terminal,
        folder,
        key,
        (opened, progress) -> CrossVerification.ofTrail(kafka, opened, progress));
  }

  /** Two copies of the files against each other. */
  static int verifyCopies(Terminal terminal, Path folder, Path other, VerifierKey key) {
    return verify(
        terminal,
        folder,
        key,
        (opened, progress) ->
            CrossVerification.ofCopies(opened, LogFolder.open(other, key), progress));
  }

  private static int verify(
      Terminal terminal,
      Path folder,
      VerifierKey key,
      BiFunction<LogFolder, LongConsumer, TileVerification.Result> verification) {
    try {
      LogFolder opened = LogFolder.open(folder, key);
      TileVerification.Result result;
      try (ProgressBar progress =
          new ProgressBar(
              terminal, "entries", OptionalLong.of(opened.checkpoint().size()), System::nanoTime)) {
        result = verification.apply(opened, progress::advance);
      }
      if (result instanceof TileVerification.Result.Broken broken) {
        throw CommandFailure.negative("Entry " + broken.index() + ": " + broken.what() + ".");
      }
      TileVerification.Result.Sound sound = (TileVerification.Result.Sound) result;
      terminal
          .out()
          .println(sound.size() + " entries are as they were signed; root " + sound.root());
      terminal.out().flush();
      return ExitCode.OK.value();
    } catch (BadTile e) {
      throw CommandFailure.negative(e.getMessage() + ".", e);
    }
  }
}
