package de.siegel.cli.fraud;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.fraudrules.TokenQuarter;
import de.siegel.servicekit.file.PrivateFiles;
import de.siegel.servicekit.key.SecretFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siegel fraud keys}: the secrets of fraud-check's tokens, in one folder. */
@Command(
    name = "keys",
    description = {
      "Shows the keys of fraud-check's tokens, makes the next quarter's, or destroys one that is over.",
      "All instances of fraud-check need the same: copy what is made, destroy each copy. Equal keys",
      "have equal fingerprints, on every machine. Exit code 1: one is missing or unusable."
    },
    synopsisSubcommandLabel = "[COMMAND]")
final class FraudKeysCommand implements Callable<Integer> {
  private static final String SUFFIX = ".key";
  private static final int MINUTE = "2026-11-26T23:51".length();

  /** These have no end: who replaces them makes every terminal new, or the side path deaf. */
  private static final List<String> LASTING = List.of("places", "side-path");

  private final Terminal terminal;
  private final InstantSource clock;

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "DIR",
      description =
          "The folder of fraud-token-keys.folder (of a quickstart:"
              + " siegel-data/authority/fraud-token-keys).")
  private Path folder;

  FraudKeysCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /** Shows them. */
  @Override
  public Integer call() {
    Instant now = clock.instant();
    Table table =
        Table.of("key", "fingerprint", "makes tokens from", "until", "needed until", "now");
    List<String> unusable = new ArrayList<>();
    for (String id : ids()) {
      TokenKeyFile key = TokenKeyFile.read(file(id));
      if (!key.usable()) {
        unusable.add(id);
      }
      TokenQuarter.parse(id)
          .ifPresentOrElse(
              quarter ->
                  table.row(
                      id,
                      key.fingerprint(),
                      minute(quarter.begins()),
                      minute(quarter.next().begins()),
                      minute(quarter.neededUntil()),
                      key.state(state(quarter, now))),
              () ->
                  table.row(
                      id,
                      key.fingerprint(),
                      "-",
                      "-",
                      "-",
                      key.state(LASTING.contains(id) ? "in force" : "not known")));
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    TokenQuarter current = TokenQuarter.of(now);
    List<String> missing =
        missing(Stream.of(LASTING.get(0), LASTING.get(1), current.id(), current.next().id()));
    missing.forEach(id -> terminal.out().println("Missing: " + id));
    terminal.out().flush();
    return (missing.isEmpty() && unusable.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE).value();
  }

  private List<String> missing(Stream<String> ids) {
    return ids.filter(id -> !Files.exists(file(id))).toList();
  }

  private static String state(TokenQuarter quarter, Instant now) {
    if (now.isBefore(quarter.begins())) {
      return "to come";
    }
    if (now.isBefore(quarter.next().begins())) {
      return "in force";
    }
    return now.isBefore(quarter.neededUntil()) ? "beside the next" : "over: destroy it";
  }

  /** Makes what is missing. */
  @Command(
      name = "make",
      description = {
        "Makes the next quarter's key where it is missing; what is there stays. Only this user can",
        "read it, and it is never shown."
      })
  int make(
      @Option(
              names = "--new",
              description = {
                "For a new installation: this quarter's key too, places and side-path. Where fraud-check",
                "runs already, copy a missing one from another instance instead."
              })
          boolean everything) {
    TokenQuarter current = TokenQuarter.of(clock.instant());
    if (everything) {
      PrivateFiles.folder(folder);
      LASTING.forEach(this::make);
      make(current.id());
    }
    requireFolder();
    make(current.next().id());
    terminal.out().flush();
    List<String> missing = missing(Stream.of(LASTING.get(0), LASTING.get(1), current.id()));
    if (!missing.isEmpty()) {
      terminal
          .err()
          .println(
              "Missing: "
                  + String.join(", ", missing)
                  + ". Without them fraud-check decides nothing. Where it runs already, copy them from"
                  + " another instance; for a new installation: siegel fraud keys --folder "
                  + folder
                  + " make --new");
      terminal.err().flush();
    }
    return ExitCode.OK.value();
  }

  private void make(String id) {
    if (Files.exists(file(id))) {
      TokenKeyFile key = TokenKeyFile.read(file(id));
      terminal
          .out()
          .println(id + (key.usable() ? " is there already." : ": " + key.state("") + "."));
      return;
    }
    byte[] secret = new byte[TokenKeyFile.BYTES];
    new SecureRandom().nextBytes(secret);
    PrivateFiles.write(file(id), secret);
    terminal
        .out()
        .println(
            "Made "
                + id
                + ", fingerprint "
                + TokenKeyFile.read(file(id)).fingerprint()
                + ": every instance of fraud-check needs this file.");
  }

  /** Destroys one. */
  @Command(
      name = "destroy",
      description = {
        "Destroys the key of a quarter that is over for 58 days: nobody can tell any more which batches",
        "its tokens stood for."
      })
  int destroy(
      @Parameters(paramLabel = "QUARTER", description = "Such as 2026-Q3.") String id,
      @Mixin Confirmation confirmation) {
    TokenQuarter quarter =
        TokenQuarter.parse(id)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "QUARTER must be one such as 2026-Q3; others are not destroyed by quarter."));
    if (clock.instant().isBefore(quarter.neededUntil())) {
      throw CommandFailure.usage(
          "fraud-check still needs the key of " + id + "; it can go from " + quarter.neededUntil());
    }
    if (!Files.exists(file(id))) {
      throw CommandFailure.negative("There is no key of " + id + " in " + folder);
    }
    confirmation.require("Destroy the key of " + id + " for good?", "Not destroyed.");
    try {
      new SecretFolder(folder).destroy(id);
    } catch (UncheckedIOException e) {
      throw CommandFailure.negative("The key of " + id + " may still be there: look.", e);
    }
    terminal.out().println("Destroyed " + id + ". Destroy other copies too, and those in backups.");
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private List<String> ids() {
    requireFolder();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw CommandFailure.usage("--folder: " + folder + " cannot be read", e);
    }
  }

  private void requireFolder() {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.usage("--folder: there is no folder " + folder);
    }
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }

  private static String minute(Instant at) {
    return at.toString().substring(0, MINUTE) + "Z";
  }
}
