package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.RootOfTrustFile;
import de.siegel.identity.trust.UntrustedRoot;
import de.siegel.servicekit.crypto.CryptoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** By which root of trust the signatures of control records are checked, if they are. */
final class TrustRootOptions {
  @Option(
      names = "--trust-root",
      paramLabel = "FILE",
      description =
          "Checks who signed the control records against this root of trust (of a quickstart: "
              + "siegel-data/authority/root-of-trust.json).")
  private Path root;

  @Option(
      names = "--trust-pin",
      paramLabel = "PIN",
      description = "The pin of --trust-root, from elsewhere than the file.")
  private String pin;

  /**
   * @param wanted whether control records are read at all
   * @param by the option that reads them
   * @throws CommandFailure if the two do not fit together, or are for nothing
   */
  void check(boolean wanted, String by) {
    if (!wanted && (root != null || pin != null)) {
      throw CommandFailure.usage("--trust-root and --trust-pin belong to " + by + ".");
    }
    if ((root == null) != (pin == null)) {
      throw CommandFailure.usage("--trust-root and --trust-pin belong together: name both.");
    }
  }

  /** What checks them; empty if nobody is to. */
  Optional<ControlSignatures> signatures() {
    if (root == null) {
      return Optional.empty();
    }
    CryptoProviders crypto = CryptoProviders.choose();
    try {
      return Optional.of(
          new ControlSignatures(
              RootOfTrustFile.read(
                  Files.readAllBytes(root), pin, Clock.systemUTC().instant(), crypto.hot()),
              crypto.hot()));
    } catch (UntrustedRoot e) {
      throw CommandFailure.usage("--trust-root: " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--trust-root: " + root + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
  }

  /** What a reader has to know about it. */
  String sentence() {
    return root == null
        ? "Nobody's signatures were checked on control records: name --trust-root and --trust-pin"
            + " for that."
        : "Each control record that counts was signed by its authority, by the root of trust "
            + root
            + ".";
  }
}
