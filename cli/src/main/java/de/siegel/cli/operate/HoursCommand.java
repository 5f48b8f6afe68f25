package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.operate.AdmissionCommand.DeskOption;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.DeclaredTimes;
import de.siegel.identity.control.Reopenings;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siegel admission hours}: when a pharmacy is open and has emergency duty. */
@Command(
    name = "hours",
    description = {
      "When a pharmacy is open and has emergency duty, by the clock in Germany. With nothing else",
      "named, shows that. What is named stands in place of what was declared before of its kind,",
      "and is shown beside it. Two persons sign, each with their own key: one after the other, or",
      "both at once."
    })
final class HoursCommand implements Callable<Integer> {
  private static final String CLOSED = "-";

  private final Terminal terminal;

  @Parameters(paramLabel = "PHARMACY", description = "The pharmacy's id.")
  private String pharmacy;

  @Option(
      names = "--open",
      paramLabel = "TIMES",
      description =
          "Days and times, such as \"Mo-Fr 08:00-18:30\"; several times. None: as before.")
  private List<String> open;

  @ArgGroup(exclusive = true)
  private Duties duties;

  @Mixin private PersonOption key;
  @Mixin private Confirmation confirmation;
  @Mixin private DeskOption desk;

  HoursCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Which duties. */
  static final class Duties {
    @Option(
        names = "--duty",
        required = true,
        paramLabel = "FROM/TO",
        description =
            "An emergency duty, such as 2026-12-24T18:00/2026-12-25T08:30; several times, at most"
                + " 60. None: as before, without those that are over.")
    private List<String> duties;

    @Option(names = "--no-duties", required = true, description = "Takes all duties back.")
    private boolean none;
  }

  @Override
  public Integer call() {
    AuthorityHttp http = desk.open();
    if (open == null && duties == null) {
      show(http.get("/hours?pharmacy=" + URLEncoder.encode(pharmacy, StandardCharsets.UTF_8)));
    } else {
      Optional<List<OpeningHours>> wantedHours;
      Optional<List<Duty>> wantedDuties;
      try {
        wantedHours = Optional.ofNullable(open).map(DeclaredTimes::hours);
        wantedDuties = dutyTexts().map(DeclaredTimes::duties);
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage("--" + e.getMessage().replaceFirst("^duties", "duty"), e);
      }
      terminal
          .out()
          .println(
              new TwoPersons(http, key, confirmation)
                  .sign(
                      "/hours",
                      body(),
                      draft -> show(draft, wantedHours, wantedDuties),
                      "It is declared now. Sessions that are open last as long as they were to."));
    }
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private Optional<List<String>> dutyTexts() {
    return Optional.ofNullable(duties).map(some -> some.none ? List.of() : some.duties);
  }

  private ObjectNode body() {
    ObjectNode body = AuthorityHttp.body().put("pharmacyId", pharmacy);
    if (open != null) {
      ArrayNode texts = body.putArray("open");
      open.forEach(texts::add);
    }
    dutyTexts()
        .ifPresent(
            some -> {
              ArrayNode texts = body.putArray("duties");
              some.forEach(texts::add);
            });
    return body;
  }

  private void show(JsonNode declared) {
    Table table = Table.of("declared", pharmacy);
    table.row(
        "open",
        declared.path("open").isEmpty()
            ? "no hours, so around the clock"
            : String.join(", ", texts(declared.path("open"))));
    texts(declared.path("duties")).forEach(duty -> table.row("duty", duty));
    print(table);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  /** A desk that has something else signed is found out here. */
  private void show(
      TwoPersons.Draft draft,
      Optional<List<OpeningHours>> wantedHours,
      Optional<List<Duty>> wantedDuties) {
    byte[] signedBefore = Persons.bytes(draft.answer().path("before"));
    if (!(draft.payload() instanceof ControlPayload.OfAdmission admission)
        || !admission.value().getPharmacyId().equals(pharmacy)
        || !Reopenings.onlyDeclares(wantedHours, wantedDuties, signedBefore, admission.value())) {
      throw Persons.strange();
    }
    Admission after = admission.value();
    Admission before = Reopenings.predecessor(signedBefore, after).orElseThrow(Persons::strange);
    Table table = Table.of("to be declared", "now", "then");
    table.row("pharmacy", pharmacy, pharmacy);
    table.row("open", open(before), open(after));
    TreeSet<String> all = new TreeSet<>();
    all.addAll(dutiesOf(before));
    all.addAll(dutiesOf(after));
    all.forEach(
        duty ->
            table.row(
                "duty",
                dutiesOf(before).contains(duty) ? duty : CLOSED,
                dutiesOf(after).contains(duty) ? duty : CLOSED));
    print(table);
  }

  private static String open(Admission admission) {
    return admission.getOpeningHours().isEmpty()
        ? "around the clock"
        : String.join(", ", DeclaredTimes.texts(admission.getOpeningHours()));
  }

  private static List<String> dutiesOf(Admission admission) {
    return admission.getDuties().stream().map(DeclaredTimes::text).toList();
  }

  private void print(Table table) {
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
  }
}
