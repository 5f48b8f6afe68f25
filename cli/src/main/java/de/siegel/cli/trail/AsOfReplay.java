package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.terminal.Style;
import de.siegel.replay.asof.AsOf;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.kafka.ControlScan;
import de.siegel.replay.view.ReplayFilter;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.LinkOpener;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
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

  @Mixin private TrustRootOptions trust = new TrustRootOptions();

  /** Whether this is what is asked for. */
  boolean isAsked() {
    return time != null;
  }

  /**
   * @throws CommandFailure if an option beside it would not be heeded
   */
  void check(ReplayFilterOptions filters) {
    trust.check(isAsked(), "--as-of");
    List<String> unused = filters.beyondPharmacies();
    if (isAsked() && !unused.isEmpty()) {
      throw CommandFailure.usage(
          "--as-of shows pharmacies as they were at one time, no leaves: leave out "
              + String.join(", ", unused)
              + "; --pharmacy and --class say which pharmacies are shown.");
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
        new ControlScan(cluster.kafka(), cluster.registry(), trust.signatures())
            .read(
                List.of(
                    TopicCatalogue.ADMISSIONS,
                    TopicCatalogue.STAGE_KEYS,
                    TopicCatalogue.FRAUD_CONFIGURATION),
                found -> asOf.record(found.payload()));
    try (AuditTrailReader reader =
        new AuditTrailReader(cluster.kafka(), cluster.registry(), LinkOpener::withoutKeys)) {
      reader.readToEnd(leaf -> asOf.leaf(leaf.index(), leaf.event()));
    }
    to.println(
        time.isAfter(Clock.systemUTC().instant())
            ? "As of " + time + ", which lies ahead: what holds if nothing changes until then"
            : "As of " + time);
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
    to.println(trust.sentence());
    if (leftOut > 0) {
      to.printf(
          Locale.ROOT,
          "%,d records were left out: unreadable, or not signed by their authority.%n",
          leftOut);
    }
    to.flush();
  }
}
