package de.siegel.cli.trail;

import de.siegel.cli.BrokerAnswer;
import de.siegel.cli.BrokerOptions;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say where a command reads from. */
public final class ClusterOptions {
  private static final String MONTHS = "[0-9][0-9][0-9][0-9]-[0-9][0-9].key";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder of a quickstart that is not running.")
  private Path data;

  @Mixin private BrokerOptions brokers = new BrokerOptions();

  @Option(
      names = "--link-keys",
      paramLabel = "DIR",
      description =
          "The months' keys that open the links of leaves; without them links stay closed.")
  private Path linkKeys;

  /** The data folder; empty if brokers are meant. */
  Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  /** Whether a trail was named, running or not. */
  boolean isNamed() {
    return data != null || brokers.isNamed();
  }

  /**
   * Opens it; the caller closes it.
   *
   * @throws CommandFailure if it cannot be opened
   */
  public Cluster open() {
    requireLinkKeys();
    if (data != null) {
      return Cluster.ofData(data);
    }
    KafkaSettings kafka = brokers.kafka();
    BrokerAnswer.require(kafka, brokers.bootstrap(), command.commandLine().getErr());
    return Cluster.running(kafka, brokers.registry(), Optional.ofNullable(linkKeys));
  }

  /** Links that stay closed look like a trail that knows nobody. */
  private void requireLinkKeys() {
    if (linkKeys == null) {
      return;
    }
    if (!Files.isDirectory(linkKeys)) {
      throw CommandFailure.usage("--link-keys: there is no folder " + linkKeys);
    }
    try (DirectoryStream<Path> keys = Files.newDirectoryStream(linkKeys, MONTHS)) {
      if (!keys.iterator().hasNext()) {
        throw CommandFailure.usage(
            "--link-keys: there is no month's key (such as 2026-11.key) in "
                + linkKeys
                + ": name the folder that has them (of a quickstart:"
                + " siegel-data/authority/audit-link-keys), or leave the option out and links stay"
                + " closed.");
      }
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--link-keys: " + linkKeys + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
  }
}
