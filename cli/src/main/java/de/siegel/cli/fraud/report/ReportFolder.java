package de.siegel.cli.fraud.report;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.servicekit.file.PrivateFiles;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The folder that a report is written into: files of fixed names, for their owner alone. */
final class ReportFolder {
  private final Path folder;

  private ReportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder where it is missing.
   *
   * @param names files that will be written
   * @param force whether they may be there already
   * @throws CommandFailure if one is there, or the folder cannot be made
   */
  static ReportFolder prepare(Path folder, List<String> names, boolean force) {
    for (String name : names) {
      Path file = folder.resolve(name);
      if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw CommandFailure.usage(
            "--out: "
                + file
                + " is there already: name another folder, or overwrite it with --force.");
      }
    }
    try {
      PrivateFiles.folder(folder);
    } catch (UncheckedIOException e) {
      throw CommandFailure.usage(
          "--out: "
              + folder
              + " cannot be made: "
              + FileTrouble.reason(e.getCause())
              + ". Name a folder.",
          e);
    }
    return new ReportFolder(folder);
  }

  /**
   * Writes a file; whoever sees it sees it whole. A link of that name is replaced, not followed.
   *
   * @throws CommandFailure if it cannot be written
   */
  void write(String name, byte[] content) {
    try {
      PrivateFiles.write(folder.resolve(name), content);
    } catch (UncheckedIOException e) {
      throw CommandFailure.negative(
          "--out: "
              + folder.resolve(name)
              + " cannot be written: "
              + FileTrouble.reason(e.getCause())
              + ".",
          e);
    }
  }
}
