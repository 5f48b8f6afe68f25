package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code siegel epochs}: the keys under which requests and outcomes are sealed. */
@Command(
    name = "epochs",
    description = {
      "Shows the epochs, begins a new one, or destroys the keys of one before their time: everything",
      "that was sealed in it can never be read again. Both orders are signed with a person's key."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class EpochsCommand implements Runnable {
  private static final int MINUTE = "2026-11-26T23:51".length();

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  @Option(
      names = "--epoch-keys",
      paramLabel = "URL",
      description = "The holder of epoch keys; ${DEFAULT-VALUE} if not named.")
  private URI service = URI.create("http://127.0.0.1:28093");

  /** Made by the main command. */
  public EpochsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Which key signs. */
  static final class KeyOption {
    @Option(
        names = "--key",
        paramLabel = "NAME",
        description = {
          "A key that the root of trust names for epoch-keys, path without ending;",
          "${DEFAULT-VALUE} if not named."
        })
    private Path key = Path.of("siegel-data/authority/authorities/epoch-keys-1");
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command");
  }

  /** Shows the epochs. */
  @Command(name = "list", description = "Shows the epochs whose keys are not destroyed.")
  int list() {
    Table table = Table.of("epoch", "began", "takes sessions until", "destroyed at", "keys");
    for (JsonNode epoch : holder().get("/epochs").path("epochs")) {
      table.row(
          epoch.path("epoch").asText(),
          minute(epoch.path("began").asText()),
          minute(epoch.path("acceptsSessionsUntil").asText()),
          minute(epoch.path("destroyedAt").asText()),
          epoch.path("held").asBoolean() ? "held" : "not here");
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    return ExitCode.OK.value();
  }

  private static String minute(String instant) {
    return instant.length() < MINUTE ? instant : instant.substring(0, MINUTE) + "Z";
  }

  /** Begins an epoch. */
  @Command(
      name = "begin",
      description = "Begins a new epoch now; sessions that are open go on in theirs.")
  int begin(@picocli.CommandLine.Mixin KeyOption key) {
    terminal.out().println("Epoch " + order("epoch.begin", List.of(), key) + " has begun.");
    return ExitCode.OK.value();
  }

  /** Destroys an epoch. */
  @Command(
      name = "destroy",
      description =
          "Destroys the keys of an epoch now; its sessions end, what is under way is lost.")
  int destroy(
      @Parameters(paramLabel = "EPOCH", description = "Its name, as list shows it.") String epoch,
      @picocli.CommandLine.Mixin KeyOption key,
      @picocli.CommandLine.Mixin Confirmation confirmation) {
    confirmation.require(
        "Destroy the keys of epoch " + epoch + "? What is under way in it is lost.",
        "Not destroyed.");
    order("epoch.destroy", List.of(epoch), key);
    terminal.out().println("The keys of epoch " + epoch + " are destroyed.");
    return ExitCode.OK.value();
  }

  private String order(String action, List<String> details, KeyOption key) {
    return Persons.order(holder(), "/epochs/orders", action, details, Persons.read(key.key))
        .path("epoch")
        .asText();
  }

  private AuthorityHttp holder() {
    return new AuthorityHttp("The holder of epoch keys", "--epoch-keys", service);
  }
}
