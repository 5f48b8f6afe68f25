package de.siegel.cli.fraud.explain;

import de.siegel.cli.ExitCode;
import de.siegel.cli.fraud.ThresholdFile;
import de.siegel.cli.fraud.audit.AdmittedHours;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.ClusterOptions;
import de.siegel.cli.trail.TrailReading;
import de.siegel.fraudrules.Profile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel fraud explain}: why one request was decided as it was. */
@Command(
    name = "explain",
    description = {
      "Says what was decided on one request and why, and what was known of its pharmacy before, from",
      "the audit trail. Exit code 1: the trail has no decision on it. Needs --link-keys, or --data."
    })
public final class FraudExplainCommand implements Callable<Integer> {
  /** How it is shown. */
  enum Format {
    /** For people. */
    TABLE,
    /** One object. */
    JSON
  }

  private final Terminal terminal;

  @CommandLine.Parameters(
      paramLabel = "REQUEST",
      description = {
        "The pharmacy's id of the request, the reference that it was told, or its place as siegel",
        "fraud alerts names it, such as 3/1709."
      })
  private String request;

  @Option(
      names = "--pharmacy",
      paramLabel = "ID",
      description = "Whose, where several pharmacies used this id.")
  private String pharmacy;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Thresholds to reconstruct with, a JSON object of names and numbers; what is not named is"
              + " standard. If left out: those of the configuration that the decision names, or the"
              + " standard ones where control.fraud-configuration no longer has it.")
  private Path configuration;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not named.")
  private Format format = Format.TABLE;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  /** For a terminal. */
  public FraudExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<Thresholds> named =
        Optional.ofNullable(configuration).map(ThresholdFile::read).map(Thresholds::ofFile);
    Explanation explanation;
    try (Cluster opened = cluster.open()) {
      explanation =
          new Explainer(
                  (wanted, each) -> TrailReading.read(opened, terminal, wanted, each),
                  id -> AdmittedHours.of(opened, id).orElse(Profile.UNKNOWN),
                  sequence -> named.orElseGet(() -> RecordedThresholds.of(opened, sequence)))
              .explain(request, Optional.ofNullable(pharmacy));
    }
    if (format == Format.JSON) {
      terminal.out().println(ExplanationJson.of(explanation));
    } else {
      ExplanationTable.lines(explanation, terminal.columns(), terminal.outStyle())
          .forEach(terminal.out()::println);
    }
    terminal.out().flush();
    return ExitCode.OK.value();
  }
}
