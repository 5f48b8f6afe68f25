package de.siegel.replay.kafka;

import de.siegel.replay.Events;
import de.siegel.replay.SealedEvents;
import de.siegel.replay.invariant.Controls;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes by hand what clients, stages and sequencer write, one transaction a record. */
final class Flow implements AutoCloseable {
  static final String OUTCOMES = TopicCatalogue.outcomes("gateway");
  private static final int PARTITIONS = 2;

  private final SealedEvents events;
  private final KafkaProducer<byte[], byte[]> producer;
  // Its own: under transaction protocol 2, who writes directly behind its own abort may meet the
  // abort's marker and be told INVALID_TXN_STATE.
  private final KafkaProducer<byte[], byte[]> aborting;
  private long nextIndex;

  Flow(OneBroker broker, SealedEvents events) throws Exception {
    this.events = events;
    createTopics(broker);
    producer = producer(broker, "flow");
    aborting = producer(broker, "aborting");
  }

  private static KafkaProducer<byte[], byte[]> producer(OneBroker broker, String id) {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            broker.kafka().transactionalProducer(id, id),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private static void createTopics(OneBroker broker) throws Exception {
    try (Admin admin = Admin.create(broker.kafka().common())) {
      NewTopic requests = new NewTopic(TopicCatalogue.REQUESTS, PARTITIONS, (short) 1);
      admin
          .createTopics(
              List.of(
                  requests.configs(Map.of("message.timestamp.type", "LogAppendTime")),
                  new NewTopic(TopicCatalogue.ADMISSIONS, 1, (short) 1),
                  new NewTopic(TopicCatalogue.AUDIT_EVENTS, PARTITIONS, (short) 1),
                  new NewTopic(TopicCatalogue.AUDIT_LOG, 1, (short) 1),
                  new NewTopic(OUTCOMES, PARTITIONS, (short) 1),
                  new NewTopic(
                      TopicCatalogue.parked(TopicCatalogue.VALIDATION), PARTITIONS, (short) 1)))
          .all()
          .get();
    }
  }

  /** Sends a record in a transaction of its own, after one that aborts. */
  RecordMetadata send(ProducerRecord<byte[], byte[]> message)
      throws ExecutionException, InterruptedException {
    aborting.beginTransaction();
    aborting.send(new ProducerRecord<>(message.topic(), message.partition(), null, new byte[1]));
    aborting.flush();
    aborting.abortTransaction();
    producer.beginTransaction();
    var sent = producer.send(message);
    producer.commitTransaction();
    return sent.get();
  }

  private RecordMetadata send(String topic, byte[] value) throws Exception {
    return send(new ProducerRecord<>(topic, 1, null, value));
  }

  private <T extends SpecificRecord> byte[] bytes(String topic, Class<T> type, T value) {
    return new AvroSerializer<>(events.registry, topic, type, Registration.AUTOMATIC)
        .serialize(value);
  }

  private static EventHeader header(Class<?> type, String topic) {
    return new EventHeader(type.getName(), topic, "flow");
  }

  /** What the desk wrote before anybody could ask. */
  void admit() throws Exception {
    ControlRecord admission =
        new ControlRecord(
            ByteBuffer.wrap(Controls.admitted("pharmacy-1", 1).payload().bytes()), List.of());
    send(
        new ProducerRecord<>(
            TopicCatalogue.ADMISSIONS,
            0,
            Instant.EPOCH.toEpochMilli(),
            "pharmacy-1".getBytes(StandardCharsets.UTF_8),
            bytes(TopicCatalogue.ADMISSIONS, ControlRecord.class, admission)));
  }

  RecordMetadata submit(String submission) throws Exception {
    RequestEnvelope envelope =
        new RequestEnvelope(
            submission,
            "request of " + submission,
            "pharmacy-1",
            "session",
            "gateway",
            "epoch",
            "eu-dcc-1.3",
            Instant.EPOCH,
            null,
            null,
            new ControlVersions());
    IssuanceRequest request =
        new IssuanceRequest(
            header(IssuanceRequest.class, TopicCatalogue.REQUESTS),
            envelope,
            ByteBuffer.allocate(1),
            ByteBuffer.allocate(1));
    return send(
        TopicCatalogue.REQUESTS, bytes(TopicCatalogue.REQUESTS, IssuanceRequest.class, request));
  }

  void answer(String submission, Instant requestedAt) throws Exception {
    Outcome outcome =
        new Outcome(
            header(Outcome.class, OUTCOMES),
            submission,
            "request of " + submission,
            "pharmacy-1",
            "session",
            TopicCatalogue.SIGNER,
            requestedAt,
            ByteBuffer.allocate(1),
            null,
            null);
    send(OUTCOMES, bytes(OUTCOMES, Outcome.class, outcome));
  }

  void leaf(AuditKind kind, Decision decision, Links links) throws Exception {
    sequence(events.bytes(kind, decision, links));
  }

  void leaf(AuditEvent event) throws Exception {
    sequence(bytes(TopicCatalogue.AUDIT_EVENTS, AuditEvent.class, event));
  }

  private void sequence(byte[] value) throws Exception {
    append(value, send(TopicCatalogue.AUDIT_EVENTS, value).offset());
  }

  /** Appends to the log what the sequencer would for an event at this offset. */
  void append(byte[] value, long offset) throws Exception {
    ProducerRecord<byte[], byte[]> leaf =
        new ProducerRecord<>(TopicCatalogue.AUDIT_LOG, 0, null, value);
    leaf.headers()
        .add("index", ByteBuffer.allocate(Long.BYTES).putLong(nextIndex).array())
        .add("source", ("1:" + offset).getBytes(StandardCharsets.US_ASCII));
    nextIndex++;
    send(leaf);
  }

  /** One certificate, by the book. */
  void issue(String submission) throws Exception {
    RecordMetadata sent = submit(submission);
    Instant at = Instant.ofEpochMilli(sent.timestamp());
    ByteBuffer commitment =
        ByteBuffer.wrap(java.util.Arrays.copyOf(submission.getBytes(StandardCharsets.UTF_8), 32));
    Decision approval = Events.decision(at, 1, sent.offset());
    approval.setCommitment(commitment);
    approval.setAttestations(
        List.of(
            Events.attestation(TopicCatalogue.VALIDATION, TopicCatalogue.SIGNER),
            Events.attestation(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.SIGNER)));
    leaf(Events.decided(AuditKind.APPROVED, TopicCatalogue.FRAUD_CHECK, approval));
    leaf(Events.signing(AuditKind.SIGNING_ANNOUNCED, "run-1", 1, List.of(commitment), 0));
    Decision issue = Events.decision(at, 1, sent.offset());
    issue.setCommitment(commitment);
    issue.setAdmissionsVersion(1);
    leaf(
        AuditKind.ISSUED,
        issue,
        Events.links(
            "pharmacy-1",
            "request of " + submission,
            submission,
            submission.getBytes(StandardCharsets.UTF_8)));
    answer(submission, at);
  }

  /** A record that validation could not read and put aside. */
  void park() throws Exception {
    byte[] poison = "poison".getBytes(StandardCharsets.UTF_8);
    long offset = send(TopicCatalogue.REQUESTS, poison).offset();
    ProducerRecord<byte[], byte[]> parked =
        new ProducerRecord<>(TopicCatalogue.parked(TopicCatalogue.VALIDATION), 1, null, poison);
    Map.of(
            "siegel.topic",
            TopicCatalogue.REQUESTS,
            "siegel.partition",
            "1",
            "siegel.offset",
            Long.toString(offset))
        .forEach((name, text) -> parked.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    send(parked);
    leaf(
        Events.parked(
            AuditKind.PARKED, TopicCatalogue.VALIDATION, TopicCatalogue.REQUESTS, 1, offset));
  }

  @Override
  public void close() {
    producer.close();
    aborting.close();
  }
}
