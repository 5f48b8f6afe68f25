package de.siegel.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.registry.IncompatibleSchema;
import de.siegel.schemas.registry.RegisteredSchema;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.registry.SchemaText;
import de.siegel.schemas.registry.UnknownSchemaId;
import de.siegel.schemas.registry.UnregisteredSchema;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.serde.UndecodableRecord;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client and the serde need of any registry; each registry's test runs all of it. */
abstract class RegistryContract {

  private final String topic = "topic-" + UUID.randomUUID();
  private final String subject = topic + "-value";
  private SchemaRegistry registry;

  private URI baseUrl;

  /** Starts the registry under test unless it runs, and says where it answers. */
  abstract URI started();

  @BeforeEach
  void connect() {
    baseUrl = started();
    registry = client();
  }

  @Test
  void givesTheSchemaBehindAnIdToOtherClients() {
    int id = registry.register(subject, Outcome.getClassSchema());

    assertThat(SchemaText.of(client().schema(id)))
        .isEqualTo(SchemaText.of(Outcome.getClassSchema()));
    assertThat(registry.register(subject, Outcome.getClassSchema())).isEqualTo(id);
  }

  @Test
  void findsExactlyTheSchemaThatIsRegistered() {
    assertThat(registry.find(subject, Finding.getClassSchema())).isEmpty();
    assertThat(registry.latest(subject)).isEmpty();

    int id = registry.register(subject, Finding.getClassSchema());

    assertThat(registry.find(subject, Finding.getClassSchema()))
        .map(RegisteredSchema::id)
        .hasValue(id);
    assertThat(registry.latest(subject)).map(RegisteredSchema::version).hasValue(1);
    assertThat(registry.find(subject, EventHeader.getClassSchema())).isEmpty();
  }

  @Test
  void doesNotKnowAnIdThatWasNeverGiven() {
    assertThatThrownBy(() -> registry.schema(Integer.MAX_VALUE))
        .isInstanceOf(UnknownSchemaId.class);
  }

  @Test
  void refusesWhatIsNotFullyCompatibleWithEveryVersion() {
    Schema first = point("{\"name\":\"x\",\"type\":\"int\"}");
    Schema second =
        point("{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"int\",\"default\":0}");
    Schema againstFirst =
        point("{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"int\"}");
    registry.register(subject, first);
    registry.requireFullTransitive(subject);

    assertThat(registry.incompatibilities(subject, second)).isEmpty();
    registry.register(subject, second);

    // Fits the second version in both directions, but cannot read what the first wrote.
    assertThat(registry.incompatibilities(subject, againstFirst)).isNotEmpty();
    assertThatThrownBy(() -> registry.register(subject, againstFirst))
        .isInstanceOf(IncompatibleSchema.class)
        .hasMessageContaining(subject);
    assertThat(registry.latest(subject)).map(RegisteredSchema::version).hasValue(2);
  }

  @Test
  void anythingFitsAnUnknownSubject() {
    assertThat(registry.incompatibilities(subject, Finding.getClassSchema())).isEmpty();
  }

  @Test
  void carriesARecordFromAWriterToAReader() throws UndecodableRecord {
    Outcome outcome =
        Outcome.newBuilder()
            .setHeader(new EventHeader(Outcome.class.getName(), topic, "validation"))
            .setSubmissionId("s")
            .setRequestId("r")
            .setPharmacyId("p")
            .setSessionId("session")
            .setDecidedBy("validation")
            .setRequestedAt(Instant.ofEpochMilli(1_790_000_000_123L))
            .setNotice(List.of(new Finding("SESSION_UNKNOWN", "")))
            .build();
    AvroSerializer<Outcome> writer =
        new AvroSerializer<>(registry, topic, Outcome.class, Registration.AUTOMATIC);

    byte[] value = writer.serialize(outcome);

    assertThat(new AvroDeserializer<>(client(), Outcome.class).deserialize(value))
        .isEqualTo(outcome);
    assertThat(
            new AvroSerializer<>(client(), topic, Outcome.class, Registration.LOOK_UP)
                .serialize(outcome))
        .isEqualTo(value);
  }

  @Test
  void letsNobodyWriteWhatIsNotRegistered() {
    assertThatThrownBy(
            () -> new AvroSerializer<>(registry, topic, Outcome.class, Registration.LOOK_UP))
        .isInstanceOf(UnregisteredSchema.class);
  }

  private SchemaRegistry client() {
    return new HttpSchemaRegistry(
        HttpRegistrySettings.of(baseUrl).withRetryFor(Duration.ofSeconds(2)));
  }

  private static Schema point(String fields) {
    return SchemaText.parse("{\"type\":\"record\",\"name\":\"Point\",\"fields\":[" + fields + "]}");
  }
}
