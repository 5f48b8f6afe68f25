package de.siegel.cli.fraud;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.frauddesk.domain.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code siegel fraud releases}: who was released, by whom and why. */
@Command(name = "releases", description = "Shows the last release of each pharmacy that has one.")
final class ReleasesCommand implements Callable<Integer> {
  private static final int SHOWN = 12;

  private final Terminal terminal;
  @Mixin private FraudDeskOption desk = new FraudDeskOption();

  ReleasesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  private static String beginning(String key) {
    return key.substring(0, Math.min(SHOWN, key.length()));
  }

  @Override
  public Integer call() {
    JsonNode releases = desk.open().get("/releases").path("releases");
    Table table = Table.of("pharmacy", "released at", "growth", "signed by", "reason");
    for (JsonNode one : releases) {
      List<String> signers = new ArrayList<>();
      one.path("signers").forEach(signer -> signers.add(beginning(signer.asText())));
      table.row(
          one.path("pharmacyId").asText(),
          one.path("releasedAt").asText(),
          Numbers.text(one.path("growth").asDouble()),
          String.join(" ", signers),
          one.path("reason").asText());
    }
    if (table.isEmpty()) {
      terminal.out().println("No pharmacy was released.");
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().flush();
    return ExitCode.OK.value();
  }
}
