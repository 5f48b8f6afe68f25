package de.siegel.cli.control;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.ClusterOptions;
import de.siegel.cli.trail.LostTopics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code siegel control}: the five control topics as one file, and back. */
@Command(
    name = "control",
    description = "Backs up the control topics, and restores them.",
    synopsisSubcommandLabel = "COMMAND")
public final class ControlCommand implements Runnable {
  private final Terminal terminal;
  private final InstantSource clock;
  @Spec private CommandSpec spec;

  /** Made by the main command. */
  public ControlCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /** The root of trust that records are held against. */
  static final class Root {
    @Option(
        names = "--root",
        required = true,
        paramLabel = "FILE",
        description =
            "The root of trust (of a quickstart: siegel-data/authority/root-of-trust.json).")
    private Path file;

    @Option(
        names = "--pin",
        required = true,
        paramLabel = "HEX",
        description = "Its pin, from elsewhere than the backup (trust.root-pin).")
    private String pin;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel control --help lists them.");
  }

  @Command(
      name = "backup",
      description = {
        "Writes every record of the five control topics into one file, byte for byte, with a SHA-256.",
        "It holds no private key and no holder data; admissions and sessions name pharmacies."
      })
  int backup(
      @Mixin ClusterOptions cluster,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "FILE",
              description = "The file to write; must be new.")
          Path out) {
    try (Cluster opened = cluster.open()) {
      long count = BackupFile.write(out, each -> ControlRecords.read(opened.kafka(), each));
      return say(count + " records in " + out);
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  @Command(
      name = "restore",
      description = {
        "Writes a backup into those control topics that are empty or missing, and reads them back;",
        "the others stay as they are, and must not be behind the backup. With --root every record",
        "must be signed as the pinned root of trust demands. No authority and no stage may run."
      })
  int restore(
      @Mixin ClusterOptions cluster,
      @ArgGroup(exclusive = false) Root root,
      @Parameters(paramLabel = "FILE", description = "The backup.") Path file) {
    try (Cluster opened = cluster.open();
        Admin admin = Admin.create(opened.kafka().common())) {
      RootCheck check =
          root == null
              ? null
              : RootCheck.of(root.file, root.pin, clock.instant(), opened.registry());
      return new ControlRestore(terminal, opened, file, Optional.ofNullable(check))
          .restore(new LostTopics(admin));
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  private int say(String text) {
    terminal.out().println(text);
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private static CommandFailure away(KafkaException e) {
    return CommandFailure.negative(
        "The brokers did not do it: is one running, is --bootstrap right? They say: "
            + e.getMessage(),
        e);
  }
}
