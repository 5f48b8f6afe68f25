package de.siegel.embedded.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds and checks ports on loopback before Kafka does, which ends the process on a taken one. */
final class LoopbackPorts {

  private LoopbackPorts() {}

  /**
   * @param port the wished port; 0 for any
   * @return the port, free a moment ago
   * @throws BrokerStartFailure if it is taken
   */
  static int free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(NodeProperties.HOST), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BrokerStartFailure(
          "broker port %d on %s is taken or forbidden: stop what listens there (another quickstart?) or choose another"
              .formatted(port, NodeProperties.HOST),
          e);
    }
  }
}
