package de.siegel.cli.fraud.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The topic as it comes: partitions after each other, and with what somebody else wrote. */
class AlertReaderTest {
  private static final String TOPIC = TopicCatalogue.FRAUD_ALERTS;
  private static final Instant EVENING = TestAlerts.EVENING;
  private static final int PARTITIONS = 2;

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerializer<FraudAlert> serializer =
      new AvroSerializer<>(registry, TOPIC, FraudAlert.class, Registration.AUTOMATIC);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  private AlertReader reader(AlertFilter filter) {
    Node[] nodes = {};
    List<PartitionInfo> partitions = new ArrayList<>();
    for (int n = 0; n < PARTITIONS; n++) {
      partitions.add(new PartitionInfo(TOPIC, n, null, nodes, nodes));
      ends.put(new TopicPartition(TOPIC, n), 0L);
    }
    consumer.updatePartitions(TOPIC, partitions);
    consumer.updateBeginningOffsets(Map.copyOf(ends));
    consumer.updateEndOffsets(Map.copyOf(ends));
    return new AlertReader(consumer, registry, filter);
  }

  private AlertReader all() {
    return reader(new AlertFilter(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private void written(int partition, byte[] value) {
    TopicPartition at = new TopicPartition(TOPIC, partition);
    long offset = ends.get(at);
    consumer.addRecord(new ConsumerRecord<>(TOPIC, partition, offset, new byte[0], value));
    ends.put(at, offset + 1);
    consumer.updateEndOffsets(Map.copyOf(ends));
  }

  private void written(int partition, FraudAlert alert) {
    written(partition, serializer.serialize(alert));
  }

  @Test
  void theNewestIsLastWhicheverPartitionItIsIn() {
    AlertReader reader = all();
    written(0, TestAlerts.closed("p-1", EVENING.plusSeconds(60)));
    written(0, TestAlerts.closed("p-1", EVENING.plusSeconds(20)));
    written(1, TestAlerts.closed("p-2", EVENING.plusSeconds(40)));
    written(1, TestAlerts.closed("p-2", EVENING.plusSeconds(80)));

    assertThat(reader.toEnd())
        .extracting(alert -> alert.getAt().getEpochSecond() - EVENING.getEpochSecond())
        .containsExactly(20L, 40L, 60L, 80L);
    assertThat(reader.unreadable()).isZero();
  }

  @Test
  void onlyWhatIsWantedIsKept() {
    AlertReader reader =
        reader(
            new AlertFilter(
                Optional.of(EVENING), Optional.of("p-1"), Optional.of("A_RULE_OF_TOMORROW")));
    written(0, TestAlerts.alert("p-1", "A_RULE_OF_TOMORROW", EVENING, Map.of()));
    written(0, TestAlerts.alert("p-1", "A_RULE_OF_TOMORROW", EVENING.minusMillis(1), Map.of()));
    written(0, TestAlerts.alert("p-2", "A_RULE_OF_TOMORROW", EVENING, Map.of()));
    written(0, TestAlerts.closed("p-1", EVENING));

    assertThat(reader.toEnd())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getAt()).isEqualTo(EVENING);
              assertThat(alert.getPharmacyId()).isEqualTo("p-1");
            });
    assertThat(reader.alerts()).isEqualTo(4);
  }

  @Test
  void whatIsNoAlertIsCountedAndHidesNoOther() {
    AlertReader reader = all();
    FraudAlert foreign = TestAlerts.closed("p-3", EVENING);
    foreign.getHeader().setDestination(TopicCatalogue.DECISIONS);
    byte[] cut = serializer.serialize(TestAlerts.closed("p-4", EVENING));
    written(0, new byte[] {1, 2, 3});
    written(0, (byte[]) null);
    written(0, java.util.Arrays.copyOf(cut, cut.length - 1));
    written(0, TestAlerts.closed("p-1", EVENING));
    written(1, foreign);

    assertThat(reader.toEnd()).extracting(FraudAlert::getPharmacyId).containsExactly("p-1");
    assertThat(reader.unreadable()).isEqualTo(4);
    assertThat(reader.alerts()).isEqualTo(1);
    assertThat(reader.lastUnreadable()).matches("partition [01], offset \\d, .+");
  }

  @Test
  void whatComesLaterIsHandedOverOnce() {
    AlertReader reader = all();
    written(0, TestAlerts.closed("before", EVENING));
    List<String> seen = new ArrayList<>();
    reader.toEnd().forEach(alert -> seen.add(alert.getPharmacyId()));
    consumer.schedulePollTask(
        () -> {
          written(1, TestAlerts.closed("later", EVENING.plusSeconds(9)));
          written(0, TestAlerts.closed("sooner", EVENING.plusSeconds(5)));
        });
    int[] asked = new int[1];

    reader.follow(
        some -> some.forEach(alert -> seen.add(alert.getPharmacyId())), () -> ++asked[0] < 5);

    assertThat(seen).containsExactly("before", "sooner", "later");
  }

  @Test
  void aClusterWithoutTheTopicIsSaid() {
    assertThatThrownBy(
            () ->
                new AlertReader(
                    consumer,
                    registry,
                    new AlertFilter(Optional.empty(), Optional.empty(), Optional.empty())))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("fraud.alerts");
  }
}
