package de.siegel.cli.certificate;

import de.siegel.certificate.TrustList;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a trust list from a file. */
public final class TrustListFile {
  private static final int MAXIMUM_BYTES = 64 * 1024 * 1024;

  private TrustListFile() {}

  /**
   * @throws CommandFailure when the file cannot be read or is no trust list
   */
  public static TrustList read(Path file) {
    if (Files.isDirectory(file)) {
      throw CommandFailure.usage("Cannot read the trust list " + file + ": it is a folder.");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAXIMUM_BYTES + 1);
      if (bytes.length > MAXIMUM_BYTES) {
        throw CommandFailure.usage(
            "Cannot use the trust list " + file + ": it is larger than 64 MiB.");
      }
      return TrustList.read(new ByteArrayInputStream(bytes));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "Cannot use the trust list "
              + file
              + ": "
              + e.getMessage()
              + ". Expected is {\"certificates\":[{\"kid\":\"...\",\"rawData\":\"...\"}]}.",
          e);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "Cannot read the trust list " + file + ": " + FileTrouble.reason(e) + ".", e);
    }
  }
}
