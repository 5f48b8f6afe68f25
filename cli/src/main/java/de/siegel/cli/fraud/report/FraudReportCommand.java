package de.siegel.cli.fraud.report;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.fraud.audit.AdmittedHours;
import de.siegel.cli.fraud.audit.FirstDecisions;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.ClusterOptions;
import de.siegel.cli.trail.TrailReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel fraud report}: a pharmacy's own counts, to be sent to it. */
@Command(
    name = "report",
    description = {
      "Writes a pharmacy's own counts by day, hour and operator, in German, to be sent to it. As text,",
      "page and picture; nothing of other pharmacies or of holders is in it. Needs --link-keys, or",
      "--data."
    })
public final class FraudReportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--pharmacy", required = true, paramLabel = "ID", description = "Whose.")
  private String pharmacy;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DAY",
      description = "The first day, Europe/Berlin, such as 2026-11-01.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DAY",
      description = "The last day; it is counted too.")
  private String to;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where auswertung.txt, .html, .svg and .png are written.")
  private Path out;

  @Option(names = "--force", description = "Overwrites these files if they are there.")
  private boolean force;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  /** For a terminal. */
  public FraudReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Period period = Period.of(from, to);
    PictureFiles.requireFonts();
    ReportFolder folder = ReportFolder.prepare(out, Report.NAMES, force);
    OwnCounts counts;
    FirstDecisions decisions;
    try (Cluster opened = cluster.open()) {
      Optional<Hours> hours = AdmittedHours.of(opened, pharmacy).map(Hours::of);
      counts = new OwnCounts(pharmacy, period, hours.orElse(Hours.USUAL));
      decisions = new FirstDecisions(links -> links.getPharmacyId().equals(pharmacy), counts);
      TrailReading.read(
          opened,
          terminal,
          event ->
              FirstDecisions.mayBe(event) && period.contains(event.getDecision().getRequestedAt()),
          decisions);
      check(counts, hours.isPresent(), decisions);
    }
    Report.write(counts, decisions.closed().count() == 0, folder);
    tell(counts, decisions);
    return ExitCode.OK.value();
  }

  private void check(OwnCounts counts, boolean admitted, FirstDecisions decisions) {
    if (counts.total().all() > 0) {
      return;
    }
    decisions
        .closed()
        .sentence("decisions of these days")
        .ifPresent(
            sentence -> {
              throw CommandFailure.negative("Nothing can be counted: " + sentence);
            });
    if (!admitted) {
      throw CommandFailure.negative(
          "--pharmacy: neither the trail in these days nor control.admissions knows "
              + pharmacy
              + ": is the id right (siegel admission list)?");
    }
  }

  private void tell(OwnCounts counts, FirstDecisions decisions) {
    decisions.closed().sentence("decisions of these days").ifPresent(terminal.err()::println);
    terminal.err().flush();
    terminal.out().println(GermanText.total(counts));
    List<String> files = Report.NAMES.stream().map(out::resolve).map(Path::toString).toList();
    terminal.out().println("Written: " + String.join(", ", files));
    terminal.out().flush();
  }
}
