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
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/** The log from its files alone. */
final class TilesVerify {
  private final Terminal terminal;
  private final VerifierKey key;
  private final List<VerifierKey> witnesses;

  /**
   * @param witnesses who must have co-signed the checkpoint of the first folder
   */
  TilesVerify(Terminal terminal, VerifierKey key, List<VerifierKey> witnesses) {
    this.terminal = terminal;
    this.key = key;
    this.witnesses = witnesses;
  }

  /** Verifies, shows the root, or fails with the first entry that something is wrong with. */
  int verify(Path folder) {
    return verify(folder, TileVerification::of);
  }

  /** The trail of a cluster against the files. */
  int verifyTrail(KafkaSettings kafka, Path folder) {
    return verify(folder, (opened, progress) -> CrossVerification.ofTrail(kafka, opened, progress));
  }

  /** Two copies of the files against each other. */
  int verifyCopies(Path folder, Path other) {
    return verify(
        folder, (opened, progress) -> CrossVerification.ofCopies(opened, open(other), progress));
  }

  /** Which of the two folders it is has to be said; of the first nobody doubts it. */
  private LogFolder open(Path other) {
    try {
      return LogFolder.open(other, key);
    } catch (BadTile e) {
      throw CommandFailure.negative(other + ": " + e.getMessage() + ".", e);
    }
  }

  private int verify(
      Path folder, BiFunction<LogFolder, LongConsumer, TileVerification.Result> verification) {
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
          .println(
              sound.size()
                  + " entries are as they were signed"
                  + behind(sound.later())
                  + "; root "
                  + sound.root());
      terminal.out().flush();
      WitnessKeysOption.requireNone(opened.missing(witnesses));
      return ExitCode.OK.value();
    } catch (BadTile e) {
      throw CommandFailure.negative(e.getMessage() + ".", e);
    }
  }

  /** A copy says nothing of what came after it. */
  private static String behind(long later) {
    return later == 0
        ? ""
        : "; " + later + (later == 1 ? " later one is" : " later ones are") + " not in the copy";
  }
}
