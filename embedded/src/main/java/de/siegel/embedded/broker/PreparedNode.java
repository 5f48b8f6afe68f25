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
    int controller = LoopbackPorts.free(0);
    return new PreparedNode(
        settings
            .users()
            .map(users -> NodeProperties.of(logs, port, controller, users))
            .orElseGet(() -> NodeProperties.of(logs, port, controller)),
        NodeProperties.HOST + ":" + port);
  }
}
