package de.siegel.validation;

import de.siegel.certificate.CertificateFormats;
import de.siegel.certificate.IssuingPolicy;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.BlindSeal;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.RequestSignature;
import de.siegel.servicekit.decided.Progress;
import de.siegel.servicekit.health.OutcomeCounters;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.session.EpochEnd;
import de.siegel.servicekit.session.OpenSessions;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.validation.registry.RequestRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The stage's real topology, with everything around it real but the broker. */
final class ValidationHarness implements AutoCloseable {
  static final String KEY_ID = "00112233aabbccdd";

  private final TestHouse house;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();

  ValidationHarness(Path folder) {
    this(folder, 1);
  }

  ValidationHarness(Path folder, int partitions) {
    house = new TestHouse(folder.resolve("keys"));
    house.signingKey(KEY_ID, KeyState.ACTIVE);
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, TopicCatalogue.VALIDATION);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    driver =
        new TopologyTestDriver(
            ValidationTopology.of(this::parts, partitions), settings, TestHouse.START);
  }

  private Parts parts() {
    String stage = TopicCatalogue.VALIDATION;
    OpenSessions sessions = house.sessions(stage);
    return new Parts(
        house.view(),
        house.deserializer(IssuanceRequest.class),
        house.deserializer(RequestsDecided.class),
        house.serializer(TopicCatalogue.VALIDATED, RequestValidated.class),
        new RequestSignature(house.provider()),
        new RequestSeal(house.seal()),
        new BlindSeal(house.seal()),
        house.attestations(stage),
        sessions,
        house.confirmations(),
        new EpochEnd(sessions, List.of()),
        house.outcomes(stage),
        house.audit(stage),
        CertificateFormats.under(IssuingPolicy.germany(true)),
        house.keys().secrets(TestHouse.SAMENESS),
        new OutcomeCounters(meters, stage),
        house.random(),
        house.clock(),
        Set.of(TestHouse.TENANT));
  }

  TestHouse house() {
    return house;
  }

  double counted(String meter, String tag, String value) {
    return meters.get(meter).tag(tag, value).counter().count();
  }

  /** Appends a request under its pharmacy's key, at the present time. */
  Written send(IssuanceRequest request) {
    return sendRaw(
        request.getEnvelope().getPharmacyId().getBytes(StandardCharsets.UTF_8), bytes(request));
  }

  byte[] bytes(IssuanceRequest request) {
    return house.serializer(TopicCatalogue.REQUESTS, IssuanceRequest.class).serialize(request);
  }

  Written sendRaw(byte[] key, byte[] value) {
    return append(TopicCatalogue.REQUESTS, key, value);
  }

  /** The signer says that it published certificates for the requests at these offsets. */
  Written issued(Long... offsets) {
    return decided(TopicCatalogue.SIGNER, List.of(offsets), List.of(), decided -> {});
  }

  /** Fraud-check says that it held a request. */
  Written held(RequestValidated validated) {
    return decided(TopicCatalogue.FRAUD_CHECK, List.of(), List.of(hold(validated)), d -> {});
  }

  static RequestDecision hold(RequestValidated validated) {
    return new RequestDecision(
        validated.getSource().getOffset(),
        validated.getRequestedAt(),
        validated.getRequest().getEnvelope().getPharmacyId(),
        validated.getRequest().getEnvelope().getRequestId(),
        OutcomeKind.HELD,
        List.of(new de.siegel.schemas.event.Finding("VELOCITY_LIMIT", "")),
        List.of(),
        "",
        null,
        "");
  }

  /** What a stage tells, and what somebody changes in it afterwards. */
  Written decided(
      String stage,
      List<Long> issued,
      List<RequestDecision> decisions,
      Consumer<RequestsDecided> onTheWay) {
    return decided(0, stage, issued, decisions, onTheWay);
  }

  /** As above, of the requests in a partition. */
  Written decided(
      int partitionOfRequests,
      String stage,
      List<Long> issued,
      List<RequestDecision> decisions,
      Consumer<RequestsDecided> onTheWay) {
    RequestsDecided decided =
        new RequestsDecided(
            RecordHeaders.of(RequestsDecided.class, TopicCatalogue.DECISIONS, stage),
            partitionOfRequests,
            issued,
            decisions,
            null);
    decided.setAttestation(house.attestations(stage).attest(decided));
    onTheWay.accept(decided);
    return append(
        TopicCatalogue.DECISIONS,
        new byte[0],
        house.serializer(TopicCatalogue.DECISIONS, RequestsDecided.class).serialize(decided));
  }

  Written append(String topic, byte[] key, byte[] value) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, house.clock().instant()));
    return drain();
  }

  Written drain() {
    List<Written.Message> messages = new ArrayList<>();
    for (String topic : driver.producedTopicNames()) {
      if (topic.endsWith("-changelog")) {
        continue;
      }
      TestOutputTopic<byte[], byte[]> output =
          outputs.computeIfAbsent(
              topic,
              name ->
                  driver.createOutputTopic(
                      name, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
      output.readRecordsToList().forEach(r -> messages.add(new Written.Message(topic, r)));
    }
    return new Written(house, messages);
  }

  KeyValueStore<byte[], byte[]> store() {
    return driver.getKeyValueStore(RequestRegistry.STORE);
  }

  /** Says that requests were read up to an offset. */
  void noteProgress(long offset) {
    KeyValueStore<byte[], byte[]> store = driver.getKeyValueStore(ValidationProcessor.PROGRESS);
    new Progress(store, TopicCatalogue.REQUESTS).advance(offset);
  }

  /** Lets the topology's own wall clock, and with it the housekeeping, go on. */
  void advanceWallClock(java.time.Duration time) {
    driver.advanceWallClockTime(time);
  }

  @Override
  public void close() {
    driver.close();
  }
}
