package de.siegel.sequencer;

import static de.siegel.schemas.topic.TopicCatalogue.AUDIT_EVENTS;
import static de.siegel.schemas.topic.TopicCatalogue.AUDIT_LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.ParkedRecord;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SequencerServiceIT {
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private static OneBroker broker;
  private Trail trail;

  @BeforeAll
  static void startBroker() {
    broker = OneBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void openTrail() {
    trail = new Trail(broker);
  }

  @AfterEach
  void closeTrail() {
    trail.close();
  }

  @Test
  void copiesEachCommittedEventOnceByteForByteAndNothingThatAborted() {
    trail.createTopics();
    trail.setOffsets(0);
    publish("before", 60);
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      publish("while it runs", 60);
      trail.awaitLeaves(120);
      assertThat(sequencer.ready()).isTrue();
    }

    assertExactCover(120);
    assertThat(trail.meters.counter("siegel.sequencer.leaves").count()).isEqualTo(120);
  }

  @Test
  void goesOnWithTheNextIndexAfterARestart() {
    trail.createTopics();
    trail.setOffsets(0);
    for (int run = 1; run <= 3; run++) {
      publish("run " + run, 10);
      try (SequencerService sequencer = trail.sequencer()) {
        sequencer.start();
        trail.awaitLeaves(10 * run);
      }
    }

    assertExactCover(30);
  }

  @Test
  void abortsWhatAKilledPredecessorLeftOpen() {
    trail.createTopics();
    trail.setOffsets(0);
    publish("before", 10);
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      trail.awaitLeaves(10);
    }
    publish("after", 10);
    // Nobody closes it in order: what it sent stays undecided until a successor comes.
    KafkaProducer<byte[], byte[]> killed = trail.producer(TopicCatalogue.SEQUENCER);
    killed.initTransactions();
    killed.beginTransaction();
    for (int i = 0; i < 500; i++) {
      killed.send(new ProducerRecord<>(AUDIT_LOG, 0, null, trail.events.about("torn " + i)));
    }
    killed.flush();

    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      trail.awaitLeaves(20);
    } finally {
      killed.close(Duration.ZERO);
    }

    assertExactCover(20);
  }

  @Test
  void findsTheLastLeafBehindManyAbortedRecords() {
    trail.createTopics();
    trail.setOffsets(0);
    publish("before", 10);
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      trail.awaitLeaves(10);
    }
    try (KafkaProducer<byte[], byte[]> aborting = trail.producer(TopicCatalogue.SEQUENCER)) {
      aborting.initTransactions();
      aborting.beginTransaction();
      for (int i = 0; i < 1_000; i++) {
        aborting.send(new ProducerRecord<>(AUDIT_LOG, 0, null, new byte[] {1}));
      }
      aborting.abortTransaction();
    }
    publish("after", 10);
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      trail.awaitLeaves(20);
    }

    assertExactCover(20);
  }

  @Test
  void failsWhenASecondSequencerTakesOver() {
    trail.createTopics();
    trail.setOffsets(0);
    try (SequencerService first = trail.sequencer();
        SequencerService second = trail.sequencer()) {
      first.start();
      publish("for the first", 10);
      trail.awaitLeaves(10);
      second.start();
      await().atMost(LONGEST).until(second::ready);
      publish("for the second", 10);

      await().atMost(LONGEST).until(first::failed);
      trail.awaitLeaves(20);
      assertThat(second.failed()).isFalse();
      assertThat(first.ready()).isFalse();
    }

    assertExactCover(20);
  }

  @Test
  void comesBackWhenItWasFencedByNobodyWhoTookOver() {
    trail.createTopics();
    trail.setOffsets(0);
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      publish("before", 10);
      trail.awaitLeaves(10);
      // As after a transaction that timed out: the broker has raised the epoch of the id.
      try (KafkaProducer<byte[], byte[]> fencing = trail.producer(TopicCatalogue.SEQUENCER)) {
        fencing.initTransactions();
      }
      publish("after", 10);
      trail.awaitLeaves(20);
      assertThat(sequencer.failed()).isFalse();
    }

    assertExactCover(20);
    assertThat(trail.meters.counter("siegel.sequencer.transactions.aborted").count()).isPositive();
  }

  @Test
  void parksAnEventOfAStageThatMayNotWriteIt() {
    trail.createTopics();
    trail.setOffsets(0);
    byte[] forged = trail.events.by("validation", AuditKind.ISSUED);
    try (KafkaProducer<byte[], byte[]> producer = trail.producer("stage")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(Trail.event(1, forged));
      producer.send(Trail.event(1, trail.events.about("good")));
      producer.commitTransaction();
    }

    List<ConsumerRecord<byte[], byte[]>> leaves;
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      leaves = trail.awaitLeaves(2);
    }

    assertThat(trail.read(TopicCatalogue.parked(TopicCatalogue.SEQUENCER)))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEqualTo(forged))
        .satisfies(record -> assertThat(header(record, "siegel.reason")).isEqualTo("WRONG_WRITER"));
    assertThat(leaves).extracting(ConsumerRecord::value).doesNotContain(forged);
  }

  @Test
  void parksPoisonAndAppendsTheEventAboutItNext() throws Exception {
    trail.createTopics();
    trail.setOffsets(0);
    byte[] poison = "no audit event".getBytes(StandardCharsets.UTF_8);
    byte[] stray = trail.events.writtenFor("audit.log", "stray");
    try (KafkaProducer<byte[], byte[]> producer = trail.producer("stage")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(Trail.event(1, trail.events.about("good")));
      producer.send(Trail.event(1, poison));
      producer.send(Trail.event(1, stray));
      producer.commitTransaction();
    }

    List<ConsumerRecord<byte[], byte[]>> leaves;
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      leaves = trail.awaitLeaves(3);
    }

    List<ConsumerRecord<byte[], byte[]>> parked =
        trail.read(TopicCatalogue.parked(TopicCatalogue.SEQUENCER));
    assertThat(parked).extracting(ConsumerRecord::value).containsExactly(poison, stray);
    assertThat(parked)
        .extracting(record -> header(record, "siegel.reason"))
        .containsExactly("WRONG_MAGIC", "WRONG_HEADER");
    assertThat(parked)
        .extracting(record -> header(record, "siegel.offset"))
        .containsExactly("1", "2");
    assertThat(leaves).hasSize(3);
    AvroDeserializer<AuditEvent> deserializer =
        new AvroDeserializer<>(trail.registry, AuditEvent.class);
    AuditEvent about = deserializer.deserialize(leaves.get(1).value());
    assertThat(about.getKind()).isEqualTo(AuditKind.PARKED);
    assertThat(about.getParked()).isEqualTo(new ParkedRecord(AUDIT_EVENTS, 1, 1L, "WRONG_MAGIC"));
    assertThat(deserializer.deserialize(leaves.get(2).value()).getParked().getOffset())
        .isEqualTo(2);
    assertContiguous(leaves);
    assertThat(trail.meters.counter("siegel.sequencer.parked").count()).isEqualTo(2);
  }

  /** Who administers the brokers can change them, but not without a trace. */
  @Test
  void saysWhatBecameOfTheAuditTopics() {
    trail.createTopics();
    trail.setOffsets(0);
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      await().atMost(LONGEST).until(sequencer::ready);
      trail.change(AUDIT_LOG, "retention.ms", "3600000");
      awaitCommands("audit.deviation audit.log: retention.ms is 3600000, should be -1");
      assertThat(deviations()).isEqualTo(1);

      trail.change(AUDIT_LOG, "retention.ms", "-1");
      awaitCommands(
          "audit.deviation audit.log: retention.ms is 3600000, should be -1",
          "audit.deviation-over audit.log: retention.ms is 3600000, should be -1");
      assertThat(deviations()).isZero();

      Trail.get(
          trail.admin.createPartitions(Map.of(AUDIT_EVENTS, NewPartitions.increaseTo(4))).all());
      awaitCommands(
          "audit.deviation audit.log: retention.ms is 3600000, should be -1",
          "audit.deviation-over audit.log: retention.ms is 3600000, should be -1",
          "audit.deviation audit.events: partitions is 4, should be 3");
      assertThat(sequencer.failed()).isFalse();
    }
  }

  /** An administrator who leaves a transaction open hides all that is committed behind it. */
  @Test
  void saysThatATransactionHoldsThePartitionBack() {
    trail.createTopics();
    trail.setOffsets(0);
    try (SequencerService sequencer = trail.sequencer();
        KafkaProducer<byte[], byte[]> holding = trail.longTransaction()) {
      sequencer.start();
      await().atMost(LONGEST).until(sequencer::ready);
      holding.send(new ProducerRecord<>(AUDIT_EVENTS, 1, null, new byte[] {1}));
      holding.flush();

      await().atMost(Duration.ofSeconds(60)).until(() -> deviations() == 1);
      holding.abortTransaction();
      await().atMost(LONGEST).until(() -> deviations() == 0);
      awaitCommands(
          "audit.deviation audit.events: last stable offset of partition 1 is held at 0 by a"
              + " transaction that does not end, should be going on",
          "audit.deviation-over audit.events: last stable offset of partition 1 is held at 0 by a"
              + " transaction that does not end, should be going on");
    }
  }

  @Test
  void saysThatNobodyIsAskedWhoComes() {
    trail.createTopics();
    trail.setOffsets(0);
    try (SequencerService sequencer = trail.sequencer(Map.of("sequencer.guard-access", "true"))) {
      sequencer.start();
      awaitCommands(
          "audit.deviation audit.log: access is no authorizer: whoever reaches the brokers may"
              + " write, should be as the access catalogue says");
    }
  }

  private double deviations() {
    return trail.meters.get("siegel.audit.topics.deviations").gauge().value();
  }

  private void awaitCommands(String... expected) {
    AvroDeserializer<AuditEvent> deserializer =
        new AvroDeserializer<>(trail.registry, AuditEvent.class);
    await()
        .atMost(LONGEST)
        .untilAsserted(
            () ->
                assertThat(trail.read(AUDIT_LOG))
                    .extracting(leaf -> deserializer.deserialize(leaf.value()).getCommand())
                    .extracting(command -> command.getName() + " " + command.getSubject())
                    .containsExactly(expected));
  }

  @Test
  void waitsForTopicsThatDoNotExistYet() {
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      await().during(Duration.ofSeconds(2)).until(() -> !sequencer.ready() && !sequencer.failed());
      trail.createTopics();
      trail.setOffsets(0);
      publish("late", 10);
      trail.awaitLeaves(10);
    }

    assertExactCover(10);
  }

  @Test
  void failsWithoutACommittedOffset() {
    trail.createTopics();
    publish("never read", 10);
    assertFailsWithoutALeaf(0);
  }

  @Test
  void failsWhenItsOffsetIsOutOfRange() {
    trail.createTopics();
    trail.setOffsets(1_000);
    publish("never read", 10);
    assertFailsWithoutALeaf(0);
  }

  @Test
  void failsWhenItsOffsetsWereMovedBack() {
    trail.createTopics();
    trail.setOffsets(0);
    publish("once", 10);
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      trail.awaitLeaves(10);
    }
    trail.setOffsets(0);
    assertFailsWithoutALeaf(10);
    assertExactCover(10);
  }

  private void assertFailsWithoutALeaf(int leaves) {
    try (SequencerService sequencer = trail.sequencer()) {
      sequencer.start();
      await().atMost(LONGEST).until(sequencer::failed);
      assertThat(sequencer.ready()).isFalse();
    }
    assertThat(trail.read(AUDIT_LOG)).hasSize(leaves);
  }

  /** Commits so many events over all partitions, with an aborted transaction after each third. */
  private void publish(String subject, int count) {
    try (KafkaProducer<byte[], byte[]> producer = trail.producer("stage")) {
      producer.initTransactions();
      for (int i = 0; i < count; i++) {
        producer.beginTransaction();
        producer.send(Trail.event(i % Trail.PARTITIONS, trail.events.about(subject + " " + i)));
        producer.commitTransaction();
        if (i % 3 == 0) {
          producer.beginTransaction();
          producer.send(
              Trail.event(i % Trail.PARTITIONS, trail.events.about(subject + " aborted " + i)));
          producer.flush();
          producer.abortTransaction();
        }
      }
    }
  }

  private void assertExactCover(int count) {
    List<ConsumerRecord<byte[], byte[]>> leaves = trail.read(AUDIT_LOG);
    assertContiguous(leaves);
    Map<String, byte[]> copied = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> leaf : leaves) {
      assertThat(leaf.key()).isNull();
      assertThat(copied.put(header(leaf, "source"), leaf.value())).isNull();
    }
    Map<String, byte[]> committed = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> event : trail.read(AUDIT_EVENTS)) {
      committed.put(event.partition() + ":" + event.offset(), event.value());
    }
    assertThat(committed).hasSize(count);
    assertThat(copied.keySet()).isEqualTo(committed.keySet());
    committed.forEach((source, value) -> assertThat(copied.get(source)).isEqualTo(value));
    // Each partition's own order stays.
    Map<String, Long> last = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> leaf : leaves) {
      String[] source = header(leaf, "source").split(":");
      long offset = Long.parseLong(source[1]);
      assertThat(offset).isGreaterThan(last.getOrDefault(source[0], -1L));
      last.put(source[0], offset);
    }
  }

  private static void assertContiguous(List<ConsumerRecord<byte[], byte[]>> leaves) {
    for (int i = 0; i < leaves.size(); i++) {
      byte[] index = leaves.get(i).headers().lastHeader("index").value();
      assertThat(ByteBuffer.wrap(index).getLong()).isEqualTo(i);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
