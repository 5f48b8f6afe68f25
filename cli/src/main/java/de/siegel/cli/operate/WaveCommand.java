package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.operate.AdmissionCommand.DeskOption;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.client.session.CardTerminal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.Reopenings;
import de.siegel.identity.trust.AuthorityKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
      @Mixin PersonOption key,
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
    JsonNode view = desk.order("wave.plan", List.of(body.toString()), key);
    if (!notice.isBlank()) {
      tellThem(desk.open(), cohort, notice, key);
    }
    return show(view);
  }

  /** With the brake that stops them: that is what pharmacies see. */
  private static void tellThem(AuthorityHttp http, String cohort, String notice, PersonOption key) {
    for (JsonNode brake : http.get("/restrictions").path("restrictions")) {
      if (brake.path("scope").asText().equals("COHORT")
          && brake.path("value").asText().equals(cohort)) {
        AdmissionCommand.tell(http, brake.path("id").asText(), notice, key);
      }
    }
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
        "A pharmacy of the plan shows its card again: card, responder and directory are asked as at a",
        "login."
      })
  int verify(
      @Parameters(paramLabel = "PHARMACY", description = "Its id.") String pharmacy,
      @Mixin CardOption card,
      @Mixin DeskOption desk) {
    CardTerminal present =
        card.open().orElseThrow(() -> CommandFailure.usage("Name the card: --card."));
    AuthorityHttp http = desk.open();
    String path = "/waves/verification/" + URLEncoder.encode(pharmacy, StandardCharsets.UTF_8);
    http.post(
        path + "/card",
        CardOption.prove(present, http.post(path + "/challenge", AuthorityHttp.body())));
    terminal.out().println("Verified again: " + pharmacy);
    return ExitCode.OK.value();
  }

  @Command(
      name = "open",
      description = {
        "Shows who comes back with the next wave, and signs that. Two persons have to, each with",
        "their own key: here one after the other, or both at once."
      })
  int open(
      @Option(
              names = "--cohort",
              required = true,
              paramLabel = "NAME",
              description = "Whose next wave it is: what the desk says must be of this one.")
          String cohort,
      @Mixin PersonOption key,
      @Mixin Confirmation confirmation,
      @Mixin DeskOption desk) {
    AuthorityHttp http = desk.open();
    JsonNode answer = null;
    for (AuthorityKey person : key.persons()) {
      List<ControlPayload> drafts = new ArrayList<>();
      for (JsonNode draft : http.get("/waves/opening").path("drafts")) {
        drafts.add(requireReopening(draft, cohort));
      }
      showDrafts(drafts, cohort);
      showGates(http.get("/waves"));
      confirmation.require("Sign them, as " + person.id() + "?", "Not signed.");
      answer = http.post("/waves/opening", Persons.signatures(drafts, person));
    }
    return show(answer);
  }

  /** Each by its name: who signs must see whom it lets issue again. */
  private void showDrafts(List<ControlPayload> drafts, String cohort) {
    Table table = Table.of("pharmacy", "what is signed");
    for (ControlPayload draft : drafts) {
      if (draft instanceof ControlPayload.OfAdmission admission) {
        table.row(admission.value().getPharmacyId(), "leaves the cohort " + cohort);
      } else if (draft instanceof ControlPayload.OfRestriction brake) {
        table.row(
            brake.value().getPharmacyId(),
            "its brake is lifted: "
                + brake.value().getReason()
                + ", "
                + brake.value().getImposedAt());
      }
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().println();
    terminal.out().flush();
  }

  private void showGates(JsonNode view) {
    JsonNode gates = view.path("gates");
    terminal
        .out()
        .println(
            "Gates: at most "
                + gates.path("mostRefused").asText()
                + " refused, "
                + gates.path("mostHeld").asText()
                + " held, "
                + gates.path("mostCardFailures").asText()
                + " card failures; at least "
                + gates.path("fewestRequests").asText()
                + " requests, watched for "
                + gates.path("watchSeconds").asText()
                + " s.");
  }

  /** A desk that has something else signed is found out here. */
  private static ControlPayload requireReopening(JsonNode node, String cohort) {
    ControlPayload draft = Persons.draft(node.path("payload"));
    boolean right =
        draft instanceof ControlPayload.OfAdmission admission
            ? Reopenings.onlyLeaves(cohort, Persons.bytes(node.path("before")), admission.value())
            : draft instanceof ControlPayload.OfRestriction brake
                && Reopenings.onlyLifts(brake.value());
    if (!right) {
      throw Persons.strange();
    }
    return draft;
  }

  @Command(name = "pause", description = "Opens no further wave until resume; what is open stays.")
  int pause(@Mixin PersonOption key, @Mixin DeskOption desk) {
    return show(desk.order("wave.pause", List.of(), key));
  }

  @Command(name = "roll-back", description = "Suspends the newest wave again, or all. One may.")
  int rollBack(
      @Option(names = "--all", description = "All waves.") boolean all,
      @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
          String reason,
      @Mixin PersonOption key,
      @Mixin DeskOption desk) {
    return show(desk.order("wave.roll-back", List.of(all ? "all" : "newest", reason), key));
  }

  @Command(name = "resume", description = "Goes on after a pause, or after a stop with that wave.")
  int resume(@Mixin PersonOption key, @Mixin DeskOption desk) {
    return show(desk.order("wave.resume", List.of(), key));
  }

  @Command(name = "status", description = "Shows the plan and how the newest wave does.")
  int status(
      @Option(names = "--pharmacies", description = "Shows also who is in which wave.")
          boolean pharmacies,
      @Mixin DeskOption desk) {
    JsonNode view = desk.open().get("/waves");
    int exit = show(view);
    if (pharmacies && !view.isEmpty()) {
      showMembers(view);
    }
    return exit;
  }

  private void showMembers(JsonNode view) {
    Table table = Table.of("wave", "pharmacy", "verified again");
    int number = 0;
    for (JsonNode wave : view.path("members")) {
      number++;
      for (JsonNode pharmacy : wave) {
        table.row(
            Integer.toString(number),
            pharmacy.path("id").asText(),
            pharmacy.path("verified").asBoolean() ? "yes" : "no");
      }
    }
    terminal.out().println();
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().flush();
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
                    ? ", newest wave open since "
                        + Instant.parse(view.path("openedAt").asText())
                            .truncatedTo(ChronoUnit.SECONDS)
                    : ""));
    if (view.path("signers").asInt() > 0) {
      terminal
          .out()
          .println("Next wave: signed by " + view.path("signers").asInt() + " of 2 persons.");
    }
    for (JsonNode reason : view.path("reasons")) {
      terminal.out().println("Stopped: " + reason.asText());
    }
    showGates(view);
    terminal.out().println();
    Table table =
        Table.of("wave", "pharmacies", "verified", "open", "requests", "refused", "held", "cards");
    int open = view.path("open").asInt();
    int number = 0;
    for (JsonNode wave : view.path("waves")) {
      number++;
      // Of a wave that was left behind or stopped: what it had done by then.
      JsonNode measures = number == open ? view.path("measures") : wave.path("measures");
      table.row(
          Integer.toString(number),
          wave.path("pharmacies").asText(),
          wave.path("verified").asText(),
          number <= open ? "yes" : "no",
          measures.path("requests").asText("-"),
          measures.path("refused").asText("-"),
          measures.path("held").asText("-"),
          measures.path("cardFailures").asText("-"));
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().flush();
    return ExitCode.OK.value();
  }
}
