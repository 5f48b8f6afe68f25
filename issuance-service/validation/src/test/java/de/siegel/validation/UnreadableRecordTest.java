package de.siegel.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.event.Attestation;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.decided.OffsetsMovedBack;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.record.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that cannot be decided on are put aside, byte for byte, and everything after goes on. */
class UnreadableRecordTest extends ValidationStage {
  private static final byte[] KEY = "pharmacy-1".getBytes(StandardCharsets.UTF_8);
  private static final String LONG = "x".repeat(300);

  private IssuanceRequest request(Consumer<IssuanceRequest> change) {
    IssuanceRequest request = session.request("r-1", Contents.vaccination());
    change.accept(request);
    return request;
  }

  private void assertParked(byte[] key, byte[] value, String reason) {
    Written written = stage.sendRaw(key, value);

    assertThat(written.parkedFor()).isEqualTo(reason);
    assertThat(written.parked().value()).isEqualTo(value);
    assertThat(written.parked().key()).isEqualTo(key);
    AuditEvent leaf = written.leaf();
    assertThat(leaf.getKind()).isEqualTo(AuditKind.PARKED);
    assertThat(leaf.getParked().getReason()).isEqualTo(reason);
    assertThat(leaf.getParked().getTopic()).isEqualTo(TopicCatalogue.REQUESTS);
    assertThat(written.topics()).hasSize(2);
    assertThat(stage.counted("siegel.decisions", "outcome", "PARKED")).isEqualTo(1);
    assertThat(stage.send(session.request("r-9", Contents.vaccination())).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
  }

  @Test
  void parksARecordWithoutAValue() {
    assertParked(KEY, null, "NULL_VALUE");
  }

  @Test
  void parksARecordWithNeitherKeyNorValue() {
    assertParked(null, null, "NULL_VALUE");
  }

  @Test
  void stopsWhenItIsMadeToReadARecordAgain() {
    byte[] value = stage.bytes(request(r -> {}));
    stage.sendRaw(KEY, value);
    stage.noteProgress(Long.MAX_VALUE);

    assertThatThrownBy(() -> stage.sendRaw(KEY, value))
        .hasRootCauseInstanceOf(OffsetsMovedBack.class)
        .rootCause()
        .hasMessageContaining("moved this stage's offsets back");
  }

  @Test
  void parksBytesThatAreNotAvro() {
    assertParked(KEY, "{\"hello\":1}".getBytes(StandardCharsets.UTF_8), "WRONG_MAGIC");
  }

  @Test
  void parksARecordOfAnUnknownSchemaId() {
    byte[] value = stage.bytes(request(r -> {}));
    value[1] = 0x7f;
    assertParked(KEY, value, "UNKNOWN_SCHEMA_ID");
  }

  @Test
  void parksAnotherEventsSchema() {
    RequestsDecided other =
        new RequestsDecided(
            RecordHeaders.of(RequestsDecided.class, TopicCatalogue.REQUESTS, "signer"),
            0,
            List.of(),
            List.of(),
            new Attestation("signer", List.of(), null, null));
    assertParked(
        KEY,
        house.serializer(TopicCatalogue.DECISIONS, RequestsDecided.class).serialize(other),
        "WRONG_TYPE");
  }

  @Test
  void parksATruncatedRecord() {
    byte[] value = stage.bytes(request(r -> {}));
    assertParked(KEY, Arrays.copyOf(value, value.length - 3), "MALFORMED");
  }

  @Test
  void parksARecordThatWasWrittenForAnotherTopic() {
    assertParked(
        KEY,
        stage.bytes(request(r -> r.getHeader().setDestination(TopicCatalogue.VALIDATED))),
        "WRONG_DESTINATION");
  }

  @Test
  void parksARecordThatSaysItIsAnotherType() {
    assertParked(
        KEY, stage.bytes(request(r -> r.getHeader().setType("Other"))), "WRONG_DESTINATION");
  }

  @Test
  void parksARecordWhoseReplyWouldGoToNoKnownTenant() {
    assertParked(
        KEY, stage.bytes(request(r -> r.getEnvelope().setTenant("audit.log"))), "TENANT_UNKNOWN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "00000000-0000-0000-0000-00000000000G"})
  void parksARecordWhoseSubmissionIdCannotBeAnsweredTo(String id) {
    assertParked(
        KEY, stage.bytes(request(r -> r.getEnvelope().setSubmissionId(id))), "NOT_ANSWERABLE");
  }

  @Test
  void parksOversizedIds() {
    List<Consumer<IssuanceRequest>> changes =
        List.of(
            r -> r.getEnvelope().setPharmacyId(LONG),
            r -> r.getEnvelope().setSessionId(LONG),
            r -> r.getEnvelope().setRequestId("r".repeat(100_000)),
            r -> r.getEnvelope().setFormat("f".repeat(100_000)));
    for (Consumer<IssuanceRequest> change : changes) {
      Written written = stage.sendRaw(KEY, stage.bytes(request(change)));
      assertThat(written.parkedFor()).isEqualTo("NOT_ANSWERABLE");
    }
  }

  @Test
  void saysWhereAParkedRecordStood() {
    stage.send(session.request("r-0", Contents.vaccination()));

    Written written = stage.sendRaw(KEY, new byte[] {1, 2, 3});

    assertThat(header(written, Parking.TOPIC)).isEqualTo(TopicCatalogue.REQUESTS);
    assertThat(header(written, Parking.PARTITION)).isEqualTo("0");
    assertThat(header(written, Parking.OFFSET)).isEqualTo("1");
  }

  @Test
  void parksAndCountsAnUnreadableDecision() {
    Written written = stage.append(TopicCatalogue.DECISIONS, KEY, new byte[] {9, 9});

    assertThat(written.parkedFor()).isEqualTo("TOO_SHORT");
    assertThat(header(written, Parking.TOPIC)).isEqualTo(TopicCatalogue.DECISIONS);
    assertThat(stage.counted("siegel.decisions", "outcome", "PARKED")).isEqualTo(1);
  }

  private static String header(Written written, String name) {
    return new String(written.parked().headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
