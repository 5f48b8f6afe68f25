package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which log is believed. */
final class LogKeyOption {
  @Option(
      names = "--log-key",
      required = true,
      paramLabel = "KEY",
      description =
          "The log's verifier key, or a file with it (of a quickstart: siegel-data/log/log.vkey).")
  private String key;

  VerifierKey key() {
    String text = key;
    if (!text.contains("+")) {
      try {
        text = Files.readString(Path.of(key));
      } catch (IOException e) {
        throw CommandFailure.usage(
            "--log-key: " + key + " cannot be read: " + FileTrouble.reason(e) + ".", e);
      }
    }
    try {
      return VerifierKey.parse(text);
    } catch (MalformedNote e) {
      throw CommandFailure.usage("--log-key: " + e.getMessage() + ".", e);
    }
  }
}
