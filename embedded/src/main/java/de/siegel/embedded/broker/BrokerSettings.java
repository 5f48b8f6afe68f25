package de.siegel.embedded.broker;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the one broker lives.
 *
 * @param dataFolder its own folder; made and formatted on the first start, and only ever used by
 *     one broker at a time
 * @param port the port on 127.0.0.1 that clients use; 0 for any free one
 */
public record BrokerSettings(Path dataFolder, int port) {

  public BrokerSettings {
    Objects.requireNonNull(dataFolder);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("broker port: must be from 0 to 65535, is " + port);
    }
  }
}
