package de.siegel.embedded.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * A node whose folder and ports have been checked, ready to be started.
 *
 * @param properties the node's settings
 * @param bootstrapServers host and port for clients
 */
record PreparedNode(Properties properties, String bootstrapServers) {

  /**
   * @throws BrokerStartFailure if the port is taken or the data folder cannot be used
   */
  static PreparedNode of(BrokerSettings settings) {
    int port = LoopbackPorts.free(settings.port());
    Path logs = NodeFolder.prepare(settings.dataFolder());
    return new PreparedNode(
        NodeProperties.of(logs, port, LoopbackPorts.free(0)), NodeProperties.HOST + ":" + port);
  }
}
