package de.siegel.embedded.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Controller and broker of the one node, in this process. What Kafka's own main class does, except
 * that the broker is only started when the controller no longer takes it for alive.
 *
 * <p>After a kill the metadata still name this broker as the leader of everything, until its old
 * session ends. A broker that starts before that takes up its transactions, cannot reach itself
 * yet, sees the partitions lose their leader when the session ends, and then (Kafka 4.3,
 * KAFKA-20734) takes them for deleted: it notes the transaction as complete without its markers,
 * and whoever reads committed records waits for ever.
 */
final class NodeServer implements AutoCloseable {

  private static final int LONGEST_SECONDS = 60;

  private final FolderLock lock;
  private final SharedServer shared;
  private final ControllerServer controller;
  private final BrokerServer broker;

  private NodeServer(
      FolderLock lock, SharedServer shared, ControllerServer controller, BrokerServer broker) {
    this.lock = lock;
    this.shared = shared;
    this.controller = controller;
    this.broker = broker;
  }

  /**
   * Starts it on a folder that is formatted.
   *
   * @throws BrokerStartFailure if another node uses the folder
   * @throws RuntimeException if anything else is in the way; nothing runs then
   */
  static NodeServer start(Properties properties) {
    KafkaConfig config = KafkaConfig.fromProps(properties, false);
    NodeServer node = of(config, FolderLock.take(Path.of(config.metadataLogDir())));
    try {
      node.controller.startup();
      node.awaitEndOfOldSession();
      node.broker.startup();
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private static NodeServer of(KafkaConfig config, FolderLock lock) {
    try {
      MetaPropertiesEnsemble folders =
          new MetaPropertiesEnsemble.Loader()
              .addLogDirs(config.logDirs())
              .addMetadataLogDir(config.metadataLogDir())
              .load();
      String cluster =
          folders
              .clusterId()
              .orElseThrow(() -> new IllegalStateException("its meta.properties names no cluster"));
      SharedServer shared =
          new SharedServer(
              config,
              folders,
              Time.SYSTEM,
              Server.initializeMetrics(config, Time.SYSTEM, cluster),
              CompletableFuture.completedFuture(
                  QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
              List.of(),
              new StandardFaultHandlerFactory(),
              ServerSocketFactory.INSTANCE);
      return new NodeServer(
          lock,
          shared,
          new ControllerServer(
              shared,
              KafkaRaftServer.configSchema(),
              new BootstrapDirectory(config.metadataLogDir()).read()),
          new BrokerServer(shared));
    } catch (Exception e) {
      lock.close();
      throw new IllegalStateException("the folder of the node cannot be read", e);
    }
  }

  private void awaitEndOfOldSession() {
    OldSession session = new OldSession(NodeProperties.NODE_ID);
    try {
      shared.loader().installPublishers(List.of(session)).get(LONGEST_SECONDS, TimeUnit.SECONDS);
      session.ended().get(LONGEST_SECONDS, TimeUnit.SECONDS);
      shared.loader().removeAndClosePublisher(session).get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the controller did not end the broker's old session", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the controller started", e);
    }
  }

  /** Waits until it has ended. */
  void awaitEnd() {
    broker.awaitShutdown();
    controller.awaitShutdown();
  }

  /** Stops it cleanly and waits for that; broker first, for it hands its leadership back. */
  @Override
  public void close() {
    broker.shutdown();
    controller.shutdown();
    awaitEnd();
    lock.close();
  }
}
