package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.ParkedRecord;
import de.siegel.schemas.event.Attestation;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What nobody should send: each gets a clear end, and the request behind it is issued. */
@ExtendWith(SharedPipeline.class)
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class BadInputIT {
  private static final Duration PARKED = Duration.ofSeconds(30);
  private static final int PHARMACY = 3;
  private static final SampleContent CONTENT = new SampleContent(7);

  private static PipelineProcesses pipeline;
  private static RawPharmacy pharmacy;
  private static PharmacyClient client;
  private static PharmacySession session;

  @BeforeAll
  static void open(PipelineProcesses shared) {
    pipeline = shared;
    pharmacy = new RawPharmacy(pipeline, TestPharmacies.id(PHARMACY));
    client = pipeline.client();
    session = client.open(TestPharmacies.id(PHARMACY), "terminal-1", "operator");
  }

  @AfterAll
  static void close() {
    client.close();
    pharmacy.close();
  }

  /** Behind each bad record, in the same partition. */
  @AfterEach
  void issuesTheGoodRequestThatComesBehind() throws Exception {
    Request good = new Request(UUID.randomUUID().toString(), CONTENT.good(PHARMACY));
    assertThat(client.submit(session, good).get(30, TimeUnit.SECONDS).kind())
        .isEqualTo(OutcomeKind.ISSUED);
  }

  @Test
  void parksBytesThatAreNoAvro() {
    parks("certificate.requests", "no Avro at all".getBytes(StandardCharsets.UTF_8), "WRONG_MAGIC");
  }

  @Test
  void parksARecordWithoutAValue() {
    parks("certificate.requests", null, "NULL_VALUE");
  }

  @Test
  void parksWithoutItsBytesWhatIsSmallOnlyWhileItIsCompressed() throws Exception {
    byte[] large = new byte[3 * 1024 * 1024];
    Map<String, String> readers =
        Map.of(
            TopicCatalogue.REQUESTS, TopicCatalogue.VALIDATION,
            TopicCatalogue.VALIDATED, TopicCatalogue.FRAUD_CHECK,
            TopicCatalogue.APPROVED, TopicCatalogue.SIGNER);
    for (Map.Entry<String, String> reader : readers.entrySet()) {
      RecordMetadata at =
          pharmacy.publishCompressed(reader.getKey(), pharmacy.partition(), pharmacy.key(), large);

      isParked(reader.getKey(), reader.getValue(), at, null, null, "TOO_LONG");
    }
  }

  @Test
  void parksARequestWhoseHeaderIsLongerThanLaterStagesCanCarry() {
    EventHeader header = RawPharmacy.header();
    byte[] random = new byte[190_000];
    new Random(7).nextBytes(random);
    header.setProducer(Base64.getEncoder().encodeToString(random));

    parks(
        "certificate.requests",
        encode(pharmacy.request(header, pharmacy.envelope(), CONTENT.good(PHARMACY))),
        "NOT_ANSWERABLE");
  }

  @Test
  void parksAnUnknownSchemaId() {
    byte[] value = good();
    ByteBuffer.wrap(value).putInt(1, 987_654_321);

    parks("certificate.requests", value, "UNKNOWN_SCHEMA_ID");
  }

  @Test
  void parksAnotherEventsSchema() {
    RequestsDecided decided =
        new RequestsDecided(
            new EventHeader(
                RequestsDecided.class.getName(), TopicCatalogue.REQUESTS, "tenant:quickstart"),
            0,
            List.of(),
            List.of(),
            new Attestation(TopicCatalogue.SIGNER, List.of(), null, null));

    parks(
        "certificate.requests",
        pharmacy.encode(TopicCatalogue.DECISIONS, RequestsDecided.class, decided),
        "WRONG_TYPE");
  }

  @Test
  void parksARecordThatIsCutOff() {
    byte[] value = good();

    parks("certificate.requests", Arrays.copyOf(value, value.length / 2), "MALFORMED");
  }

  @Test
  void parksARecordForAnotherTopic() {
    EventHeader header = RawPharmacy.header();
    header.setDestination(TopicCatalogue.VALIDATED);

    parks(
        "certificate.requests",
        encode(pharmacy.request(header, pharmacy.envelope(), CONTENT.good(PHARMACY))),
        "WRONG_DESTINATION");
  }

  @Test
  void parksARecordThatNamesNobodyToAnswerTo() {
    RequestEnvelope envelope = pharmacy.envelope();
    envelope.setTenant("nobody");

    parks(
        "certificate.requests",
        encode(pharmacy.request(RawPharmacy.header(), envelope, CONTENT.good(PHARMACY))),
        "TENANT_UNKNOWN");
  }

  @Test
  void parksPoisonBetweenTheStagesToo() {
    byte[] poison = "no Avro at all".getBytes(StandardCharsets.UTF_8);

    parks(TopicCatalogue.VALIDATED, TopicCatalogue.FRAUD_CHECK, poison, "WRONG_MAGIC");
    parks(TopicCatalogue.APPROVED, TopicCatalogue.SIGNER, poison, "WRONG_MAGIC");
    parks(TopicCatalogue.DECISIONS, TopicCatalogue.VALIDATION, poison, "WRONG_MAGIC");
    parks(TopicCatalogue.AUDIT_EVENTS, TopicCatalogue.SEQUENCER, poison, "WRONG_MAGIC");
  }

  @Test
  void parksAnIntentThatValidationDidNotAttest() {
    RequestValidated intent =
        CommittedRecords.values(pipeline, TopicCatalogue.VALIDATED, RequestValidated.class).get(0);
    intent.getRequest().getEnvelope().setSubmissionId(UUID.randomUUID().toString());
    intent.setExpiresAt(intent.getExpiresAt() + 1);

    parks(
        TopicCatalogue.VALIDATED,
        TopicCatalogue.FRAUD_CHECK,
        pharmacy.encode(TopicCatalogue.VALIDATED, RequestValidated.class, intent),
        "ATTESTATION_INVALID");
  }

  @Test
  void parksWhatIsPutOnTheWayAgain() throws Exception {
    issuesTheGoodRequestThatComesBehind();

    parks(
        TopicCatalogue.VALIDATED,
        TopicCatalogue.FRAUD_CHECK,
        copied(TopicCatalogue.VALIDATED, RequestValidated.class),
        "ALREADY_DECIDED");
    parks(
        TopicCatalogue.APPROVED,
        TopicCatalogue.SIGNER,
        copied(TopicCatalogue.APPROVED, IssuanceApproved.class),
        "ALREADY_DECIDED");
  }

  /** The last good record of the pharmacy's partition. */
  private static <T extends SpecificRecord> byte[] copied(String topic, Class<T> type) {
    return CommittedRecords.of(pipeline, topic).stream()
        .filter(message -> message.partition() == pharmacy.partition())
        .filter(message -> CommittedRecords.value(pipeline, message, type).isPresent())
        .reduce((first, second) -> second)
        .orElseThrow()
        .value();
  }

  @Test
  void refusesANullKey() {
    refuses(pharmacy.envelope(), null, pharmacy.partition(), "KEY_MISMATCH", "pharmacyId");
  }

  @Test
  void refusesAnotherPharmacysKey() {
    byte[] key = TestPharmacies.id(4).getBytes(StandardCharsets.UTF_8);

    refuses(pharmacy.envelope(), key, pharmacy.partition(), "KEY_MISMATCH", "pharmacyId");
  }

  @Test
  void refusesThePartitionOfAnotherPartitioner() {
    int other = (pharmacy.partition() + 1) % PipelineSettings.PARTITIONS;

    refuses(pharmacy.envelope(), pharmacy.key(), other, "PARTITION_WRONG", "pharmacyId");
  }

  @Test
  void refusesACreatedAtOfLastWeek() {
    RequestEnvelope envelope = pharmacy.envelope();
    envelope.setCreatedAt(Instant.now().minus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS));

    refuses(envelope, pharmacy.key(), pharmacy.partition(), "CREATED_AT_TOO_OLD", "createdAt");
  }

  @Test
  void refusesAnotherPharmacyThanTheSessions() {
    RequestEnvelope envelope = pharmacy.envelope();
    envelope.setPharmacyId(TestPharmacies.id(4));

    refuses(envelope, pharmacy.key(), pharmacy.partition(), "SESSION_MISMATCH", "pharmacyId");
  }

  @Test
  void refusesAnEnvelopeThatWasAlteredAfterItWasSigned() {
    IssuanceRequest request =
        pharmacy.request(RawPharmacy.header(), pharmacy.envelope(), CONTENT.good(PHARMACY));
    request.getEnvelope().setRequestId("another-one");

    refuses(request, pharmacy.key(), pharmacy.partition(), "SIGNATURE_INVALID", "signature");
  }

  @Test
  void refusesASessionThatWasNeverOpenedInTheClear() {
    RequestEnvelope envelope = pharmacy.envelope();
    envelope.setSessionId("0".repeat(32));
    IssuanceRequest request =
        pharmacy.request(RawPharmacy.header(), envelope, CONTENT.good(PHARMACY));

    pharmacy.publish(
        TopicCatalogue.REQUESTS, pharmacy.partition(), pharmacy.key(), encode(request));

    Outcome outcome = pharmacy.awaitOutcome(envelope.getSubmissionId());
    assertThat(outcome.getSealed()).isNull();
    assertThat(outcome.getNotice())
        .singleElement()
        .satisfies(finding -> assertThat(finding.getCode()).isEqualTo("SESSION_UNKNOWN"));
  }

  @Test
  void tellsTheClientThatARecordIsTooLarge() {
    byte[] content = new byte[300 * 1024];
    new Random(1).nextBytes(content);

    assertThatThrownBy(
            () ->
                client
                    .submit(session, new Request(UUID.randomUUID().toString(), content))
                    .get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(RecordTooLargeException.class)
        .hasMessageContaining("larger than the max");
  }

  private static byte[] good() {
    return encode(
        pharmacy.request(RawPharmacy.header(), pharmacy.envelope(), CONTENT.good(PHARMACY)));
  }

  private static byte[] encode(IssuanceRequest request) {
    return pharmacy.encode(TopicCatalogue.REQUESTS, IssuanceRequest.class, request);
  }

  private static void refuses(
      RequestEnvelope envelope, byte[] key, int partition, String code, String field) {
    refuses(
        pharmacy.request(RawPharmacy.header(), envelope, CONTENT.good(PHARMACY)),
        key,
        partition,
        code,
        field);
  }

  private static void refuses(
      IssuanceRequest request, byte[] key, int partition, String code, String field) {
    pharmacy.publish(TopicCatalogue.REQUESTS, partition, key, encode(request));

    Outcome outcome = pharmacy.awaitOutcome(request.getEnvelope().getSubmissionId());
    Reply reply = pharmacy.open(outcome);
    assertThat(reply.kind()).isEqualTo(OutcomeKind.REJECTED);
    assertThat(reply.errors())
        .anySatisfy(
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.field()).isEqualTo(field);
            });
    assertThat(reply.errors()).extracting(ReplyError::message).doesNotContain("");
  }

  private static void parks(String topic, byte[] value, String reason) {
    parks(topic, TopicCatalogue.VALIDATION, value, reason);
  }

  /** Byte for byte on the stage's parked topic, with its reason, and in the trail. */
  private static void parks(String topic, String stage, byte[] value, String reason) {
    RecordMetadata at = pharmacy.publish(topic, pharmacy.partition(), pharmacy.key(), value);
    isParked(topic, stage, at, pharmacy.key(), value, reason);
  }

  private static void isParked(
      String topic, String stage, RecordMetadata at, byte[] key, byte[] value, String reason) {
    ParkedRecord told = new ParkedRecord(topic, at.partition(), at.offset(), reason);

    Awaitility.await("a leaf of " + told)
        .atMost(PARKED)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                CommittedRecords.values(pipeline, TopicCatalogue.AUDIT_LOG, AuditEvent.class)
                    .stream()
                    .anyMatch(event -> told.equals(event.getParked())));
    assertThat(CommittedRecords.of(pipeline, TopicCatalogue.parked(stage)))
        .filteredOn(
            parked ->
                header(parked, "siegel.topic").equals(topic)
                    && header(parked, "siegel.partition").equals(Integer.toString(at.partition()))
                    && header(parked, "siegel.offset").equals(Long.toString(at.offset())))
        .singleElement()
        .satisfies(
            parked -> {
              assertThat(parked.value()).isEqualTo(value);
              assertThat(parked.key()).isEqualTo(key);
              assertThat(header(parked, "siegel.reason")).isEqualTo(reason);
            });
  }

  private static String header(ConsumerRecord<byte[], byte[]> parked, String name) {
    return new String(parked.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
