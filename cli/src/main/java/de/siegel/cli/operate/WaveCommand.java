package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.operate.AdmissionCommand.DeskOption;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siegel admission wave}: a suspended cohort comes back. */
@Command(
    name = "wave",
    description = {
      "Brings a suspended cohort back in waves: plan, verify everybody again, open wave by wave.",
      "A wave whose gate fails is suspended again by itself."
    },
    synopsisSubcommandLabel = "COMMAND")
final class WaveCommand implements Runnable {
  private final Terminal terminal;
  @Spec private CommandSpec spec;

  WaveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel admission wave --help lists them.");
  }

  @Command(name = "plan", description = "Plans waves for a cohort that is suspended.")
  int plan(
      @Option(names = "--cohort", required = true, paramLabel = "NAME", description = "Whom.")
          String cohort,
      @Option(
              names = "--sizes",
              split = ",",
              paramLabel = "N,N,...",
              description = "Pharmacies of each wave; who is left over makes one more.")
          List<Integer> sizes,
      @Option(
              names = "--list",
              paramLabel = "FILE",
              description = {
                "Instead: one wave a line, pharmacies' ids with blanks between; # begins a comment.",
                "Who stands in none makes one more."
              })
          Path list,
      @Option(
              names = "--most-refused",
              defaultValue = "0.2",
              paramLabel = "SHARE",
              description = "Gate: share of refused requests; ${DEFAULT-VALUE} if not named.")
          double mostRefused,
      @Option(
              names = "--most-held",
              defaultValue = "0.05",
              paramLabel = "SHARE",
              description = "Gate: share of held requests; ${DEFAULT-VALUE} if not named.")
          double mostHeld,
      @Option(
              names = "--most-card-failures",
              defaultValue = "0",
              paramLabel = "N",
              description = "Gate: requests refused for their card; ${DEFAULT-VALUE} if not named.")
          long mostCardFailures,
      @Option(
              names = "--fewest-requests",
              defaultValue = "50",
              paramLabel = "N",
              description = "A wave has to show so many; ${DEFAULT-VALUE} if not named.")
          long fewestRequests,
      @Option(
              names = "--watch-seconds",
              defaultValue = "3600",
              paramLabel = "N",
              description = "A wave is watched so long; ${DEFAULT-VALUE} if not named.")
          long watchSeconds,
      @Option(
              names = "--notice",
              defaultValue = "",
              paramLabel = "TEXT",
              description = "What the pharmacies are told.")
          String notice,
      @Mixin DeskOption desk) {
    ObjectNode body = AuthorityHttp.body().put("cohort", cohort).put("notice", notice);
    ArrayNode bySize = body.putArray("sizes");
    if (sizes != null) {
      sizes.forEach(bySize::add);
    }
    ArrayNode byName = body.putArray("waves");
    if (list != null) {
      for (List<String> wave : waves(list)) {
        wave.forEach(byName.addArray()::add);
      }
    }
    body.putObject("gates")
        .put("mostRefused", mostRefused)
        .put("mostHeld", mostHeld)
        .put("mostCardFailures", mostCardFailures)
        .put("fewestRequests", fewestRequests)
        .put("watchSeconds", watchSeconds);
    return show(desk.open().post("/waves/plan", body));
  }

  private static List<List<String>> waves(Path list) {
    try {
      return Files.readAllLines(list).stream()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .map(line -> List.of(line.split("[\\s,]+")))
          .toList();
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--list: " + list + " cannot be read: " + FileTrouble.reason(e), e);
    }
  }

  @Command(
      name = "verify",
      description = {
        "Checks card and directory entry of everybody in the plan again. Ends with 1 and says who",
        "did not pass, and why."
      })
  int verify(@Mixin DeskOption desk) {
    JsonNode not = desk.open().post("/waves/verify", AuthorityHttp.body()).path("notVerified");
    if (not.isEmpty()) {
      terminal.out().println("Everybody in the plan is verified again.");
      return ExitCode.OK.value();
    }
    Table table = Table.of("pharmacy", "why not");
    not.properties().forEach(entry -> table.row(entry.getKey(), entry.getValue().asText()));
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    return ExitCode.NEGATIVE.value();
  }

  @Command(
      name = "open",
      description = "Opens the next wave. Two persons have to; the test environment has both keys.")
  int open(@Mixin DeskOption desk) {
    return show(desk.open().post("/waves/open", AuthorityHttp.body()));
  }

  @Command(name = "pause", description = "Opens no further wave; what is open stays open.")
  int pause(@Mixin DeskOption desk) {
    return show(desk.open().post("/waves/pause", AuthorityHttp.body()));
  }

  @Command(name = "roll-back", description = "Suspends the newest wave again, or all. One may.")
  int rollBack(
      @Option(names = "--all", description = "All waves.") boolean all,
      @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
          String reason,
      @Mixin DeskOption desk) {
    return show(
        desk.open()
            .post("/waves/roll-back", AuthorityHttp.body().put("all", all).put("reason", reason)));
  }

  @Command(name = "resume", description = "Goes on after a stop, with the wave that was stopped.")
  int resume(@Mixin DeskOption desk) {
    return show(desk.open().post("/waves/resume", AuthorityHttp.body()));
  }

  @Command(name = "status", description = "Shows the plan and how the newest wave does.")
  int status(@Mixin DeskOption desk) {
    return show(desk.open().get("/waves"));
  }

  private int show(JsonNode view) {
    if (view.isEmpty()) {
      terminal.out().println("There is no plan.");
      return ExitCode.OK.value();
    }
    terminal
        .out()
        .println(
            "Cohort "
                + view.path("cohort").asText()
                + ": "
                + view.path("state").asText().toLowerCase(Locale.ROOT)
                + (view.has("openedAt")
                    ? ", newest wave open since " + view.path("openedAt").asText()
                    : ""));
    for (JsonNode reason : view.path("reasons")) {
      terminal.out().println("Stopped: " + reason.asText());
    }
    terminal.out().println();
    Table table =
        Table.of("wave", "pharmacies", "verified", "open", "requests", "refused", "held", "cards");
    int open = view.path("open").asInt();
    int number = 0;
    for (JsonNode wave : view.path("waves")) {
      number++;
      boolean newest = number == open;
      JsonNode measures = view.path("measures");
      table.row(
          Integer.toString(number),
          wave.path("pharmacies").asText(),
          wave.path("verified").asText(),
          number <= open ? "yes" : "no",
          newest ? measures.path("requests").asText() : "-",
          newest ? measures.path("refused").asText() : "-",
          newest ? measures.path("held").asText() : "-",
          newest ? measures.path("cardFailures").asText() : "-");
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().flush();
    return ExitCode.OK.value();
  }
}
