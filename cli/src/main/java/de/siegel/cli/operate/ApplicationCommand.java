package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.operate.AdmissionCommand.DeskOption;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.client.session.CardTerminal;
import de.siegel.identity.card.RegisterEntry;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.Reopenings;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.control.Admission;
import de.siegel.sealing.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code siegel admission application}: a pharmacy's way in. */
@Command(
    name = "application",
    description = {
      "A pharmacy's way in: apply with the card, confirm a guest's licence, send the letter,",
      "redeem its code, approve twice. There is no field for a Telematik-ID, a name or an address:",
      "those come from the card and the directory."
    },
    synopsisSubcommandLabel = "COMMAND")
final class ApplicationCommand implements Runnable {
  private final Terminal terminal;
  @Spec private CommandSpec spec;

  ApplicationCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel admission application --help lists them.");
  }

  @Command(
      name = "apply",
      description =
          "Opens a file: the card signs, and says whose it is. There is nothing to fill in.")
  int apply(
      @Option(
              names = "--class",
              required = true,
              paramLabel = "member|guest",
              description = "How the pharmacy comes in.")
          String onboarding,
      @Mixin CardOption card,
      @Mixin DeskOption desk) {
    CardTerminal present = present(card);
    AuthorityHttp open = desk.open();
    JsonNode invitation =
        open.post("/applications/invitation", AuthorityHttp.body().put("class", onboarding));
    ObjectNode body =
        CardOption.prove(present, invitation)
            .put("id", invitation.path("id").asText())
            .put("class", onboarding);
    return show(open.post("/applications", body));
  }

  private static CardTerminal present(CardOption card) {
    return card.open().orElseThrow(() -> CommandFailure.usage("Name the card: --card."));
  }

  @Command(
      name = "prove-card",
      description = {
        "Proves the card of a file anew: the card signs the desk's challenge; the desk asks responder",
        "and directory."
      })
  int proveCard(
      @Parameters(paramLabel = "ID") String id, @Mixin CardOption card, @Mixin DeskOption desk) {
    CardTerminal present = present(card);
    AuthorityHttp open = desk.open();
    ObjectNode body =
        CardOption.prove(present, open.post(path(id, "challenge"), AuthorityHttp.body()));
    return show(open.post(path(id, "card"), body));
  }

  @Command(name = "licence", description = "Notes that its origin confirmed a guest's licence.")
  int licence(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--origin", required = true, paramLabel = "TEXT", description = "Who issued.")
          String origin,
      @Option(
              names = "--reference",
              required = true,
              paramLabel = "TEXT",
              description = "Its file number there.")
          String reference,
      @Mixin PersonOption key,
      @Mixin DeskOption desk) {
    return show(desk.order("application.licence", List.of(id, origin, reference), key));
  }

  @Command(name = "letter", description = "Sends a code to an address of the directory's entry.")
  int letter(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--address",
              required = true,
              paramLabel = "TEXT",
              description = "As show names it.")
          String address,
      @Mixin PersonOption key,
      @Mixin DeskOption desk) {
    return show(desk.order("application.letter", List.of(id, address), key));
  }

  @Command(name = "redeem", description = "Brings the code of the letter back.")
  int redeem(
      @Parameters(paramLabel = "ID") String id,
      @Parameters(paramLabel = "CODE") String code,
      @Mixin DeskOption desk) {
    return show(desk.open().post(path(id, "code"), AuthorityHttp.body().put("code", code)));
  }

  @Command(
      name = "approve",
      description = {
        "Shows the admission as it would be published, and signs it with the approver's own key.",
        "Two different approvers have to, neither of them the applicant."
      })
  int approve(
      @Parameters(paramLabel = "ID") String id,
      @Mixin PersonOption key,
      @Mixin Confirmation confirmation,
      @Mixin DeskOption desk) {
    AuthorityHttp open = desk.open();
    JsonNode approved = null;
    for (AuthorityKey approver : key.persons()) {
      approved = approve(open, id, approver, confirmation);
    }
    return show(approved);
  }

  private JsonNode approve(
      AuthorityHttp open, String id, AuthorityKey approver, Confirmation confirmation) {
    JsonNode file = open.get("/applications/" + id);
    String encoded = open.get(path(id, "draft")).path("payload").asText();
    ControlPayload draft =
        ControlPayload.read(Base64.getDecoder().decode(encoded))
            .orElseThrow(
                () ->
                    CommandFailure.negative(
                        "There is nothing to sign: the file is "
                            + file.path("state").asText().toLowerCase(Locale.ROOT)
                            + "."));
    show(file);
    if (!file.path("codeRedeemed").asBoolean()) {
      throw CommandFailure.negative(
          "The code of the letter has not come back yet: siegel admission application letter, then"
              + " redeem. Nothing was signed.");
    }
    requireSame(draft, file);
    confirmation.require("Sign this admission as " + approver.id() + "?", "Not signed.");
    return open.post(
        path(id, "approvals"),
        AuthorityHttp.body()
            .put("keyId", approver.id())
            .put("signature", Persons.base64(Persons.signature(draft, approver))));
  }

  @Command(
      name = "activate",
      description = {
        "Ends a pharmacy's probation, after 14 days with a clean record. Two persons sign, here one",
        "after the other, or both at once."
      })
  int activate(
      @Parameters(paramLabel = "ID") String id,
      @Mixin PersonOption key,
      @Mixin Confirmation confirmation,
      @Mixin DeskOption desk) {
    AuthorityHttp http = desk.open();
    JsonNode file = null;
    for (AuthorityKey person : key.persons()) {
      JsonNode answer = http.get(path(id, "activation"));
      ControlPayload draft = Persons.draft(answer.path("payload"));
      boolean right =
          draft instanceof ControlPayload.OfAdmission after
              && after.value().getPharmacyId().equals(id)
              && Reopenings.onlyActivates(Persons.bytes(answer.path("before")), after.value());
      if (!right) {
        throw Persons.strange();
      }
      show(http.get("/applications/" + id));
      confirmation.require("End its probation, as " + person.id() + "?", "Not signed.");
      file = http.post(path(id, "activation"), Persons.signatures(List.of(draft), person));
    }
    if (!file.path("state").asText().equals("ACTIVE")) {
      terminal.out().println("Signed by one. Another person signs too, with another --key.");
    }
    return show(file);
  }

  @Command(
      name = "revoke",
      description = "Stops a pharmacy for good; it would have to apply anew. One person may.")
  int revoke(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why; no personal data.")
          String reason,
      @Mixin PersonOption key,
      @Mixin DeskOption desk) {
    return show(desk.order("application.revoke", List.of(id, reason), key));
  }

  /** A desk that shows one thing and has another signed is found out here. */
  private void requireSame(ControlPayload draft, JsonNode file) {
    if (draft instanceof ControlPayload.OfAdmission admission) {
      Admission value = admission.value();
      boolean same =
          value.getPharmacyId().equals(file.path("id").asText())
              && value.getTelematikIds().equals(List.of(file.path("telematikId").asText()))
              && value.getRegion() == region(file)
              && HexFormat.of()
                  .formatHex(Bytes.of(value.getEvidenceHash()))
                  .equals(file.path("evidenceHash").asText());
      if (same) {
        Table table = Table.of("to be signed", "");
        table.row("state", value.getState().name());
        table.row("cohorts", String.join(", ", value.getCohorts()));
        table.row("locations", String.join(", ", value.getLocations()));
        table.row("Telematik-IDs", String.join(", ", value.getTelematikIds()));
        table.row("region", shown(value.getRegion()));
        table.row("version", Long.toString(value.getHeader().getVersion()));
        print(table);
        return;
      }
    }
    throw CommandFailure.negative(
        "The draft is not of the file that the desk shows: do not sign, tell the operators.");
  }

  @Command(name = "show", description = "Shows a file and what it rests on.")
  int showOne(@Parameters(paramLabel = "ID") String id, @Mixin DeskOption desk) {
    return show(desk.open().get("/applications/" + id));
  }

  @Command(name = "list", description = "Shows all files, the latest change first.")
  int list(@Mixin DeskOption desk) {
    AuthorityHttp open = desk.open();
    Table table = Table.of("id", "class", "state", "since", "letter", "approvers");
    int shown = 0;
    JsonNode page = open.get("/applications");
    while (!page.path("applications").isEmpty()) {
      page.path("applications").forEach(file -> row(table, file));
      shown += page.path("applications").size();
      page = open.get("/applications?from=" + shown);
    }
    if (shown == 0) {
      terminal.out().println("Nobody has applied.");
      return ExitCode.OK.value();
    }
    print(table);
    return ExitCode.OK.value();
  }

  private static void row(Table table, JsonNode file) {
    table.row(
        file.path("id").asText(),
        file.path("class").asText().toLowerCase(Locale.ROOT),
        file.path("state").asText().toLowerCase(Locale.ROOT),
        day(file.path("since")),
        letter(file),
        Integer.toString(file.path("approvers").size()));
  }

  private int show(JsonNode file) {
    Table table = Table.of("file", file.path("id").asText());
    table.row("state", file.path("state").asText().toLowerCase(Locale.ROOT));
    if (file.has("stopReason")) {
      table.row(
          "stopped because",
          file.path("stopReason").asText() + ", by " + file.path("stoppedBy").asText());
    }
    table.row(
        "class",
        file.path("class").asText().equals("MEMBER")
            ? "member, as the applicant says: the association's list has to have it"
            : file.path("class").asText().toLowerCase(Locale.ROOT));
    table.row("Telematik-ID", file.path("telematikId").asText("no card yet"));
    table.row("directory", file.path("name").asText("-"));
    file.path("addresses").forEach(address -> table.row("address", address.asText()));
    table.row("region", shown(region(file)));
    table.row(
        "licence",
        file.path("licence").asText("-")
            + (file.has("licenceConfirmedBy")
                ? ", asked there by " + file.path("licenceConfirmedBy").asText()
                : ""));
    table.row("letter", letter(file));
    for (JsonNode other : file.path("others")) {
      table.row(
          other.path("same").asText().equals("address") ? "same address" : "same pharmacy",
          other.path("id").asText()
              + ", "
              + other.path("state").asText().toLowerCase(Locale.ROOT)
              + " since "
              + day(other.path("since")));
    }
    file.path("approvers").forEach(approver -> table.row("approved by", approver.asText()));
    table.row("evidence", file.path("evidenceHash").asText());
    print(table);
    return ExitCode.OK.value();
  }

  /** Read here from what is shown: the desk's word alone is not signed. */
  private static int region(JsonNode file) {
    List<String> addresses = new ArrayList<>();
    file.path("addresses").forEach(address -> addresses.add(address.asText()));
    return new RegisterEntry("", "", addresses).region();
  }

  private static String shown(int region) {
    return region == RegisterEntry.NOWHERE
        ? "-"
        : String.format(Locale.ROOT, "postal codes from %02d", region);
  }

  private static String letter(JsonNode file) {
    if (file.path("codeRedeemed").asBoolean()) {
      return "code came back";
    }
    return file.has("codeSentAt") ? "sent " + day(file.path("codeSentAt")) : "-";
  }

  private static String day(JsonNode instant) {
    return instant.asText().replaceAll("T.*", "");
  }

  private void print(Table table) {
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().println();
    terminal.out().flush();
  }

  private static String path(String id, String what) {
    return "/applications/" + id + "/" + what;
  }
}
