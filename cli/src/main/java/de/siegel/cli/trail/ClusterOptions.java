package de.siegel.cli.trail;

import de.siegel.cli.BrokerOptions;
import de.siegel.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where a command reads from. */
public final class ClusterOptions {
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
    if (linkKeys != null && !Files.isDirectory(linkKeys)) {
      throw CommandFailure.usage("--link-keys: there is no folder " + linkKeys);
    }
    return data != null
        ? Cluster.ofData(data)
        : Cluster.running(brokers.kafka(), brokers.registry(), Optional.ofNullable(linkKeys));
  }
}
