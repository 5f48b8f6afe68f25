package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.tamperlog.note.VerifierKey;
import java.util.List;
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
    List<VerifierKey> keys = VerifierKeys.read("--log-key", key);
    if (keys.size() > 1) {
      throw CommandFailure.usage("--log-key: a log has one key, and there are " + keys.size());
    }
    return keys.get(0);
  }
}
