package de.siegel.cli.outcome;

import de.siegel.certificate.TrustList;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folder that a run writes into. A file is there as a whole or not at all. */
public final class OutputFolder {

  /** The signing certificates that verifiers need. */
  public static final String TRUST_LIST = "trust-list.json";

  private static final String PART = ".part";

  private final Path folder;

  private OutputFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder where it is missing and tries to write into it, so that a run finds out before
   * it has issued anything.
   *
   * @throws CommandFailure when it cannot be made or written
   */
  public static OutputFolder prepare(Path folder) {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, ".siegel", PART);
      Files.delete(probe);
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.usage("Cannot write into " + folder + ": it is not a folder.", e);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "Cannot write into " + folder + ": " + FileTrouble.reason(e) + ".", e);
    }
    return new OutputFolder(folder);
  }

  /** Where a file of that name is or would be. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes a file, replacing an older one at the end.
   *
   * @param name without a folder
   * @throws CommandFailure when the device is full or refuses
   */
  public void write(String name, byte[] content) {
    try {
      Files.write(part(name), content);
    } catch (IOException e) {
      throw failure(name, e);
    }
    complete(name);
  }

  /**
   * Writes {@link #TRUST_LIST}.
   *
   * @throws CommandFailure as {@link #write}
   */
  public void writeTrustList(TrustList trustList) {
    write(TRUST_LIST, (trustList.json() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Where a file is written until it is complete. */
  Path part(String name) {
    return folder.resolve(name + PART);
  }

  /** Gives a finished part its name. */
  void complete(String name) {
    try {
      Files.move(part(name), file(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw CommandFailure.negative(
          "Cannot write " + file(name) + ": this file system cannot replace a file in one step.",
          e);
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  /** What a person reads when a file could not be written. */
  CommandFailure failure(String name, IOException cause) {
    return CommandFailure.negative(
        "Cannot write " + file(name) + ": " + FileTrouble.reason(cause) + ".", cause);
  }
}
