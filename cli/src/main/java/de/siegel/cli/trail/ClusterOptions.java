package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where a command reads from. */
final class ClusterOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder of a quickstart that is not running.")
  private Path data;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The brokers of a running pipeline; ${DEFAULT-VALUE} if not named.")
  private String bootstrap = "127.0.0.1:29092";

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Its schema registry; ${DEFAULT-VALUE} if not named.")
  private URI registry = URI.create("http://127.0.0.1:28081");

  @Option(
      names = "--link-keys",
      paramLabel = "DIR",
      description =
          "The months' keys that open the links of leaves; without them links stay closed.")
  private Path linkKeys;

  Cluster open() {
    if (linkKeys != null && !Files.isDirectory(linkKeys)) {
      throw CommandFailure.usage("--link-keys: there is no folder " + linkKeys);
    }
    return data != null
        ? Cluster.ofData(data)
        : Cluster.running(bootstrap, registry, Optional.ofNullable(linkKeys));
  }
}
