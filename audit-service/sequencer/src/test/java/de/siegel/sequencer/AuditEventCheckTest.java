package de.siegel.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.SharedKey;
import de.siegel.sequencer.domain.WriterRules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditEventCheckTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AuditEvents events = new AuditEvents(registry);
  private final AuditEventCheck check =
      new AuditEventCheck(
          new AvroDeserializer<>(registry, AuditEvent.class),
          new EventAttestations("sequencer", List.of()));

  @Test
  void takesAnEventWrittenForAuditEvents() {
    assertThat(check.refusal(events.about("one"))).isEmpty();
  }

  /** On the brokers every stage could write in the name of every other. */
  @Test
  void refusesAnEventThatTheStageItNamesDoesNotVouchFor() {
    SharedKey signer = key("signer");
    SharedKey desk = key("desk");
    EventAttestations known = new EventAttestations("sequencer", List.of(signer, desk));
    AuditEventCheck strict =
        new AuditEventCheck(new AvroDeserializer<>(registry, AuditEvent.class), known);
    byte[] issued = events.by("signer", AuditKind.ISSUED);

    assertThat(strict.refusal(known.attest("signer", issued))).isEmpty();
    assertThat(strict.refusal(issued)).contains(AuditEventCheck.NOT_ATTESTED);
    assertThat(
            strict.refusal(
                new EventAttestations("sequencer", List.of(desk)).attest("desk", issued)))
        .contains(AuditEventCheck.NOT_ATTESTED);
    assertThat(strict.refusal(known.attest("desk", issued))).contains(AuditEventCheck.NOT_ATTESTED);
    assertThat(strict.refusal(events.by("operator", AuditKind.RETRIED))).isEmpty();
  }

  private static SharedKey key(String sender) {
    byte[] secret = new byte[32];
    secret[0] = (byte) sender.length();
    return new SharedKey(sender + ".sequencer.1", sender, "sequencer", secret);
  }

  @Test
  void refusesAnEventWrittenForAnotherTopic() {
    assertThat(check.refusal(events.writtenFor("audit.log", "one")))
        .contains(AuditEventCheck.WRONG_HEADER);
  }

  @ParameterizedTest
  @CsvSource({
    "validation, ISSUED",
    "fraud-check, ISSUED",
    "desk, ISSUED",
    "signer, APPROVED",
    "validation, APPROVED",
    "fraud-check, REPEATED",
    "signer, CONFLICT",
    "signer, HELD",
    "validation, STEP_UP",
    "sequencer, REJECTED",
    "validation, SIGNING_ANNOUNCED",
    "fraud-check, SIGNING_DONE",
    "desk, PARKED",
    "signer, RETRIED",
    "signer, CONTROL",
    "validation, COMMAND",
    "sequencer, BATCH_SIGNATURE",
    "nobody, ISSUED"
  })
  void refusesAnEventOfAStageThatMayNotWriteIt(String stage, AuditKind kind) {
    assertThat(check.refusal(events.by(stage, kind))).contains(AuditEventCheck.WRONG_WRITER);
  }

  @ParameterizedTest
  @CsvSource({
    "signer, ISSUED",
    "fraud-check, APPROVED",
    "fraud-check, HELD",
    "validation, REPEATED",
    "validation, CONFLICT",
    "validation, REJECTED",
    "signer, REJECTED",
    "signer, SIGNING_ANNOUNCED",
    "sequencer, PARKED",
    "operator, RETRIED",
    "sequencer, CONTROL",
    "session-authority, CONTROL",
    "fraud-desk, CONTROL",
    "desk, CONTROL",
    "revocations, CONTROL"
  })
  void takesWhatAStageWrites(String stage, AuditKind kind) {
    assertThat(check.refusal(events.by(stage, kind))).isEmpty();
  }

  /** A later version's kind reads as UNKNOWN; who may write it only that version knows. */
  @Test
  void keepsAKindThatItDoesNotKnow() {
    assertThat(check.refusal(events.by("somebody", AuditKind.UNKNOWN))).isEmpty();
  }

  @Test
  void everyKindHasWriters() {
    for (AuditKind kind : AuditKind.values()) {
      assertThat(
              java.util.stream.Stream.of(
                      "validation", "fraud-check", "signer", "sequencer", "operator", "desk")
                  .anyMatch(stage -> WriterRules.mayWrite(kind, stage)))
          .as(kind.name())
          .isTrue();
    }
  }

  @Test
  void refusesBytesThatAreNoEventWithTheReasonOfTheDecoder() {
    byte[] event = events.about("one");
    byte[] longer = Arrays.copyOf(event, event.length + 1);
    byte[] shorter = Arrays.copyOf(event, event.length - 1);
    byte[] foreign = event.clone();
    foreign[4] = 99;

    assertThat(check.refusal(null)).contains("NULL_VALUE");
    assertThat(check.refusal(new byte[] {0, 1})).contains("TOO_SHORT");
    assertThat(check.refusal(new byte[] {1, 0, 0, 0, 1, 7})).contains("WRONG_MAGIC");
    assertThat(check.refusal(longer)).contains("TRAILING_BYTES");
    assertThat(check.refusal(shorter)).contains("MALFORMED");
    assertThat(check.refusal(foreign)).contains("UNKNOWN_SCHEMA_ID");
  }
}
