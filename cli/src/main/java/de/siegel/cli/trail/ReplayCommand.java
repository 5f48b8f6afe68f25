package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.issue.Farewell;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.trail.Leaf;
import de.siegel.replay.view.LeafFormat;
import de.siegel.replay.view.ReplayFilter;
import de.siegel.replay.view.ReplayJsonLines;
import de.siegel.replay.view.ReplayTable;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.record.LeafLinks;
import de.siegel.servicekit.record.LinkOpener;
import java.util.concurrent.Callable;
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
  @Mixin private ReplayFilterOptions filters = new ReplayFilterOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not named.")
  private Format format = Format.TABLE;

  @Option(
      names = "--follow",
      description = "Goes on with what comes into the trail, until Ctrl-C or SIGTERM.")
  private boolean follow;

  /** Leaves that passed the filter. */
  private long shown;

  /** Leaves whose links would have had to be looked at and are closed. */
  private long closed;

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Cluster opened = cluster.open();
        AuditTrailReader reader =
            new AuditTrailReader(opened.kafka(), opened.registry(), links(opened))) {
      ReplayFilter filter = filters.filter(opened);
      LeafFormat out =
          switch (format) {
            case TABLE -> new ReplayTable(terminal.out());
            case JSONL -> new ReplayJsonLines(terminal.out());
          };
      long seen = reader.readToEnd(filter::mayWant, leaf -> take(leaf, filter, out));
      if (follow) {
        follow(reader, filter, out);
      }
      out.end();
      terminal.out().flush();
      tell(filter, seen);
      return ExitCode.OK.value();
    } catch (DamagedTrail e) {
      throw CommandFailure.negative("The trail is damaged: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The trail cannot be read from the broker: is it running, is --bootstrap right?", e);
    }
  }

  private void take(Leaf leaf, ReplayFilter filter, LeafFormat out) {
    if (leaf.links() instanceof LeafLinks.Closed) {
      closed++;
    }
    if (filter.wants(leaf.links())) {
      out.write(leaf);
      shown++;
    }
  }

  private void follow(AuditTrailReader reader, ReplayFilter filter, LeafFormat out) {
    Farewell farewell = Farewell.listen(() -> {});
    try {
      reader.follow(
          filter::mayWant,
          leaf -> take(leaf, filter, out),
          () -> {
            out.flush();
            terminal.out().flush();
            // Who reads us may have gone, as head does.
            return !farewell.asked() && !terminal.out().checkError();
          });
    } finally {
      farewell.finished();
    }
  }

  /** Who looks for something must know that nothing was found, and what could not be looked at. */
  private void tell(ReplayFilter filter, long seen) {
    if (shown == 0 && !follow) {
      terminal.err().printf("Nothing found: none of the trail's %,d leaves is like that.%n", seen);
    }
    if (closed > 0) {
      terminal
          .err()
          .println(
              "Closed: pharmacy, terminal, operator and certificate of "
                  + closed
                  + " leaves"
                  + (filter.links().asks()
                      ? ", which --pharmacy, --terminal, --operator, --session, --request and"
                          + " --class therefore do not find"
                      : "")
                  + ". Name the folder of the months' keys with --link-keys (of a quickstart:"
                  + " siegel-data/authority/audit-link-keys).");
    }
    terminal.err().flush();
  }

  static LinkOpener links(Cluster cluster) {
    CryptoProviders crypto = CryptoProviders.choose();
    return cluster
        .linkKeys()
        .map(keys -> LinkOpener.of(new LinkSeal(new Seal(crypto.hot(), crypto.random())), keys))
        .orElseGet(LinkOpener::withoutKeys);
  }
}
