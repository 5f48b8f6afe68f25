package de.siegel.cli.trail;

import de.siegel.cli.terminal.Terminal;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siegel audit}: looks into the trail. */
@Command(
    name = "audit",
    description = "Looks into the audit trail.",
    synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  private AuditCommand() {}

  /** The command with its own commands. */
  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new ReplayCommand(terminal))
        .addSubcommand(new AuditVerifyCommand(terminal))
        .addSubcommand(new TraceCommand(terminal, Clock.systemUTC()))
        .addSubcommand(new BlastRadiusCommand(terminal))
        .addSubcommand(new RestoreCommand(terminal))
        .addSubcommand(new ProveCommand(terminal))
        .addSubcommand(new CheckProofCommand(terminal))
        .addSubcommand(new MerkleCheckCommand(terminal))
        .addSubcommand(new ForgetCommand(terminal, Clock.systemUTC()));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel audit --help lists them.");
  }
}
