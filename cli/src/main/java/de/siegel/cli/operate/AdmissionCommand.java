package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import java.net.URI;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code siegel admission}: the way in, and the brakes. */
@Command(
    name = "admission",
    description =
        "Lets pharmacies in; stops a pharmacy, terminal, operator, card or cohort, and lets it go on.",
    synopsisSubcommandLabel = "COMMAND")
public final class AdmissionCommand implements Runnable {
  private static final String PREFIX = "restriction/";
  private static final int SHOWN = 12;

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  private AdmissionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Made by the main command. */
  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new AdmissionCommand(terminal))
        .addSubcommand(new ApplicationCommand(terminal))
        .addSubcommand(new WaveCommand(terminal));
  }

  /** Where the desk is. */
  static final class DeskOption {
    @Option(
        names = "--desk",
        paramLabel = "URL",
        description = "The admission desk; ${DEFAULT-VALUE} if not named.")
    private URI desk = URI.create("http://127.0.0.1:28091");

    AuthorityHttp open() {
      return new AuthorityHttp("The admission desk", "--desk", desk);
    }
  }

  /** What is stopped. */
  static final class Target {
    @ArgGroup(exclusive = false)
    private OfPharmacy ofPharmacy;

    @Option(
        names = "--card",
        required = true,
        paramLabel = "HEX",
        description = "The card whose certificate has this SHA-256.")
    private String card;

    @Option(
        names = "--cohort",
        required = true,
        paramLabel = "NAME",
        description = "All pharmacies of a cohort.")
    private String cohort;
  }

  /** A pharmacy, or a part of it. */
  static final class OfPharmacy {
    @Option(
        names = "--pharmacy",
        required = true,
        paramLabel = "ID",
        description = "A pharmacy, unless a part of it is named.")
    private String pharmacy;

    @ArgGroup(exclusive = true)
    private Part part;
  }

  /** A part of a pharmacy. */
  static final class Part {
    @Option(
        names = "--terminal",
        required = true,
        paramLabel = "ID",
        description = "One terminal of it.")
    private String terminal;

    @Option(
        names = "--operator",
        required = true,
        paramLabel = "PSEUDONYM",
        description = "One operator of it.")
    private String operator;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel admission --help lists them.");
  }

  @Command(
      name = "suspend",
      description = "Stops it until it is reopened, also what is under way. One person may.")
  int suspend(
      @ArgGroup(exclusive = true, multiplicity = "1") Target target,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why; no personal data.")
          String reason,
      @Mixin DeskOption desk) {
    ObjectNode body = AuthorityHttp.body().put("reason", reason);
    if (target.card != null) {
      body.put("scope", "CARD").put("value", target.card);
    } else if (target.cohort != null) {
      body.put("scope", "COHORT").put("value", target.cohort);
    } else {
      ofPharmacy(target.ofPharmacy, body);
    }
    return imposed(desk.open().post("/restrictions", body));
  }

  private static void ofPharmacy(OfPharmacy target, ObjectNode body) {
    body.put("pharmacyId", target.pharmacy);
    if (target.part == null) {
      body.put("scope", "PHARMACY");
    } else if (target.part.terminal != null) {
      body.put("scope", "TERMINAL").put("value", target.part.terminal);
    } else {
      body.put("scope", "OPERATOR").put("value", target.part.operator);
    }
  }

  @Command(name = "pause", description = "Stops everything for some minutes. One person may.")
  int pause(
      @Option(
              names = "--minutes",
              defaultValue = "15",
              paramLabel = "N",
              description = "1 to 15; ${DEFAULT-VALUE} if not named.")
          int minutes,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why; no personal data.")
          String reason,
      @Mixin DeskOption desk) {
    ObjectNode body =
        AuthorityHttp.body()
            .put("scope", "EVERYTHING")
            .put("minutes", minutes)
            .put("reason", reason);
    return imposed(desk.open().post("/restrictions", body));
  }

  private int imposed(JsonNode answer) {
    terminal.out().println("Stopped. To reopen: siegel admission reopen " + shown(answer));
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  @Command(
      name = "reopen",
      description = "Lifts a brake. Two persons have to; the test environment has both keys.")
  int reopen(
      @Parameters(
              paramLabel = "ID",
              description = "As list shows it; its beginning is enough where that is clear.")
          String id,
      @Mixin DeskOption desk) {
    String prefix = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
    JsonNode answer =
        desk.open().post("/restrictions/lift", AuthorityHttp.body().put("id", prefix));
    terminal.out().println("Reopened: " + shown(answer));
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  @Command(name = "list", description = "Shows the brakes that hold.")
  int list(@Mixin DeskOption desk) {
    JsonNode restrictions = desk.open().get("/restrictions").path("restrictions");
    if (restrictions.isEmpty()) {
      terminal.out().println("Nothing is stopped.");
      terminal.out().flush();
      return ExitCode.OK.value();
    }
    Table table = Table.of("id", "stops", "pharmacy", "which", "since", "until", "reason");
    for (JsonNode restriction : restrictions) {
      table.row(
          shown(restriction),
          restriction.path("scope").asText().toLowerCase(java.util.Locale.ROOT),
          orDash(restriction.path("pharmacyId").asText()),
          orDash(restriction.path("value").asText()),
          restriction.path("imposedAt").asText(),
          orDash(restriction.path("until").asText()),
          restriction.path("reason").asText());
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private static String shown(JsonNode restriction) {
    String id = restriction.path("id").asText().substring(PREFIX.length());
    return id.substring(0, Math.min(SHOWN, id.length()));
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
