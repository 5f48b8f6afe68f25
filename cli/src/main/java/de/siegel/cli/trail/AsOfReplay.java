package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.terminal.Style;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.RootOfTrustFile;
import de.siegel.identity.trust.UntrustedRoot;
import de.siegel.replay.asof.AsOf;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.kafka.ControlScan;
import de.siegel.replay.view.ReplayFilter;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.record.LinkOpener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code siegel audit replay --as-of}: who was admitted then, and what held. */
final class AsOfReplay {
  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "Instead of leaves: who was admitted at this time, and which brakes, keys and thresholds held, "
              + "as far as the control topics and the trail still tell.")
  private Instant time;

  @Option(
      names = "--trust-root",
      paramLabel = "FILE",
      description =
          "With --as-of: checks who signed the control records against this root of trust (of a "
              + "quickstart: siegel-data/authority/root-of-trust.json).")
  private Path root;

  @Option(
      names = "--trust-pin",
      paramLabel = "PIN",
      description = "The pin of --trust-root, from elsewhere than the file.")
  private String pin;

  /** Whether this is what is asked for. */
  boolean isAsked() {
    return time != null;
  }

  void check() {
    if (!isAsked() && (root != null || pin != null)) {
      throw CommandFailure.usage("--trust-root and --trust-pin belong to --as-of.");
    }
    if ((root == null) != (pin == null)) {
      throw CommandFailure.usage("--trust-root and --trust-pin belong together: name both.");
    }
  }

  /**
   * Writes the tables.
   *
   * @param columns width of the terminal
   */
  void write(Cluster cluster, ReplayFilter filter, PrintWriter to, int columns, Style style) {
    AsOf asOf = new AsOf(time);
    long leftOut =
        new ControlScan(cluster.kafka(), cluster.registry(), signatures())
            .read(
                List.of(
                    TopicCatalogue.ADMISSIONS,
                    TopicCatalogue.STAGE_KEYS,
                    TopicCatalogue.FRAUD_CONFIGURATION),
                asOf::record);
    try (AuditTrailReader reader =
        new AuditTrailReader(cluster.kafka(), cluster.registry(), LinkOpener::withoutKeys)) {
      reader.readToEnd(leaf -> asOf.leaf(leaf.index(), leaf.event()));
    }
    to.println("As of " + time);
    to.println();
    AsOfTables.lines(
            asOf,
            id ->
                filter.links().pharmacy().map(id::equals).orElse(true)
                    && filter.links().pharmacies().map(all -> all.contains(id)).orElse(true),
            columns,
            style)
        .forEach(to::println);
    to.println();
    to.println(
        "Control topics keep the last record of each id: what a later one replaced may be gone,"
            + " and is called not known.");
    to.println(
        root == null
            ? "Nobody's signatures were checked: name --trust-root and --trust-pin for that."
            : "Every record was signed by its authority, by the root of trust " + root + ".");
    if (leftOut > 0) {
      to.printf(
          Locale.ROOT,
          "%,d records were left out: unreadable, or not signed by their authority.%n",
          leftOut);
    }
    to.flush();
  }

  private Optional<ControlSignatures> signatures() {
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
}
