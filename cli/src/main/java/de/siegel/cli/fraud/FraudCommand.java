package de.siegel.cli.fraud;

import de.siegel.cli.fraud.alerts.FraudAlertsCommand;
import de.siegel.cli.fraud.explain.FraudExplainCommand;
import de.siegel.cli.fraud.report.FraudReportCommand;
import de.siegel.cli.terminal.Terminal;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siegel fraud}: looks into what fraud-check decides, and changes by what. */
@Command(
    name = "fraud",
    description = {
      "Looks into what fraud-check decides, and tries its rules; changes their thresholds, and",
      "releases a pharmacy, with the signatures of two persons. Keeps the keys of its tokens."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class FraudCommand implements Runnable {
  @Spec private CommandSpec spec;

  private FraudCommand() {}

  /** The command with its own commands. */
  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new FraudCommand())
        .addSubcommand(new FraudAlertsCommand(terminal))
        .addSubcommand(new FraudReplayCommand(terminal))
        .addSubcommand(new FraudExplainCommand(terminal))
        .addSubcommand(new FraudReportCommand(terminal))
        .addSubcommand(new ConfigurationCommand(terminal))
        .addSubcommand(new ConfigureCommand(terminal))
        .addSubcommand(new ReleaseCommand(terminal))
        .addSubcommand(new ReleasesCommand(terminal))
        .addSubcommand(new FraudKeysCommand(terminal, Clock.systemUTC()));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel fraud --help lists them.");
  }
}
