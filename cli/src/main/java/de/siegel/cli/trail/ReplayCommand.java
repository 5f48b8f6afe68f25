package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.issue.Farewell;
import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.trail.Leaf;
import de.siegel.replay.view.LeafFormat;
import de.siegel.replay.view.ReplayFilter;
import de.siegel.replay.view.RequestTimeline;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.record.LeafLinks;
import de.siegel.servicekit.record.LinkOpener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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
  private final Terminal terminal;
  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private ReplayFilterOptions filters = new ReplayFilterOptions();
  @Mixin private AsOfReplay asOf = new AsOfReplay();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not named.")
  private ReplayFormat format = ReplayFormat.TABLE;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Writes to this new file, for its owner alone; until it is whole it is called FILE.part.")
  private Path file;

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
    check();
    Optional<Farewell> farewell =
        follow ? Optional.of(Farewell.listen(() -> {})) : Optional.empty();
    try (Cluster opened = cluster.open();
        AuditTrailReader reader =
            new AuditTrailReader(opened.kafka(), opened.registry(), () -> links(opened))) {
      ReplayFilter filter = filters.filter(opened);
      if (file == null) {
        replay(opened, reader, filter, terminal.out(), Optional.empty(), farewell);
      } else {
        toFile(opened, reader, filter, farewell);
      }
      return ExitCode.OK.value();
    } catch (DamagedTrail e) {
      throw CommandFailure.negative("The trail is damaged: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The trail cannot be read from the broker: is it running, is --bootstrap right?", e);
    } finally {
      farewell.ifPresent(Farewell::finished);
    }
  }

  private void check() {
    asOf.check(filters);
    String name = format.name().toLowerCase(Locale.ROOT);
    if (asOf.isAsked() && (follow || format != ReplayFormat.TABLE)) {
      throw CommandFailure.usage(
          "--as-of is a table of one time: leave --follow and --format out.");
    }
    if (follow && !format.canFollow()) {
      throw CommandFailure.usage(
          "--follow has no end, and --format "
              + name
              + " is written at the end: leave one of them out.");
    }
    if (format.needsFile() && file == null) {
      throw CommandFailure.usage("--format " + name + " needs --out FILE: it is no text.");
    }
    if (format == ReplayFormat.TIMELINE && filters.request().isEmpty()) {
      throw CommandFailure.usage(
          "--format timeline needs --request ID: it is that of one request.");
    }
    if (format == ReplayFormat.SVG && filters.pharmacy().isEmpty()) {
      throw CommandFailure.usage("--format svg needs --pharmacy ID: it is that of one pharmacy.");
    }
  }

  private void toFile(
      Cluster opened, AuditTrailReader reader, ReplayFilter filter, Optional<Farewell> farewell) {
    ReplayOutput output = ReplayOutput.at(file);
    try (PrintWriter out =
        new PrintWriter(
            format.needsFile()
                ? Writer.nullWriter()
                : Files.newBufferedWriter(output.part(), StandardCharsets.UTF_8))) {
      replay(opened, reader, filter, out, Optional.of(output.part()), farewell);
      if (out.checkError()) {
        throw CommandFailure.negative(
            output.part() + " cannot be written to its end: is the disk full?");
      }
      output.finish();
    } catch (IOException e) {
      throw unwritable(output, e);
    } catch (UncheckedIOException e) {
      throw unwritable(output, e.getCause());
    }
  }

  private static CommandFailure unwritable(ReplayOutput output, IOException e) {
    return CommandFailure.negative(
        output.part() + " cannot be written: " + FileTrouble.reason(e) + ".", e);
  }

  private void replay(
      Cluster opened,
      AuditTrailReader reader,
      ReplayFilter filter,
      PrintWriter to,
      Optional<Path> part,
      Optional<Farewell> farewell) {
    int columns = file == null ? terminal.columns() : Integer.MAX_VALUE;
    Style style = file == null ? terminal.outStyle() : new Style(false);
    if (asOf.isAsked()) {
      asOf.write(opened, filter, to, columns, style);
      return;
    }
    if (format == ReplayFormat.TIMELINE) {
      timeline(opened, reader, filter, to, columns, style);
      return;
    }
    LeafFormat out = format.leaves(to, part, filters.pharmacy());
    long seen = 0;
    if (farewell.isEmpty()) {
      seen = reader.readToEnd(filter::mayWant, leaf -> take(leaf, filter, out));
    } else {
      // From the first leaf on: who stops it need not wait until it has caught up.
      reader.follow(
          filter::mayWant,
          leaf -> take(leaf, filter, out),
          () -> {
            out.flush();
            // Who reads us may have gone, as head does; and this flushes.
            return !farewell.get().asked() && !to.checkError();
          });
    }
    out.end();
    to.flush();
    tell(filter, seen);
  }

  /** What the leaves of a request point at is known when all were read: so it is read again. */
  private void timeline(
      Cluster opened,
      AuditTrailReader reader,
      ReplayFilter filter,
      PrintWriter to,
      int columns,
      Style style) {
    RequestTimeline timeline = new RequestTimeline();
    long seen =
        reader.readToEnd(
            filter::mayWant,
            leaf -> {
              if (isWanted(leaf, filter)) {
                timeline.decided(leaf);
              }
            });
    if (shown > 0) {
      try (AuditTrailReader again =
          new AuditTrailReader(opened.kafka(), opened.registry(), LinkOpener::withoutKeys)) {
        again.readToEnd(timeline::belongs, timeline::surrounding);
      }
      try (AuditTrailReader last =
          new AuditTrailReader(opened.kafka(), opened.registry(), LinkOpener::withoutKeys)) {
        last.readToEnd(timeline::concludes, timeline::concluding);
      }
    }
    TimelineTable.lines(filters.request().orElseThrow(), timeline, columns, style)
        .forEach(to::println);
    to.flush();
    tell(filter, seen);
  }

  private void take(Leaf leaf, ReplayFilter filter, LeafFormat out) {
    if (isWanted(leaf, filter)) {
      out.write(leaf);
    }
  }

  private boolean isWanted(Leaf leaf, ReplayFilter filter) {
    closed += leaf.links() instanceof LeafLinks.Closed ? 1 : 0;
    boolean wanted = filter.wants(leaf.links());
    shown += wanted ? 1 : 0;
    return wanted;
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
