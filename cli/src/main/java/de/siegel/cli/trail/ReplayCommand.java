package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.view.LeafFormat;
import de.siegel.replay.view.ReplayFilter;
import de.siegel.replay.view.ReplayJsonLines;
import de.siegel.replay.view.ReplayTable;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.record.LeafLinks;
import de.siegel.servicekit.record.LinkOpener;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel audit replay}: who asked when, and what was decided. */
@Command(
    name = "replay",
    description = "Reads the trail from its beginning: who asked when, and what was decided.")
final class ReplayCommand implements Callable<Integer> {
  private enum Format {
    TABLE,
    JSONL
  }

  private final Terminal terminal;
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(names = "--pharmacy", paramLabel = "ID", description = "Only this pharmacy.")
  private String pharmacy;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only from this time on, such as 2026-11-23T08:00:00Z.")
  private Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only before this time.")
  private Instant to;

  @Option(
      names = "--outcome",
      paramLabel = "KIND",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private Set<AuditKind> outcomes = EnumSet.noneOf(AuditKind.class);

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not named.")
  private Format format = Format.TABLE;

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ReplayFilter filter =
        new ReplayFilter(
            Optional.ofNullable(pharmacy),
            Optional.ofNullable(from),
            Optional.ofNullable(to),
            outcomes);
    try (Cluster opened = cluster.open();
        AuditTrailReader reader =
            new AuditTrailReader(opened.kafka(), opened.registry(), links(opened))) {
      LeafFormat out =
          switch (format) {
            case TABLE -> new ReplayTable(terminal.out());
            case JSONL -> new ReplayJsonLines(terminal.out());
          };
      LongAdder closed = new LongAdder();
      reader.readToEnd(
          leaf -> {
            if (leaf.links() instanceof LeafLinks.Closed) {
              closed.increment();
            }
            if (filter.wants(leaf)) {
              out.write(leaf);
            }
          });
      out.flush();
      terminal.out().flush();
      tellOfClosed(closed.sum());
      return ExitCode.OK.value();
    } catch (DamagedTrail e) {
      throw CommandFailure.negative("The trail is damaged: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The trail cannot be read from the broker: is it running, is --bootstrap right?", e);
    }
  }

  /** Who looks for a pharmacy must know that some leaves could not be looked at. */
  private void tellOfClosed(long leaves) {
    if (leaves > 0) {
      terminal
          .err()
          .println(
              "Closed: pharmacy, terminal, operator and certificate of "
                  + leaves
                  + " leaves"
                  + (pharmacy == null ? "" : ", which --pharmacy therefore does not find")
                  + ". Name the folder of the months' keys with --link-keys (of a quickstart:"
                  + " siegel-data/authority/audit-link-keys).");
      terminal.err().flush();
    }
  }

  static LinkOpener links(Cluster cluster) {
    CryptoProviders crypto = CryptoProviders.choose();
    return cluster
        .linkKeys()
        .map(keys -> LinkOpener.of(new LinkSeal(new Seal(crypto.hot(), crypto.random())), keys))
        .orElseGet(LinkOpener::withoutKeys);
  }
}
