package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which witnesses must have co-signed. */
final class WitnessKeysOption {
  @Option(
      names = "--witness-key",
      paramLabel = "KEY",
      description =
          "The verifier key of a witness that must have co-signed just this tree, or a file with"
              + " such keys (of a quickstart: siegel-data/witnesses); once for each witness.")
  private List<String> values = new ArrayList<>();

  /**
   * The keys; none if the option was not named.
   *
   * @throws CommandFailure if one is not for cosignatures
   */
  List<VerifierKey> keys() {
    List<VerifierKey> keys = new ArrayList<>();
    for (String value : values) {
      for (VerifierKey key : VerifierKeys.read("--witness-key", value)) {
        if (key.type() != SignatureType.ED25519_COSIGNATURE) {
          throw CommandFailure.usage(
              "--witness-key: " + key.name() + " is not the key of a witness: it signs no time.");
        }
        keys.add(key);
      }
    }
    return keys;
  }

  /**
   * Ends the command where somebody has not co-signed.
   *
   * @param missing a sentence for each witness, without its period
   */
  static void requireNone(List<String> missing) {
    if (!missing.isEmpty()) {
      throw CommandFailure.negative("Not witnessed: " + String.join("; ", missing) + ".");
    }
  }
}
