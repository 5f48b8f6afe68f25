package de.siegel.systemtests;

import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.identity.session.SessionApplication;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.PharmacyPartition;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.Reply;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.Seal;
import de.siegel.sealing.SecretWrapping;
import de.siegel.sealing.SessionKeys;
import de.siegel.sealing.SessionSecret;
import de.siegel.servicekit.crypto.CryptoProviders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * A pharmacy that does without the SDK, so that it can send what the SDK never would: any bytes to
 * any topic, and records that are sealed and signed but wrong.
 */
final class RawPharmacy implements AutoCloseable {
  private static final Duration REPLY = Duration.ofSeconds(30);

  private final PipelineProcesses pipeline;
  private final String pharmacyId;
  private final SecureRandom random = new SecureRandom();
  private final Seal seal;
  private final SessionSecret secret;
  private final SessionKeys keys;
  private final String epoch;
  private final long sequence;
  private KafkaProducer<byte[], byte[]> producer;

  RawPharmacy(PipelineProcesses pipeline, String pharmacyId) {
    this(pipeline, pharmacyId, "terminal-raw", "operator");
  }

  /** At a work place. */
  RawPharmacy(PipelineProcesses pipeline, String pharmacyId, String terminal, String operator) {
    this.pipeline = pipeline;
    this.pharmacyId = pharmacyId;
    Provider provider = CryptoProviders.choose().hot();
    this.seal = new Seal(provider, random);
    byte[] id = new byte[16];
    random.nextBytes(id);
    this.secret = SessionSecret.random(HexFormat.of().formatHex(id), random);
    this.keys = SessionKeys.generate(SigningAlgorithm.ED25519, provider);
    List<EpochKey> epochKeys = pipeline.sessions().epochKeys();
    this.epoch = epochKeys.get(0).getEpoch();
    this.sequence =
        pipeline
            .sessions()
            .open(
                new SessionApplication(
                    secret.sessionId(),
                    pharmacyId,
                    PipelineSettings.TENANT,
                    terminal,
                    operator,
                    keys.algorithm(),
                    keys.publicKey(),
                    epoch,
                    secret.commitment(),
                    epochKeys.stream().map(key -> SecretWrapping.wrap(secret, key)).toList()),
                Optional.empty())
            .sequence();
  }

  private KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      producer = producer(pipeline);
    }
    return producer;
  }

  /** A producer without any transaction. */
  static KafkaProducer<byte[], byte[]> producer(PipelineProcesses pipeline) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", pipeline.broker().bootstrapServers(), "acks", "all"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** The envelope of a request that is in order. */
  RequestEnvelope envelope() {
    return new RequestEnvelope(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        pharmacyId,
        secret.sessionId(),
        PipelineSettings.TENANT,
        epoch,
        "eu-dcc-1.3",
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        null,
        null,
        new ControlVersions(0L, sequence, 0L, 0L, 0L));
  }

  /** The header of a request that is in order. */
  static EventHeader header() {
    return new EventHeader(
        IssuanceRequest.class.getName(), TopicCatalogue.REQUESTS, "tenant:quickstart");
  }

  /** Seals and signs whatever it is given. */
  IssuanceRequest request(EventHeader header, RequestEnvelope envelope, byte[] content) {
    byte[] sealed = new RequestSeal(seal).seal(secret, header, envelope, content);
    byte[] signature = keys.sign(header, envelope, sealed);
    return new IssuanceRequest(
        header, envelope, ByteBuffer.wrap(sealed), ByteBuffer.wrap(signature));
  }

  /** The bytes of a record as its writer would send them. */
  <T extends SpecificRecord> byte[] encode(String topic, Class<T> type, T value) {
    return new AvroSerializer<>(pipeline.schemaRegistry(), topic, type, Registration.LOOK_UP)
        .serialize(value);
  }

  /** The record key of this pharmacy. */
  byte[] key() {
    return pharmacyId.getBytes(StandardCharsets.UTF_8);
  }

  /** The partition of this pharmacy. */
  int partition() {
    return PharmacyPartition.of(key(), PipelineSettings.PARTITIONS);
  }

  /** Publishes any bytes and returns where they stand. */
  RecordMetadata publish(String topic, int partition, byte[] key, byte[] value) {
    try {
      return producer().send(new ProducerRecord<>(topic, partition, key, value)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** As {@link #publish}, compressed: what the broker bounds is the length that comes. */
  RecordMetadata publishCompressed(String topic, int partition, byte[] key, byte[] value)
      throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            pipeline.broker().bootstrapServers(),
            "compression.type",
            "lz4",
            "buffer.memory",
            128L * 1024 * 1024,
            "max.request.size",
            64 * 1024 * 1024);
    try (KafkaProducer<byte[], byte[]> compressing =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      return compressing.send(new ProducerRecord<>(topic, partition, key, value)).get();
    }
  }

  /** Waits for the outcome of a submission. */
  Outcome awaitOutcome(String submissionId) {
    AtomicReference<Outcome> found = new AtomicReference<>();
    Awaitility.await("the outcome")
        .atMost(REPLY)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              outcomes().stream()
                  .filter(outcome -> outcome.getSubmissionId().equals(submissionId))
                  .forEach(found::set);
              return found.get() != null;
            });
    return found.get();
  }

  private List<Outcome> outcomes() {
    AvroDeserializer<Outcome> deserializer =
        new AvroDeserializer<>(pipeline.schemaRegistry(), Outcome.class);
    return CommittedRecords.of(pipeline, TopicCatalogue.outcomes(PipelineSettings.TENANT)).stream()
        .map(
            message -> {
              try {
                return deserializer.deserialize(message.value());
              } catch (UndecodableRecord e) {
                throw new AssertionError("an outcome cannot be read: " + e.reason());
              }
            })
        .toList();
  }

  /** Opens an outcome that is sealed to this session. */
  Reply open(Outcome outcome) {
    return new OutcomeSeal(seal).reply(secret, outcome).orElseThrow();
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
  }
}
