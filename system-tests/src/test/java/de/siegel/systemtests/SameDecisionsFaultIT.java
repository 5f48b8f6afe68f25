package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.fraudcheck.batch.BatchLine;
import de.siegel.fraudcheck.testing.AllTogether;
import de.siegel.fraudcheck.testing.SameDecision;
import de.siegel.fraudcheck.testing.TraceRequests;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.TokenQuarter;
import de.siegel.fraudtraces.Trace;
import de.siegel.fraudtraces.TraceBatch;
import de.siegel.fraudtraces.TraceEvent;
import de.siegel.fraudtraces.Traces;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Attestations;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.RecordHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stage decides as the replay of a trace does, request by request, while one of two instances
 * is killed and comes back: each request once, and none otherwise for the state that moved. Who
 * goes on where the other was killed does so with its copy of the state, not from the changelog.
 */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class SameDecisionsFaultIT {
  /** A killed member's session and transaction, each after a kill, beside other modules' tests. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final String RESTORED = "siegel_store_restored_records_total";
  private static final String TAKEN_OVER = "siegel_store_standby_takeover_records_sum";
  private static final int FIRST = 1;
  private static final int BERLIN_MITTE = 10;
  private static final int FEW = 50;
  private static final int EACH = 20;

  @TempDir Path folder;
  private KafkaProducer<byte[], byte[]> producer;
  private AvroSerializer<RequestValidated> serializer;
  private final Map<String, RawPharmacy> sessions = new HashMap<>();
  private final Map<Integer, Long> offsets = new HashMap<>();
  private final Map<SourcePosition, Decision> expected = new HashMap<>();

  @Test
  void decidesAsTheReplayDoesThroughAKillAndTwoRebalances() throws Exception {
    Path tokens =
        keys(
            "fraud-tokens",
            Set.of(
                "places",
                "side-path",
                "2021-Q2",
                "2021-Q3",
                "2021-Q4",
                // With a list of batches the side path's reader needs today's.
                TokenQuarter.of(Instant.now()).id()));
    List<BatchLine> listed = listed();
    Path batches =
        Files.write(
            folder.resolve("batches.jsonl"), listed.stream().map(AllTogether::json).toList());
    Path links = keys("audit-links", months());
    try (PipelineProcesses pipeline =
        PipelineProcesses.startFraudChecks(
            folder.resolve("pipeline"),
            Map.of(
                "fraud-check.standby-replicas", "1",
                "fraud-check.batches.file", batches.toString(),
                "fraud-token-keys.folder", tokens.toString(),
                "audit-link-keys.folder", links.toString()))) {
      try {
        List<Line> events = trace();
        Attestations validation =
            new Attestations(
                TopicCatalogue.VALIDATION,
                new SecretFolder(pipeline.authority().attestationKeys(TopicCatalogue.VALIDATION))
                    .sharedKeys());
        FraudRun offline =
            new FraudRun(Parameters.standard(), profiles(), AllTogether.known(listed));
        int third = events.size() / 3;

        producer = RawPharmacy.producer(pipeline);
        serializer =
            new AvroSerializer<>(
                pipeline.schemaRegistry(),
                TopicCatalogue.VALIDATED,
                RequestValidated.class,
                Registration.LOOK_UP);
        send(pipeline, validation, offline, events.subList(0, third));
        pipeline.process(PipelineProcesses.SECOND_FRAUD_CHECK).kill();
        send(pipeline, validation, offline, events.subList(third, 2 * third));
        awaitDecided(pipeline, 2 * third);
        pipeline.process(PipelineProcesses.SECOND_FRAUD_CHECK).start();
        ChildProcess second = pipeline.process(PipelineProcesses.SECOND_FRAUD_CHECK);
        pipeline.awaitReady(second);
        awaitCopies(second);
        double restored = second.measured(RESTORED);
        double takenOver = second.measured(TAKEN_OVER);
        pipeline.process(TopicCatalogue.FRAUD_CHECK).kill();
        send(pipeline, validation, offline, events.subList(2 * third, events.size()));
        awaitDecided(pipeline, events.size());

        double kept = second.measured(TAKEN_OVER) - takenOver;
        assertThat(kept).as("records that copies had when they were taken over").isPositive();
        assertThat(second.measured(RESTORED) - restored)
            .as("records read again from changelogs, beside %s in copies", kept)
            .isLessThan(kept / 5);
        assertSame(decided(pipeline));
      } catch (RuntimeException | AssertionError e) {
        System.err.println(pipeline.logTails());
        throw e;
      } finally {
        producer.close();
      }
    }
  }

  /**
   * As the test authority admits them: without hours, for at a pharmacy that is closed while this
   * runs no session begins.
   */
  private static Map<String, Profile> profiles() {
    Map<String, Profile> profiles = new HashMap<>();
    for (int number = 1; number <= PipelineProcesses.PHARMACIES; number++) {
      profiles.put(
          TestPharmacies.id(number),
          Profile.UNKNOWN.of(
              TraceRequests.token(TestPharmacies.telematikId(number)), BERLIN_MITTE));
    }
    return profiles;
  }

  /** Most batches; some went elsewhere, or to another pharmacy. */
  private static List<BatchLine> listed() {
    Map<String, TraceBatch> all = new TreeMap<>();
    for (Trace trace : List.of(Traces.munich(11, 0.2), Traces.sundayBurst(12))) {
      trace.batches().forEach(one -> all.putIfAbsent(one.product() + "/" + one.batch(), one));
    }
    List<BatchLine> listed = new ArrayList<>();
    int number = 0;
    for (TraceBatch one : all.values()) {
      number++;
      if (number % 40 > 0) {
        listed.add(
            new BatchLine(
                one.product(),
                one.batch(),
                one.released(),
                one.expires(),
                one.doses(),
                number % 5 > 0
                    ? List.of()
                    : number % 2 == 0
                        ? List.of("80", "81")
                        : List.of("80", TestPharmacies.telematikId(FIRST))));
      }
    }
    return listed;
  }

  /**
   * @param pharmacy the test pharmacy that plays the trace's
   */
  private record Line(String pharmacy, TraceEvent event) {
    /** One for each person at each work place: a pharmacy may not have hundreds open at once. */
    String session() {
      return pharmacy + "/" + event.terminal() + "/" + event.operator();
    }
  }

  /**
   * Two pharmacies whole, and little of three that stand in other partitions: so whichever three of
   * the six an instance has, there is state in one of them.
   */
  private static List<Line> trace() {
    List<Line> lines = new ArrayList<>();
    for (int number : List.of(4, 5, 8)) {
      String pharmacy = "test-pharmacy-%05d".formatted(number);
      Iterator<TraceEvent> events = Traces.sundayBurst(number).events().iterator();
      for (int at = 0; events.hasNext(); at++) {
        TraceEvent event = events.next();
        if (at % EACH == 0) {
          lines.add(new Line(pharmacy, event));
        }
      }
    }
    int pharmacies = 0;
    for (Trace trace : List.of(Traces.munich(11, 0.2), Traces.sundayBurst(12))) {
      String pharmacy = "test-pharmacy-%05d".formatted(++pharmacies);
      trace.events().forEach(event -> lines.add(new Line(pharmacy, event)));
    }
    lines.sort(Comparator.comparing(line -> line.event().time()));
    return lines;
  }

  private void send(
      PipelineProcesses pipeline, Attestations validation, FraudRun offline, List<Line> lines) {
    for (Line one : lines) {
      TraceEvent event = one.event();
      RawPharmacy session = session(pipeline, one);
      int partition = session.partition();
      long offset = offsets.merge(partition, 1L, Long::sum) - 1;
      SourcePosition source = new SourcePosition(partition, offset);
      RequestValidated validated =
          new RequestValidated(
              RecordHeaders.of(
                  RequestValidated.class, TopicCatalogue.VALIDATED, TopicCatalogue.VALIDATION),
              session.request(
                  RawPharmacy.header(),
                  session.envelope(),
                  TraceRequests.content(event).getBytes(StandardCharsets.UTF_8)),
              event.time(),
              source,
              "URN:UVCI:01DE/TEST00001/X#0",
              ByteBuffer.wrap(new byte[8]),
              1L,
              2L,
              ByteBuffer.wrap(new byte[32]),
              ByteBuffer.wrap(new byte[60]),
              new ControlVersions(0L, 0L, 0L, 0L, 0L),
              null);
      validated.setAttestation(validation.attest(validated));
      // One producer for all: it keeps the order of each partition.
      producer.send(
          new ProducerRecord<>(
              TopicCatalogue.VALIDATED, partition, session.key(), serializer.serialize(validated)));
      expected.put(
          source, offline.decide(one.pharmacy(), TraceRequests.features(event, one.session())));
    }
  }

  private RawPharmacy session(PipelineProcesses pipeline, Line line) {
    TraceEvent event = line.event();
    return sessions.computeIfAbsent(
        line.session(),
        name -> new RawPharmacy(pipeline, line.pharmacy(), event.terminal(), event.operator()));
  }

  private void awaitDecided(PipelineProcesses pipeline, int count) {
    Awaitility.await(count + " decisions")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(3))
        .until(() -> decided(pipeline).size() >= count);
  }

  /** Until the instance has copies of the other's stores, but for what is written meanwhile. */
  private static void awaitCopies(ChildProcess instance) {
    Awaitility.await("copies of the other's stores")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                instance.measured("siegel_store_standby_copies") > 0
                    && instance.measured("siegel_store_standby_lag") < FEW);
  }

  private static List<AuditEvent> decided(PipelineProcesses pipeline) {
    return CommittedRecords.values(pipeline, TopicCatalogue.AUDIT_EVENTS, AuditEvent.class).stream()
        .filter(event -> event.getStage().equals(TopicCatalogue.FRAUD_CHECK))
        .filter(event -> event.getDecision() != null)
        .toList();
  }

  private void assertSame(List<AuditEvent> decided) {
    Set<SourcePosition> seen = new HashSet<>();
    Map<Outcome, Integer> outcomes = new TreeMap<>();
    Set<RuleId> rules = EnumSet.noneOf(RuleId.class);
    for (AuditEvent leaf : decided) {
      SourcePosition source =
          new SourcePosition(
              leaf.getDecision().getSourcePartition(), leaf.getDecision().getSourceOffset());
      assertThat(seen.add(source)).as("%s is decided once", source).isTrue();
      Decision offline = expected.get(source);
      SameDecision.check(source.toString(), leaf, offline);
      offline.contributions().forEach(one -> rules.add(one.rule()));
      outcomes.merge(offline.outcome(), 1, Integer::sum);
    }
    assertThat(seen).hasSameSizeAs(expected.keySet());
    assertThat(outcomes).containsKeys(Outcome.PASS, Outcome.STEP_UP, Outcome.HOLD);
    assertThat(rules).contains(RuleId.UNUSUAL_HOUR, RuleId.BATCH_UNKNOWN, RuleId.BATCH_FAR);
  }

  private Path keys(String name, Set<String> ids) throws IOException {
    Path keys = Files.createDirectories(folder.resolve(name));
    SecureRandom random = new SecureRandom();
    for (String id : ids) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      Files.write(keys.resolve(id + ".key"), key);
    }
    return keys;
  }

  private static Set<String> months() {
    Set<String> months = new HashSet<>();
    // Parked records, if there were any, are of today.
    months.add(YearMonth.now().toString());
    for (int month = 1; month <= 12; month++) {
      months.add(YearMonth.of(2021, month).toString());
    }
    return months;
  }
}
