package de.siegel.embedded.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node as a process of its own; ends cleanly on SIGTERM, with status 1 if it cannot start. */
final class BrokerMain {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerMain.class);

  private BrokerMain() {}

  /**
   * @param arguments the file with the node's properties
   */
  public static void main(String[] arguments) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
      properties.load(in);
    }
    try {
      NodeServer node = NodeServer.start(properties);
      Runtime.getRuntime().addShutdownHook(new Thread(node::close, "broker-stop"));
      node.awaitEnd();
    } catch (RuntimeException e) {
      LOG.error("The broker does not start", e);
      System.exit(1);
    }
  }
}
