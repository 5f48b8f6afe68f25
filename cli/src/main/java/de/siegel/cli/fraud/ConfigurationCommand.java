package de.siegel.cli.fraud;

import com.fasterxml.jackson.databind.JsonNode;
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

  private final Terminal terminal;
  @Mixin private FraudDeskOption desk = new FraudDeskOption();

  ConfigurationCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AuthorityHttp http = desk.open();
    JsonNode answer = http.get("/configuration");
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

  private static String heading(JsonNode answer) {
    if (answer.path("version").asLong() == 0) {
      return "No configuration was published yet: nothing is decided until two persons sign one"
          + " (siegel fraud configure).";
    }
    List<String> signers = new ArrayList<>();
    answer.path("signers").forEach(signer -> signers.add(signer.asText()));
    return "Version "
        + answer.path("version").asText()
        + ", record "
        + answer.path("sequence").asText()
        + ", since "
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
