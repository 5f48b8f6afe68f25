package de.siegel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class KafkaAdaptersTest {

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void writeAndReadAsTheSerdeDoes() {
    try (Serializer<SourcePosition> serializer =
            KafkaAdapters.serializer(
                new AvroSerializer<>(
                    registry, "here", SourcePosition.class, Registration.AUTOMATIC));
        Deserializer<SourcePosition> deserializer = deserializer()) {
      SourcePosition position = new SourcePosition(3, 1000L);

      assertThat(deserializer.deserialize("here", serializer.serialize("here", position)))
          .isEqualTo(position);
      assertThat(serializer.serialize("here", null)).isNull();
    }
  }

  @Test
  void sayThatARecordIsUndecodableInKafkasWay() {
    try (Deserializer<SourcePosition> deserializer = deserializer()) {
      assertThatThrownBy(() -> deserializer.deserialize("here", new byte[] {1, 0, 0, 0, 1}))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("WRONG_MAGIC");
    }
  }

  private Deserializer<SourcePosition> deserializer() {
    return KafkaAdapters.deserializer(new AvroDeserializer<>(registry, SourcePosition.class));
  }
}
