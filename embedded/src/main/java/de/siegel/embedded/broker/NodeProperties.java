package de.siegel.embedded.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The settings of the one node, the same in this process and in one of its own. */
final class NodeProperties {

  static final int NODE_ID = 1;
  static final String HOST = "127.0.0.1";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final int MEBIBYTE = 1024 * 1024;
  private static final int TEN_YEARS_IN_MINUTES = 10 * 365 * 24 * 60;

  private NodeProperties() {}

  static Properties of(Path logFolder, int clientPort, int controllerPort) {
    Properties properties = new Properties();
    node(properties, logFolder, clientPort, controllerPort);
    oneCopy(properties);
    quickOnOneNode(properties);
    small(properties);
    return properties;
  }

  /** As {@link #of}, for these users only; what they may do is said by ACLs. */
  static Properties of(Path logFolder, int clientPort, int controllerPort, BrokerUsers users) {
    Properties properties = of(logFolder, clientPort, controllerPort);
    properties.setProperty(
        "listeners",
        "CLIENTS://%s:%d,%s://%s:%d"
            .formatted(HOST, clientPort, CONTROLLER_LISTENER, HOST, controllerPort));
    properties.setProperty("advertised.listeners", "CLIENTS://%s:%d".formatted(HOST, clientPort));
    properties.setProperty(
        "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
    properties.setProperty("inter.broker.listener.name", "CLIENTS");
    properties.setProperty("sasl.enabled.mechanisms", "PLAIN");
    properties.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
    properties.setProperty("sasl.mechanism.controller.protocol", "PLAIN");
    for (String listener : List.of("clients", "controller")) {
      properties.setProperty(
          "listener.name." + listener + ".plain.sasl.jaas.config", users.server());
    }
    properties.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    properties.setProperty(
        "super.users", "User:" + BrokerUsers.BROKER + ";User:" + BrokerUsers.ADMINISTRATOR);
    properties.setProperty("allow.everyone.if.no.acl.found", "false");
    return properties;
  }

  private static void node(
      Properties properties, Path logFolder, int clientPort, int controllerPort) {
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", Integer.toString(NODE_ID));
    properties.setProperty("log.dirs", logFolder.toString());
    properties.setProperty(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d"
            .formatted(HOST, clientPort, CONTROLLER_LISTENER, HOST, controllerPort));
    properties.setProperty("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, clientPort));
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
    properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    properties.setProperty(
        "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort));
    // A misspelt topic is an error, never a new topic.
    properties.setProperty("auto.create.topics.enable", "false");
    // A stage whose first offsets have expired would not start; a quickstart may sleep for months.
    properties.setProperty("offsets.retention.minutes", Integer.toString(TEN_YEARS_IN_MINUTES));
  }

  private static void oneCopy(Properties properties) {
    properties.setProperty("default.replication.factor", "1");
    properties.setProperty("min.insync.replicas", "1");
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
    properties.setProperty("share.coordinator.state.topic.min.isr", "1");
  }

  private static void quickOnOneNode(Properties properties) {
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    // After a kill the node's own old registration is in its way until that session has ended.
    properties.setProperty("broker.session.timeout.ms", "3000");
    properties.setProperty("broker.heartbeat.interval.ms", "500");
    // A transaction that its producer left behind is looked for each second, not each ten.
    properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static void small(Properties properties) {
    properties.setProperty("offsets.topic.num.partitions", "6");
    properties.setProperty("transaction.state.log.num.partitions", "6");
    properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
    properties.setProperty("num.network.threads", "2");
    properties.setProperty("num.io.threads", "4");
    properties.setProperty("background.threads", "2");
    properties.setProperty("num.replica.fetchers", "1");
    properties.setProperty("num.recovery.threads.per.data.dir", "2");
    properties.setProperty("group.coordinator.threads", "1");
    properties.setProperty("log.cleaner.threads", "1");
    properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 * MEBIBYTE));
    properties.setProperty("log.index.size.max.bytes", Integer.toString(MEBIBYTE));
  }
}
