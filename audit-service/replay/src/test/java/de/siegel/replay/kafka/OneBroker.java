package de.siegel.replay.kafka;

import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.util.Map;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** One Kafka node in the process of the tests, and how to reach it. */
record OneBroker(KafkaClusterTestKit node, KafkaSettings kafka) implements AutoCloseable {

  static OneBroker start() throws Exception {
    KafkaClusterTestKit.Builder builder =
        new KafkaClusterTestKit.Builder(
            new TestKitNodes.Builder()
                .setCombined(true)
                .setNumBrokerNodes(1)
                .setNumControllerNodes(1)
                .build());
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      builder.setConfigProp(topic + ".replication.factor", "1");
      builder.setConfigProp(topic + ".num.partitions", "1");
    }
    builder.setConfigProp("group.initial.rebalance.delay.ms", "0");
    KafkaClusterTestKit node = builder.setConfigProp("transaction.state.log.min.isr", "1").build();
    node.format();
    node.startup();
    node.waitForReadyBrokers();
    Map<String, String> settings = Map.of("kafka.bootstrap-servers", node.bootstrapServers());
    return new OneBroker(node, new KafkaSettings(Configuration.of(settings)));
  }

  @Override
  public void close() {
    try {
      node.close();
    } catch (Exception e) {
      throw new IllegalStateException("The broker of the test does not stop", e);
    }
  }
}
