package de.siegel.fraudcheck;

import de.siegel.fraudcheck.batch.BatchFile;
import de.siegel.fraudcheck.country.SidePath;
import de.siegel.fraudcheck.country.WholeCountry;
import de.siegel.fraudcheck.person.RecentPersons;
import de.siegel.fraudrules.FraudParameters;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.RequestSeal;
import de.siegel.servicekit.health.OutcomeCounters;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.session.EpochEnd;
import de.siegel.servicekit.session.OpenSessions;
import de.siegel.servicekit.testing.TestHouse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The stage's real topology, with everything around it real but the broker. */
final class Stage implements AutoCloseable {
  static final String TOKENS = "fraud-tokens";

  /** So often a task says how busy its pharmacies are. */
  private static final Duration LEVELS = Duration.ofSeconds(1);

  private final TestHouse house;
  private final Path folder;
  private final Optional<Path> batches;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicReference<FraudConfiguration> lastGood = new AtomicReference<>();
  private final List<byte[]> keys = new ArrayList<>();
  private RecentPersons persons = persons();
  private final List<TestRecord<byte[], byte[]>> sightings = new ArrayList<>();
  private WholeCountry country;
  private final KnownBatches batchesOfCountry;
  private TopologyTestDriver driver;
  private final List<byte[]> written = new ArrayList<>();
  private long offset;

  Stage(Path folder) {
    this(folder, Optional.empty());
  }

  /**
   * @param batches the list of batches
   */
  Stage(Path folder, Optional<Path> batches) {
    this.folder = folder;
    this.batches = batches;
    house = new TestHouse(folder.resolve("keys"));
    house.keys().make(TOKENS, "places");
    house.keys().make(TOKENS, "side-path");
    house.keys().make(TOKENS, "2026-Q4");
    country = country();
    batchesOfCountry =
        new KnownBatches(
            new BatchFile(batches, house.clock()), new FraudTokens(house.keys().secrets(TOKENS)));
    driver = driver();
  }

  TestHouse house() {
    return house;
  }

  SimpleMeterRegistry meters() {
    return meters;
  }

  /** Begins anew: nothing that was in memory is left. */
  void restart() {
    driver.close();
    persons = persons();
    country = country();
    sightings.forEach(this::hear);
    driver = driver();
  }

  /** Whose clock is beyond what tests tell of. */
  private WholeCountry country() {
    Clock clock = Clock.fixed(TestHouse.START.plus(Duration.ofDays(365)), ZoneOffset.UTC);
    return new WholeCountry(new SidePath(house.keys().secrets(TOKENS)), clock);
  }

  /** The sightings among what was written come to the side path's reader. */
  void hear(Map<String, List<TestRecord<byte[], byte[]>>> written) {
    for (TestRecord<byte[], byte[]> one :
        written.getOrDefault(TopicCatalogue.FRAUD_SIGHTINGS, List.of())) {
      sightings.add(one);
      hear(one);
    }
  }

  private void hear(TestRecord<byte[], byte[]> sighting) {
    take(TopicCatalogue.FRAUD_SIGHTINGS, sighting);
  }

  private void take(String topic, TestRecord<byte[], byte[]> said) {
    if (!country.take(topic, new String(said.key(), StandardCharsets.UTF_8), said.value())) {
      throw new IllegalStateException("fraud-check refuses what it said itself");
    }
  }

  /**
   * What the reader of the side path does between records, without its delay: it follows thresholds
   * and list of batches, and hears how busy the task's pharmacies are.
   *
   * @param at event time of the next request
   */
  void catchUp(Instant at) {
    FraudConfiguration configuration = house.view().fraudConfiguration().orElseThrow();
    if (country.follow(
        FraudParameters.of(configuration.getParameters()).rules(), batchesOfCountry.at(at))) {
      sightings.forEach(this::hear);
    }
    driver.advanceWallClockTime(LEVELS);
    for (TestRecord<byte[], byte[]> one :
        read().getOrDefault(TopicCatalogue.FRAUD_COUNTRY, List.of())) {
      take(TopicCatalogue.FRAUD_COUNTRY, one);
    }
  }

  /** As {@link #restart}, but the process lives on: what it remembers of persons is still there. */
  void abort() {
    driver.close();
    driver = driver();
  }

  private RecentPersons persons() {
    SecureRandom random = new SecureRandom();
    return new RecentPersons(
        key -> {
          random.nextBytes(key);
          keys.add(key);
        });
  }

  /** The keys of persons, those that were destroyed too: the very arrays. */
  List<byte[]> keys() {
    return keys;
  }

  /** Whether a request of that person is remembered. */
  boolean isRemembered(long token) {
    return persons.knows(token);
  }

