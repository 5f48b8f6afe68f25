package de.siegel.cli;

import de.siegel.cli.certificate.InspectCommand;
import de.siegel.cli.certificate.VerifyCommand;
import de.siegel.cli.control.ControlCommand;
import de.siegel.cli.fraud.FraudCommand;
import de.siegel.cli.issue.IssueCommand;
import de.siegel.cli.issue.QuickstartCommand;
import de.siegel.cli.operate.AdmissionCommand;
import de.siegel.cli.operate.BenchCommand;
import de.siegel.cli.operate.DemoCommand;
import de.siegel.cli.operate.EpochsCommand;
import de.siegel.cli.operate.ParkedCommand;
import de.siegel.cli.operate.RunCommand;
import de.siegel.cli.operate.TopicsCommand;
import de.siegel.cli.operate.WitnessCommand;
import de.siegel.cli.revocation.RevokeCommand;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.trail.AuditCommand;
import de.siegel.cli.trust.TrustCommand;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code siegel}. */
@Command(
    name = "siegel",
    description = "Issues EU Digital COVID Certificates for pharmacies, and looks into them.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Siegel.Version.class,
    footer = {
      "",
      "Exit codes: 0 done or valid, 1 failed or not valid, 2 wrong usage or configuration, 3 a",
      "compromised key (audit trace).",
      "siegel COMMAND --help says more about one command."
    })
public final class Siegel implements Runnable {

  /** Which configuration of the logs is used unless another is named; see the resource. */
  private static final String LOG_PROPERTY = "logback.configurationFile";

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Shows the version.")
  private boolean version;

  /** The version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Siegel.class.getPackage().getImplementationVersion();
      return new String[] {"siegel " + (version == null ? "(not packaged)" : version)};
    }
  }

  Siegel(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Shows a stack trace where a command fails. */
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Shows a stack trace when something fails.")
  void setDebug(boolean debug) {
    terminal.debug().set(debug);
  }

  /** Runs one command and ends the process. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.of(System.getenv(), System.getProperties());
    if (arguments.length == 0 || !arguments[0].equals("run")) {
      System.setProperty(
          LOG_PROPERTY, System.getProperty(LOG_PROPERTY, "de/siegel/cli/logback-command.xml"));
    }
    int exitCode;
    try {
      exitCode = commandLine(terminal, arguments).execute(arguments);
    } catch (OutOfMemoryError e) {
      terminal
          .err()
          .println(
              "siegel: There is not enough memory. If brokers were asked: does --bootstrap name one?"
                  + " Kafka's client takes what another server answers for a length.");
      exitCode = ExitCode.NEGATIVE.value();
    }
    terminal.out().flush();
    terminal.err().flush();
    System.exit(exitCode);
  }

  /** The commands by their names; a new one is one more line here. */
  private static Map<String, Supplier<Object>> commands(Terminal terminal) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("quickstart", () -> new QuickstartCommand(terminal));
    commands.put("issue", () -> new IssueCommand(terminal));
    commands.put("verify", () -> new VerifyCommand(terminal));
    commands.put("inspect", () -> new InspectCommand(terminal));
    commands.put("run", () -> new RunCommand(terminal));
    commands.put("admission", () -> AdmissionCommand.commandLine(terminal));
    commands.put("epochs", () -> new EpochsCommand(terminal));
    commands.put("witness", () -> new WitnessCommand(terminal));
    commands.put("parked", () -> new ParkedCommand(terminal));
    commands.put("trust", () -> new TrustCommand(terminal, Clock.systemUTC()));
    commands.put("topics", () -> new TopicsCommand(terminal));
    commands.put("control", () -> new ControlCommand(terminal, Clock.systemUTC()));
    commands.put("audit", () -> AuditCommand.commandLine(terminal));
    commands.put("revoke", () -> new RevokeCommand(terminal));
    commands.put("fraud", () -> FraudCommand.commandLine(terminal));
    commands.put("demo", () -> new DemoCommand(terminal));
    commands.put("bench", () -> new BenchCommand(terminal));
    return commands;
  }

  /**
   * The command that the first argument names, ready to be executed; all of them if it names none.
   * Others are not made: their classes and libraries would cost each start a second.
   */
  static CommandLine commandLine(Terminal terminal, String... called) {
    CommandLine commandLine = new CommandLine(new Siegel(terminal));
    Map<String, Supplier<Object>> commands = commands(terminal);
    if (called.length > 0 && commands.containsKey(called[0])) {
      commands.keySet().retainAll(Set.of(called[0]));
    }
    commands.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
    commandLine.registerConverter(Instant.class, Siegel::time);
    commandLine.registerConverter(YearMonth.class, Siegel::month);
    commandLine.getSubcommands().values().forEach(Siegel::summarize);
    boolean colour = terminal.outStyle().enabled();
    return commandLine
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setUsageHelpWidth(Math.max(60, Math.min(100, terminal.columns())))
        .setUsageHelpLongOptionsMaxWidth(28)
        .setAbbreviatedOptionsAllowed(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, arguments) -> Failures.ofUsage(e, terminal))
        .setExecutionExceptionHandler((e, command, result) -> Failures.of(e, terminal));
  }

  /** Lists of commands show the header alone, whole: the first sentence of what a command says. */
  private static void summarize(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    String all = String.join(" ", usage.description());
    int end = all.indexOf(". ");
    if (usage.header().length == 0 && !all.isEmpty()) {
      usage.header(end < 0 ? all : all.substring(0, end + 1));
      usage.description(end < 0 ? new String[0] : new String[] {all.substring(end + 2)});
    }
    // How it is called comes first.
    List<String> sections = new ArrayList<>(command.getHelpSectionKeys());
    sections.remove(UsageMessageSpec.SECTION_KEY_HEADER);
    sections.add(
        sections.indexOf(UsageMessageSpec.SECTION_KEY_SYNOPSIS) + 1,
        UsageMessageSpec.SECTION_KEY_HEADER);
    command.setHelpSectionKeys(sections);
    command.getSubcommands().values().forEach(Siegel::summarize);
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("must be a month such as 2026-11, but is '" + text + "'");
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "must be a time such as 2026-11-23T08:00:00Z, but is '" + text + "'");
    }
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command; siegel --help lists them.");
  }
}
