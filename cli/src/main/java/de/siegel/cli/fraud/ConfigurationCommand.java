package de.siegel.cli.fraud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.operate.AuthorityHttp;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Table.Align;
import de.siegel.cli.terminal.Terminal;
import de.siegel.frauddesk.domain.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel fraud configuration}: the thresholds in force. */
@Command(
    name = "configuration",
    description = {
      "Shows the thresholds in force, their standards and ranges, who signed them, and drafts that",
      "wait for a second person."
    })
final class ConfigurationCommand implements Callable<Integer> {
  private static final int VALUE = 1;
  private static final int STANDARD = 2;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** How it is shown. */
  enum Format {
    /** For people. */
    TABLE,
    /** What is in force, as {@code siegel fraud replay --config} takes it. */
    JSON
  }

  private final Terminal terminal;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not named. JSON is what is in force, as",
        "siegel fraud replay --config takes it. Exit code 1: nothing is."
      })
  private Format format = Format.TABLE;

  @Mixin private FraudDeskOption desk = new FraudDeskOption();

  ConfigurationCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AuthorityHttp http = desk.open();
    JsonNode answer = http.get("/configuration");
    if (format == Format.JSON) {
      return json(answer);
    }
    Table table =
        Table.of("parameter", "in force", "standard", "range", "meaning")
            .align(VALUE, Align.RIGHT)
            .align(STANDARD, Align.RIGHT);
    for (JsonNode one : answer.path("parameters")) {
      table.row(
          one.path("name").asText(),
          number(one.path("inForce")),
          number(one.path("standard")),
          Table.orDash(one.path("range").asText()),
          Table.orDash(one.path("meaning").asText()));
    }
    print(table);
    terminal.out().println();
    terminal.out().println(heading(answer));
    http.get("/drafts").path("drafts").forEach(this::tellOf);
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  /** Names and numbers, those that nobody named with their standards: a later build may differ. */
  private int json(JsonNode answer) {
    if (isNone(answer)) {
      throw CommandFailure.negative(none());
    }
    ObjectNode all = JSON.createObjectNode();
    for (JsonNode one : answer.path("parameters")) {
      if (one.path("inForce").isNumber()) {
        all.put(one.path("name").asText(), one.path("inForce").asDouble());
      }
    }
    try {
      terminal.out().println(JSON.writeValueAsString(all));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names and numbers can be written", e);
    }
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private static boolean isNone(JsonNode answer) {
    return answer.path("version").asLong() == 0;
  }

  private String none() {
    return "No configuration was published yet: nothing is decided until two persons sign one"
        + " (siegel fraud configure"
        + desk.again()
        + ").";
  }

  /** What is in force, by the number that decisions have. */
  String heading(JsonNode answer) {
    if (isNone(answer)) {
      return none();
    }
    List<String> signers = new ArrayList<>();
    answer.path("signers").forEach(signer -> signers.add(signer.asText()));
    return "Fraud configuration "
        + answer.path("sequence").asText()
        + ", as decisions name it (version "
        + answer.path("version").asText()
        + "), since "
        + answer.path("since").asText()
        + ", signed by "
        + String.join(" and ", signers)
        + ".";
  }

  private void tellOf(JsonNode draft) {
    boolean release = draft.path("kind").asText().equals("release");
    terminal
        .out()
        .println(
            "A draft waits, signed by "
                + draft.path("signers").size()
                + " of "
                + draft.path("needed").asText()
                + " persons, until "
                + draft.path("expires").asText()
                + ": siegel fraud "
                + (release ? "release" : "configure")
                + desk.again()
                + " --draft "
                + draft.path("id").asText());
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? Numbers.text(value.asDouble()) : "-";
  }

  private void print(Table table) {
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
  }
}
