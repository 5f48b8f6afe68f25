package de.siegel.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AuditEventCheckTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AuditEvents events = new AuditEvents(registry);
  private final AuditEventCheck check =
      new AuditEventCheck(new AvroDeserializer<>(registry, AuditEvent.class));

  @Test
  void takesAnEventWrittenForAuditEvents() {
    assertThat(check.refusal(events.about("one"))).isEmpty();
  }

  @Test
  void refusesAnEventWrittenForAnotherTopic() {
    assertThat(check.refusal(events.writtenFor("audit.log", "one")))
        .contains(AuditEventCheck.WRONG_HEADER);
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
