package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FollowUp;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code siegel admission}: the way in, the brakes, and what is declared of a pharmacy. */
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
        .addSubcommand(new WaveCommand(terminal))
        .addSubcommand(new ConfirmerCommand(terminal))
        .addSubcommand(new HoursCommand(terminal));
  }

  /** Where the desk is. */
  static final class DeskOption {
    private static final URI STANDARD = URI.create("http://127.0.0.1:28091");

    @Option(
        names = "--desk",
        paramLabel = "URL",
        description = "The admission desk; ${DEFAULT-VALUE} if not named.")
    private URI desk = STANDARD;

    AuthorityHttp open() {
      return new AuthorityHttp("The admission desk", "--desk", desk);
    }

    /** As it is appended to a command that is suggested; empty if it was not named. */
    String again() {
      return FollowUp.option("--desk", desk, STANDARD);
    }

    /** Orders something with a person's key. */
    JsonNode order(String action, List<String> details, PersonOption key) {
      return Persons.order(open(), "/orders", action, details, key.person());
    }
  }

  /** What those are told whom a brake stops. */
  static final class NoticeOption {
    @Option(
        names = "--notice",
        defaultValue = "",
        paramLabel = "TEXT",
        description = "What the pharmacies are told, in their language.")
    private String notice;
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
      @Mixin NoticeOption notice,
      @Mixin PersonOption key,
      @Mixin DeskOption desk) {
    ControlPayload.OfRestriction brake;
    if (target.card != null) {
      brake = brake(RestrictionScope.CARD, "", target.card, reason);
    } else if (target.cohort != null) {
      brake = brake(RestrictionScope.COHORT, "", target.cohort, reason);
    } else {
      brake = brake(target.ofPharmacy, reason);
    }
    brake.value().setNotice(notice.notice);
    return impose(brake, List.of(key.person()), desk);
  }

  private static ControlPayload.OfRestriction brake(OfPharmacy target, String reason) {
    if (target.part == null) {
      return brake(RestrictionScope.PHARMACY, target.pharmacy, "", reason);
    }
    return target.part.terminal != null
        ? brake(RestrictionScope.TERMINAL, target.pharmacy, target.part.terminal, reason)
        : brake(RestrictionScope.OPERATOR, target.pharmacy, target.part.operator, reason);
  }

  private static ControlPayload.OfRestriction brake(
      RestrictionScope scope, String pharmacyId, String value, String reason) {
    return Restrictions.imposed(scope, pharmacyId, value, reason, Optional.empty(), Persons.now());
  }

  @Command(
      name = "pause",
      description = {
        "Stops everything for some minutes. One person may, for 15 at most and once a day; longer, or",
        "again, takes two keys."
      })
  int pause(
      @Option(
              names = "--minutes",
              defaultValue = "15",
              paramLabel = "N",
              description = "${DEFAULT-VALUE} if not named.")
          int minutes,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why; no personal data.")
          String reason,
      @Mixin NoticeOption notice,
      @Mixin PersonOption key,
      @Mixin DeskOption desk) {
    Instant now = Persons.now();
    ControlPayload.OfRestriction brake =
        Restrictions.imposed(
            RestrictionScope.EVERYTHING,
            "",
            "",
            reason,
            Optional.of(now.plus(Duration.ofMinutes(minutes))),
            now);
    brake.value().setNotice(notice.notice);
    return impose(brake, key.persons(), desk);
  }

  private int impose(ControlPayload brake, List<AuthorityKey> persons, DeskOption desk) {
    JsonNode answer = desk.open().post("/restrictions", Persons.signed(brake, persons));
    terminal
        .out()
        .println(
            (answer.has("pharmacies")
                    ? "Stopped, pharmacies: " + answer.path("pharmacies").asText()
                    : "Stopped")
                + ". To reopen: siegel admission reopen"
                + desk.again()
                + " "
                + shown(answer));
    tellOfOthers(
        ((ControlPayload.OfRestriction) brake).value(),
        answer.path("id").asText(),
        desk.open().get("/restrictions").path("restrictions"));
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  @Command(
      name = "notice",
      description = "Tells those whom a brake stops something, or something else. One person may.")
  int notice(
      @Parameters(paramLabel = "ID", description = "As list shows it.") String id,
      @Parameters(paramLabel = "TEXT", description = "For pharmacies, in their language.")
          String text,
      @Mixin PersonOption key,
      @Mixin DeskOption desk) {
    tell(desk.open(), id, text, key);
    terminal.out().println(text.isBlank() ? "They are told nothing any more." : "Told.");
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  /** Signs a brake's notice; a desk that has something else signed is found out. */
  static void tell(AuthorityHttp http, String id, String text, PersonOption key) {
    ControlPayload draft =
        Persons.draft(
            http.post(
                    "/restrictions/notice-draft",
                    AuthorityHttp.body().put("id", id).put("notice", text))
                .path("payload"));
    if (!(draft instanceof ControlPayload.OfRestriction brake)
        || brake.value().getState() != RestrictionState.ACTIVE
        || !brake.value().getNotice().equals(text)
        || !isOf(brake, id)) {
      throw Persons.strange();
    }
    http.post("/restrictions/notice", Persons.signed(draft, List.of(key.person())));
  }

  private static boolean isOf(ControlPayload.OfRestriction brake, String id) {
    return brake.inPlace()
        && brake.header().getId().startsWith(id.startsWith(PREFIX) ? id : PREFIX + id);
  }

  @Command(
      name = "reopen",
      description = {
        "Shows what is lifted, and signs that. Two persons have to, each with their own key: here one",
        "after the other, or both at once."
      })
  int reopen(
      @Parameters(
              paramLabel = "ID",
              description = "As list shows it; its beginning is enough where that is clear.")
          String id,
      @Mixin PersonOption key,
      @Mixin Confirmation confirmation,
      @Mixin DeskOption desk) {
    AuthorityHttp http = desk.open();
    ControlPayload draft = null;
    JsonNode answer = null;
    for (AuthorityKey person : key.persons()) {
      draft =
          Persons.draft(
              http.get("/restrictions/lifting?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                  .path("payload"));
      requireLifting(draft, id);
      warnOfPlan(draft, http.get("/waves"));
      confirmation.require("Lift it, as " + person.id() + "?", "Not signed.");
      answer =
          http.post(
              "/restrictions/lifting", Persons.signatures(List.of(draft), person).put("id", id));
    }
    terminal
        .out()
        .println(
            answer.path("lifted").asBoolean()
                ? "Reopened: " + shown(answer)
                : "Signed by one person; the same person twice counts once. Another one lifts it:"
                    + " siegel admission reopen"
                    + desk.again()
                    + " "
                    + shown(answer)
                    + " --key NAME");
    if (answer.path("lifted").asBoolean()) {
      tellOfOthers(
          ((ControlPayload.OfRestriction) draft).value(),
          answer.path("id").asText(),
          http.get("/restrictions").path("restrictions"));
    }
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  /**
   * Two brakes on the same target are lifted one by one; those on parts of a pharmacy outlive the
   * one on the whole.
   */
  private void tellOfOthers(Restriction brake, String id, JsonNode restrictions) {
    for (JsonNode other : restrictions) {
      boolean same =
          other.path("scope").asText().equals(brake.getScope().name())
              && other.path("pharmacyId").asText().equals(brake.getPharmacyId())
              && other.path("value").asText().equals(brake.getValue());
      boolean part =
          brake.getScope() == RestrictionScope.PHARMACY
              && other.path("pharmacyId").asText().equals(brake.getPharmacyId());
      if ((same || part) && !other.path("id").asText().equals(id)) {
        terminal
            .out()
            .println(
                "Stopped by another brake too: "
                    + shown(other)
                    + ", "
                    + other.path("scope").asText().toLowerCase(Locale.ROOT)
                    + (other.path("value").asText().isEmpty()
                        ? ""
                        : " " + other.path("value").asText())
                    + ", because: "
                    + other.path("reason").asText());
      }
    }
  }

  /** A desk that has something else signed is found out here. */
  private void requireLifting(ControlPayload draft, String id) {
    if (!(draft instanceof ControlPayload.OfRestriction brake)
        || brake.value().getState() != RestrictionState.LIFTED
        || !isOf(brake, id)) {
      throw Persons.strange();
    }
    Restriction lifted = brake.value();
    Table table = Table.of("to be lifted", "");
    table.row("stops", lifted.getScope().name().toLowerCase(Locale.ROOT));
    table.row("pharmacy", Table.orDash(lifted.getPharmacyId()));
    table.row("which", Table.orDash(lifted.getValue()));
    table.row("since", lifted.getImposedAt().toString());
    table.row("reason", lifted.getReason());
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
  }

  /** Whoever lifts a cohort's brake lets everybody go on whose wave has not come yet. */
  private void warnOfPlan(ControlPayload draft, JsonNode plan) {
    if (draft instanceof ControlPayload.OfRestriction brake
        && brake.value().getScope() == RestrictionScope.COHORT
        && brake.value().getValue().equals(plan.path("cohort").asText())
        && plan.path("open").asInt() < plan.path("waves").size()) {
      terminal
          .out()
          .println(
              "Only "
                  + plan.path("open").asInt()
                  + " of "
                  + plan.path("waves").size()
                  + " waves of the plan are open: without this brake, whoever is still in the"
                  + " cohort goes on at once.");
    }
  }

  @Command(name = "list", description = "Shows the brakes that hold.")
  int list(@Mixin DeskOption desk) {
    JsonNode restrictions = desk.open().get("/restrictions").path("restrictions");
    if (restrictions.isEmpty()) {
      terminal.out().println("Nothing is stopped.");
      terminal.out().flush();
      return ExitCode.OK.value();
    }
    Table table =
        Table.of(
            "id", "stops", "pharmacy", "which", "since", "until", "reason", "pharmacies are told");
    for (JsonNode restriction : restrictions) {
      table.row(
          shown(restriction),
          restriction.path("scope").asText().toLowerCase(Locale.ROOT),
          Table.orDash(restriction.path("pharmacyId").asText()),
          Table.orDash(restriction.path("value").asText()),
          restriction.path("imposedAt").asText(),
          Table.orDash(restriction.path("until").asText()),
          restriction.path("reason").asText(),
          Table.orDash(restriction.path("notice").asText()));
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private static String shown(JsonNode restriction) {
    String id = restriction.path("id").asText().substring(PREFIX.length());
    return id.substring(0, Math.min(SHOWN, id.length()));
  }
}
