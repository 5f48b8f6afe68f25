package de.siegel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.UnregisteredSchema;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AvroSerializerTest {

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void writesTheWireFormatByteForByte() {
    registry.register("another-value", Finding.getClassSchema());
    AvroSerializer<SourcePosition> serializer =
        new AvroSerializer<>(registry, "here", SourcePosition.class, Registration.AUTOMATIC);

    // Magic 00, id 2, then zigzag 3 = 06 and zigzag 1000 = 2000 = d0 0f.
    assertThat(serializer.serialize(new SourcePosition(3, 1000L)))
        .isEqualTo(HexFormat.of().parseHex("00" + "00000002" + "06" + "d00f"));
  }

  @Test
  void looksItsSchemaUpUnderTopicAndValue() {
    int id = registry.register("here-value", SourcePosition.getClassSchema());

    byte[] value =
        new AvroSerializer<>(registry, "here", SourcePosition.class, Registration.LOOK_UP)
            .serialize(new SourcePosition(0, 0L));

    assertThat(WireFormat.id(value)).isEqualTo(id);
  }

  @Test
  void registersNothingWhereItMayOnlyLookUp() {
    assertThatThrownBy(
            () ->
                new AvroSerializer<>(registry, "here", SourcePosition.class, Registration.LOOK_UP))
        .isInstanceOf(UnregisteredSchema.class)
        .hasMessageContaining("here-value")
        .hasMessageContaining(SourcePosition.class.getName());
    assertThat(registry.latest("here-value")).isEmpty();
  }

  @Test
  void refusesAnIncompleteRecordWithoutQuotingItAndForgetsWhatItHadWritten() {
    AvroSerializer<Finding> serializer =
        new AvroSerializer<>(registry, "here", Finding.class, Registration.AUTOMATIC);
    byte[] before = serializer.serialize(new Finding("CODE", "field"));

    assertThatThrownBy(() -> serializer.serialize(new Finding("Musterfrau", null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Finding.class.getName())
        .hasNoCause()
        .message()
        .doesNotContain("Musterfrau");
    assertThat(serializer.serialize(new Finding("CODE", "field"))).isEqualTo(before);
  }

  @Test
  void keepsIdsOfFourBytes() {
    byte[] head = new byte[WireFormat.HEAD_BYTES];
    WireFormat.writeHead(head, 0xfedcba98);
    assertThat(head).isEqualTo(HexFormat.of().parseHex("00fedcba98"));
    assertThat(WireFormat.id(head)).isEqualTo(0xfedcba98);
  }
}
