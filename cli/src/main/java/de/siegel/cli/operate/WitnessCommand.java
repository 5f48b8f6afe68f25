package de.siegel.cli.operate;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.issue.Farewell;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.witness.Witness;
import de.siegel.witness.WitnessServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code siegel witness}: somebody else who looks at a log. */
@Command(
    name = "witness",
    description = {
      "Looks at the checkpoints of logs, remembers the last one of each, and co-signs what only has",
      "grown (C2SP tlog-witness). Run it on somebody else's machine, with a key of theirs."
    })
public final class WitnessCommand implements Callable<Integer> {
  private static final int POLL_MILLIS = 500;

  private final Terminal terminal;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The witness's name, such as witness.example/1.")
  private String name;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "NAME",
      description = "Its key, as siegel trust key makes it, without ending.")
  private Path key;

  @Option(
      names = "--log",
      required = true,
      paramLabel = "KEY",
      description = "A log's verifier key, or a file with it; may be named several times.")
  private List<String> logs;

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "DIR",
      description = "What it has seen. Keep it: without it, it signs whatever comes first.")
  private Path folder;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "Where it listens; ${DEFAULT-VALUE} if not named.")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "28094",
      paramLabel = "PORT",
      description = "Where it listens; ${DEFAULT-VALUE} if not named.")
  private int port;

  /** Made by the main command. */
  public WitnessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    NoteSigner signer = signer();
    Farewell farewell = Farewell.listen(() -> {});
    try (WitnessServer server =
        new WitnessServer(
            new Witness(
                signer, logs.stream().map(WitnessCommand::log).toList(), folder, Clock.systemUTC()),
            host,
            port)) {
      Table table = Table.of("witness", "");
      table.row("listens at", "http://" + host + ":" + server.port());
      table.row("key for others", signer.verifier().toString());
      table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
      terminal.out().flush();
      boolean asked;
      do {
        asked = farewell.askedWithin(POLL_MILLIS);
      } while (!asked);
      return ExitCode.OK.value();
    } catch (ConfigurationError e) {
      throw CommandFailure.usage(e.getMessage() + ".", e);
    } finally {
      farewell.finished();
    }
  }

  private NoteSigner signer() {
    AuthorityKey own = Persons.read(key);
    try {
      return new NoteSigner(
          VerifierKey.of(name, SignatureType.ED25519_COSIGNATURE, own.publicKey()),
          own.privateKey());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--name: " + e.getMessage() + ".", e);
    }
  }

  private static VerifierKey log(String keyOrFile) {
    try {
      return VerifierKey.parse(
          keyOrFile.contains("+") ? keyOrFile : Files.readString(Path.of(keyOrFile)));
    } catch (MalformedNote e) {
      throw CommandFailure.usage("--log: " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--log: " + keyOrFile + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
  }
}