  /** All that the stage keeps and writes, byte by byte: stores, and every record so far. */
  List<byte[]> everything() {
    List<byte[]> all = new ArrayList<>(written);
    for (String store : driver.getAllStateStores().keySet()) {
      KeyValueStore<Object, byte[]> values = driver.getKeyValueStore(store);
      try (KeyValueIterator<Object, byte[]> each = values.all()) {
        each.forEachRemaining(
            entry -> {
              all.add(
                  entry.key instanceof byte[] bytes
                      ? bytes
                      : entry.key.toString().getBytes(StandardCharsets.UTF_8));
              all.add(entry.value);
            });
      }
    }
    return all;
  }

  private TopologyTestDriver driver() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, TopicCatalogue.FRAUD_CHECK);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    return new TopologyTestDriver(FraudCheckTopology.of(this::parts), settings, TestHouse.START);
  }

  private Parts parts() {
    String stage = TopicCatalogue.FRAUD_CHECK;
    OpenSessions sessions = house.sessions(stage);
    return new Parts(
        house.view(),
        house.deserializer(RequestValidated.class),
        house.serializer(TopicCatalogue.APPROVED, IssuanceApproved.class),
        house.serializer(TopicCatalogue.DECISIONS, RequestsDecided.class),
        house.serializer(TopicCatalogue.FRAUD_ALERTS, FraudAlert.class),
        house.attestations(stage),
        sessions,
        new RequestSeal(house.seal()),
        house.confirmations(),
        new FraudTokens(house.keys().secrets(TOKENS)),
        "gateway",
        lastGood,
        new BatchFile(batches, house.clock()),
        new SidePath(house.keys().secrets(TOKENS)),
        country,
        persons,
        new EpochEnd(sessions, List.of()),
        house.outcomes(stage),
        house.audit(stage),
        new OutcomeCounters(meters, stage),
        new AlertsRaised(meters),
        house.clock());
  }

  /** A request as validation passes it, now. */
  RequestValidated validated(IssuanceRequest request) {
    return validated(request, house.clock().instant());
  }

  /** A request as validation passes it. */
  RequestValidated validated(IssuanceRequest request, Instant at) {
    RequestValidated validated =
        new RequestValidated(
            RecordHeaders.of(
                RequestValidated.class, TopicCatalogue.VALIDATED, TopicCatalogue.VALIDATION),
            request,
            at,
            new SourcePosition(0, offset++),
            "URN:UVCI:01DE/TEST00001/X#0",
            ByteBuffer.wrap(new byte[8]),
            1L,
            2L,
            ByteBuffer.wrap(new byte[32]),
            ByteBuffer.wrap(new byte[60]),
            house.view().versions(),
            null);
    validated.setAttestation(house.attestations(TopicCatalogue.VALIDATION).attest(validated));
    return validated;
  }

  /** What the stage writes, by topic; changelogs aside. */
  Map<String, List<TestRecord<byte[], byte[]>>> check(RequestValidated validated) {
    return check(
        house.serializer(TopicCatalogue.VALIDATED, RequestValidated.class).serialize(validated));
  }

  /** What the stage writes, by topic; changelogs aside. */
  Map<String, List<TestRecord<byte[], byte[]>>> check(byte[] value) {
    driver
        .createInputTopic(
            TopicCatalogue.VALIDATED, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                TestHouse.PHARMACY.getBytes(StandardCharsets.UTF_8),
                value,
                house.clock().instant()));
    return read();
  }

  /** What was written since it was last read. */
  private Map<String, List<TestRecord<byte[], byte[]>>> read() {
    Map<String, List<TestRecord<byte[], byte[]>>> written = new HashMap<>();
    for (String topic : driver.producedTopicNames()) {
      List<TestRecord<byte[], byte[]>> records =
          driver
              .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
              .readRecordsToList();
      for (TestRecord<byte[], byte[]> one : records) {
        this.written.add(one.key() == null ? new byte[0] : one.key());
        this.written.add(one.value() == null ? new byte[0] : one.value());
      }
      if (!topic.endsWith("-changelog")) {
        if (!records.isEmpty()) {
          written.put(topic, records);
        }
      }
    }
    return written;
  }

  /** Time passes, for the stage's housekeeping too. */
  void pass(Duration time) {
    house.pass(time);
    driver.advanceWallClockTime(time);
  }

  /** Breaks what the store has of a pharmacy. */
  void corrupt(String pharmacyId) {
    KeyValueStore<String, byte[]> store = driver.getKeyValueStore(PharmacyStates.NAME);
    byte[] state = store.get(pharmacyId);
    store.put(pharmacyId, Arrays.copyOf(state, state.length / 2));
  }

  /** The leaf among what was written. */
  AuditEvent leaf(Map<String, List<TestRecord<byte[], byte[]>>> written) {
    return house.read(AuditEvent.class, written.get(TopicCatalogue.AUDIT_EVENTS).get(0).value());
  }

  @Override
  public void close() {
    driver.close();
  }
}
