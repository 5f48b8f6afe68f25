package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.replay.log.LogFolder;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.proof.TlogProof;
import de.siegel.tamperlog.tile.BadTile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of a log's files that a command names, and in words why it cannot be used. */
final class LogFiles {
  private static final Path QUICKSTART = Path.of("siegel-data");
  private static final String LOG = "log";
  private static final String CHECKPOINT = "checkpoint";
  private static final String NAME_IT =
      ": name the log's files with --tiles (of a quickstart: siegel-data/log, or DIR/log with --data"
          + " DIR).";

  private final Path folder;

  private LogFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder.
   *
   * @param tiles as it was named; null if it was not
   * @param data a quickstart's data folder, if one was named
   */
  static LogFiles named(Path tiles, Optional<Path> data) {
    return new LogFiles(tiles == null ? data.orElse(QUICKSTART).resolve(LOG) : tiles);
  }

  /**
   * Opens it.
   *
   * @throws CommandFailure if there is no log in it, or none that this key signed
   */
  LogFolder open(VerifierKey key) {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.usage("There is no folder " + folder + NAME_IT);
    }
    if (!Files.exists(folder.resolve(CHECKPOINT))) {
      throw CommandFailure.usage(
          "There are no files of a log in " + folder + ", checkpoint is missing" + NAME_IT);
    }
    try {
      return LogFolder.open(folder, key);
    } catch (BadTile e) {
      throw isOfAnotherKey(key)
          ? CommandFailure.negative(
              "The log in "
                  + folder
                  + " is signed by another key than "
                  + key
                  + ": compare --log-key with log.vkey there, and find out whose log it is.",
              e)
          : damaged(e);
    }
  }

  /**
   * A receipt.
   *
   * @param opened this folder
   * @throws CommandFailure if a file is not as it must be
   */
  TlogProof prove(LogFolder opened, long index) {
    try {
      return opened.prove(index);
    } catch (BadTile e) {
      throw damaged(e);
    }
  }

  private boolean isOfAnotherKey(VerifierKey key) {
    try {
      SignedNote note = SignedNote.parse(Files.readAllBytes(folder.resolve(CHECKPOINT)));
      return note.signatures().stream()
          .noneMatch(one -> one.keyId() == key.keyId() && one.name().equals(key.name()));
    } catch (IOException | MalformedNote e) {
      return false; // said by who wanted to open it
    }
  }

  private CommandFailure damaged(BadTile e) {
    return CommandFailure.negative(
        "The log's files in "
            + folder
            + " are incomplete or changed: "
            + e.getMessage()
            + ". Is it a whole copy of the integrator's folder? siegel audit verify --tiles looks at"
            + " all of it.",
        e);
  }
}
