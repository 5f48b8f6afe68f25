package de.siegel.embedded.broker;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller, in this process, on loopback only. Unless its settings
 * name users, anybody on this machine may do anything on it: for the quickstart and tests.
 *
 * <p>If its disk fails while it runs, the node ends the whole process, as Kafka does.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final NodeServer server;
  private final String bootstrapServers;
  private boolean closed;

  private EmbeddedBroker(NodeServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts it and returns when it serves clients, after at most a minute.
   *
   * @throws BrokerStartFailure if the port is taken or the data folder cannot be used
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    KafkaLogging.quieten();
    PreparedNode node = PreparedNode.of(settings);
    EmbeddedBroker broker =
        new EmbeddedBroker(started(node.properties(), settings), node.bootstrapServers());
    try {
      Map<String, String> client =
          settings.users().map(users -> users.client(BrokerUsers.ADMINISTRATOR)).orElse(Map.of());
      Readiness.await(node.bootstrapServers(), client, () -> true);
    } catch (BrokerStartFailure e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  /** Host and port for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops it cleanly; the data stays. Does nothing the second time. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.close();
    }
  }

  /**
   * Kafka ends the process where it cannot start. A class-wide lock, for its way out is one for the
   * process.
   */
  private static synchronized NodeServer started(Properties properties, BrokerSettings settings) {
    Exit.Procedure refuse =
        (status, message) -> {
          throw new IllegalStateException("Kafka gave up with status " + status);
        };
    Exit.setExitProcedure(refuse);
    Exit.setHaltProcedure(refuse);
    try {
      return NodeServer.start(properties);
    } catch (BrokerStartFailure e) {
      throw e;
    } catch (Exception e) {
      throw new BrokerStartFailure(
          "the broker did not start on data folder %s (%s). If its files are damaged, restore"
                  .formatted(settings.dataFolder(), reason(e))
              + " the folder from a backup, or choose an empty one",
          e);
    } finally {
      // Not Kafka's own reset: after that it would throw instead of ending, and live on half dead.
      Exit.setExitProcedure(EmbeddedBroker::end);
      Exit.setHaltProcedure(EmbeddedBroker::end);
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  private static void end(int status, String message) {
    LOG.error(
        "The broker has failed and ends this process; the log above says why. Nothing acknowledged is"
            + " lost");
    Runtime.getRuntime().halt(status);
  }
}
