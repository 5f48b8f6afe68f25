package de.siegel.cli.certificate;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Whether a folder of batches can be asked who is revoked. One without any batch would let every
 * certificate pass, and a folder beside the right one has none.
 */
final class BatchFolder {
  private static final String BATCHES = "batches";

  /** How far the service of revocations followed the trail, beside its batches. */
  private static final String FOLLOWED = "followed";

  private BatchFolder() {}

  /**
   * Lets a folder with batches pass, and the service's own in which none was made yet.
   *
   * @param err is told of the latter
   * @throws CommandFailure if nothing tells that nobody is revoked yet
   */
  static void require(Path folder, PrintWriter err) {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(file -> file.toString().endsWith(".cms"))) {
        return;
      }
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--revocations: " + folder + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
    if (!isOfTheService(folder)) {
      throw CommandFailure.usage(
          "--revocations: there is no batch (.cms) in "
              + folder
              + ", so nothing tells who is revoked: name the folder 'batches' of the service of"
              + " revocations (of a quickstart: siegel-data/revocations/batches), or a whole copy of"
              + " it. If nobody was revoked yet, leave --revocations and --upload-certificate out.");
    }
    err.println("There is no batch in " + folder + " yet: nobody was revoked.");
    err.flush();
  }

  private static boolean isOfTheService(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty()
          && absolute.endsWith(BATCHES)
          && Files.isRegularFile(absolute.resolveSibling(FOLLOWED));
    } catch (IOException e) {
      return false;
    }
  }
}
