package de.siegel.embedded.broker;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the one broker lives.
 *
 * @param dataFolder its own folder; made and formatted on the first start, and only ever used by
 *     one broker at a time
 * @param port the port on 127.0.0.1 that clients use; 0 for any free one
 * @param users who may connect; empty: anybody on this machine, who may do anything
 */
public record BrokerSettings(Path dataFolder, int port, Optional<BrokerUsers> users) {
  /** Open to everybody on this machine. */
  public BrokerSettings(Path dataFolder, int port) {
    this(dataFolder, port, Optional.empty());
  }

  public BrokerSettings {
    Objects.requireNonNull(dataFolder);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("broker port: must be from 0 to 65535, is " + port);
    }
  }
}
