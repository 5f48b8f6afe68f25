package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.trail.DamagedTrail;
import de.siegel.revocation.BlastRadius;
import de.siegel.revocation.BlastReport;
import de.siegel.revocation.TouchedCertificate;
import de.siegel.revocation.Window;
import de.siegel.servicekit.record.LeafLinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel audit blast-radius}: which certificates an incident touched. */
@Command(
    name = "blast-radius",
    description = {
      "Lists exactly the certificates that a pharmacy, or a part of it, got in a time, and writes a",
      "report to revoke them from (siegel revoke). Needs --link-keys."
    })
final class BlastRadiusCommand implements Callable<Integer> {
  private static final int SHOWN = 20;
  private static final int BEGINNING = 8;

  private final Terminal terminal;

  @Option(names = "--pharmacy", required = true, paramLabel = "ID", description = "Whose.")
  private String pharmacy;

  @Option(names = "--terminal", paramLabel = "NAME", description = "Only at this terminal.")
  private String place;

  @Option(names = "--operator", paramLabel = "NAME", description = "Only by this operator.")
  private String operator;

  @Option(names = "--session", paramLabel = "ID", description = "Only in this session.")
  private String session;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "Asked for at this time or later, such as 2026-11-23T20:00:00Z.")
  private Instant from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      description = "Asked for before this time.")
  private Instant to;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the report is written; ${DEFAULT-VALUE} if not named.")
  private Path out = Path.of("blast-radius.json");

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  BlastRadiusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Window window = window();
    if (Files.exists(out)) {
      throw CommandFailure.usage(
          "--out: " + out + " is there already; name another file, or remove it.");
    }
    BlastReport report;
    try (Cluster opened = cluster.open()) {
      report = report(opened, window);
    } catch (DamagedTrail e) {
      throw CommandFailure.negative("The trail is damaged: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The trail cannot be read from the broker: is it running, is --bootstrap right?", e);
    }
    try {
      // It names a pharmacy and persons' pseudonyms.
      Files.createFile(
          out, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(out, report.json());
    } catch (IOException e) {
      throw CommandFailure.usage(out + " cannot be written: " + FileTrouble.reason(e) + ".", e);
    }
    show(report.certificates());
    return ExitCode.OK.value();
  }

  private Window window() {
    try {
      return new Window(
          pharmacy,
          Optional.ofNullable(place),
          Optional.ofNullable(operator),
          Optional.ofNullable(session),
          from,
          to);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage() + ".", e);
    }
  }

  private BlastReport report(Cluster opened, Window window) {
    BlastRadius radius = new BlastRadius(window);
    AtomicLong size = new AtomicLong();
    AtomicLong closed = new AtomicLong();
    try (AuditTrailReader reader = reader(opened)) {
      reader.readToEnd(
          leaf -> {
            size.set(leaf.index() + 1);
            leaf.links()
                .opened()
                .ifPresent(links -> radius.seek(leaf.index(), leaf.event(), links));
            // A request is in the log after it was asked for, and hardly long after.
            boolean inTime = !leaf.event().getOccurredAt().isBefore(from);
            if (leaf.links() instanceof LeafLinks.Closed && inTime) {
              closed.incrementAndGet();
            }
          });
    }
    if (closed.get() > 0) {
      throw CommandFailure.negative(
          closed
              + " leaves from that time on cannot be opened, so the list would not be whole. Name"
              + " the folder of the months' keys with --link-keys (of a quickstart:"
              + " siegel-data/authority/audit-link-keys).");
    }
    try (AuditTrailReader reader = reader(opened)) {
      reader.readToEnd(
          leaf -> leaf.links().opened().ifPresent(links -> radius.attempts(leaf.event(), links)));
    }
    if (radius.malformed() > 0) {
      throw CommandFailure.negative(
          radius.malformed()
              + " leaves of this window say that they issued something and name no certificate."
              + " Verify the trail first: siegel audit verify.");
    }
    return new BlastReport(window, size.get(), radius.certificates());
  }

  private static AuditTrailReader reader(Cluster opened) {
    return new AuditTrailReader(
        opened.kafka(), opened.registry(), () -> ReplayCommand.links(opened));
  }

  private void show(List<TouchedCertificate> certificates) {
    if (certificates.isEmpty()) {
      terminal
          .out()
          .println(
              "No certificate was issued in this window (is the pharmacy's id right?). Report in "
                  + out);
      terminal.out().flush();
      return;
    }
    Table table = Table.of("leaf", "asked for", "request", "terminal", "operator", "session");
    certificates.stream()
        .limit(SHOWN)
        .forEach(
            one ->
                table.row(
                    Long.toString(one.index()),
                    one.requestedAt().toString(),
                    one.requestId(),
                    Table.orDash(one.terminal()),
                    Table.orDash(one.operator()),
                    one.sessionId().substring(0, Math.min(BEGINNING, one.sessionId().length()))));
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    if (certificates.size() > SHOWN) {
      terminal.out().println("… and " + (certificates.size() - SHOWN) + " more");
    }
    terminal.out().println();
    terminal
        .out()
        .println(
            certificates.size()
                + (certificates.size() == 1 ? " certificate, " : " certificates, ")
                + certificates.stream().map(TouchedCertificate::sessionId).distinct().count()
                + " sessions, "
                + certificates.stream().map(TouchedCertificate::operator).distinct().count()
                + " operators. Report in "
                + out);
    terminal.out().flush();
  }
}
