package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.log.LogFolder;
import de.siegel.replay.log.TileVerification;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.BadTile;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The log from its files alone. */
final class TilesVerify {
  private TilesVerify() {}

  /** Verifies, shows the root, or fails with the first entry that something is wrong with. */
  static int verify(Terminal terminal, Path folder, VerifierKey key) {
    try {
      LogFolder opened = LogFolder.open(folder, key);
      TileVerification.Result result;
      try (ProgressBar progress =
          new ProgressBar(
              terminal, "entries", OptionalLong.of(opened.checkpoint().size()), System::nanoTime)) {
        result = TileVerification.of(opened, progress::advance);
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
