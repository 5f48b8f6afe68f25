package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that a command writes. What is written goes to {@code FILE.part}, for its owner alone: it
 * names pharmacies and persons. It gets its name when it is whole.
 */
final class ReplayOutput {
  private final Path file;
  private final Path part;

  private ReplayOutput(Path file) {
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
  }

  /**
   * Makes the file that is written.
   *
   * @throws CommandFailure if there is a file of that name or a part of one, or none can be made
   */
  static ReplayOutput at(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw CommandFailure.usage(
          "--out: " + file + " is there already: name another file, or remove it.");
    }
    ReplayOutput output = new ReplayOutput(file);
    try {
      Files.createFile(
          output.part,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // It may be somebody's who is still writing: only a person can tell.
      throw CommandFailure.usage(
          "--out: "
              + output.part
              + " is there already: another command is writing it, or one was broken off. If none"
              + " is, remove it.",
          e);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--out: " + output.part + " cannot be made: " + FileTrouble.reason(e) + ".", e);
    }
    return output;
  }

  /** Where to write to. */
  Path part() {
    return part;
  }

  /**
   * Gives the file its name; nobody writes to it any more.
   *
   * @throws UncheckedIOException if it cannot be renamed
   */
  void finish() {
    try {
      Files.move(part, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IllegalStateException("a name beside it is on the same file system", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
