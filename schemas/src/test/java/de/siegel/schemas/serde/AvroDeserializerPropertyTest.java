package de.siegel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.SampleData;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.serde.UndecodableRecord.Reason;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;

class AvroDeserializerPropertyTest {

  private static final Schema SCHEMA = RequestValidated.getClassSchema();
  private static final byte[] VALID = SampleData.value(1, SCHEMA, SampleData.of(SCHEMA));

  private final AvroDeserializer<RequestValidated> deserializer = deserializer();

  /** Anything else than a record or UndecodableRecord fails the property. */
  @Property
  void anyBytesAreARecordOrUndecodable(@ForAll byte[] value) {
    decodes(value);
  }

  @Property
  void anyContentBehindAKnownIdIsARecordOrUndecodable(@ForAll @Size(max = 2_000) byte[] content) {
    byte[] value = new byte[5 + content.length];
    value[4] = 1;
    System.arraycopy(content, 0, value, 5, content.length);
    decodes(value);
  }

  @Property
  void oneChangedByteIsARecordOrUndecodable(
      @ForAll @IntRange(max = 100_000) int position, @ForAll byte changed) {
    byte[] value = VALID.clone();
    value[position % value.length] = changed;
    decodes(value);
  }

  @Property
  void noProperBeginningOfARecordIsARecord(@ForAll @IntRange(max = 100_000) int length) {
    assertThat(decodes(Arrays.copyOf(VALID, length % VALID.length))).isFalse();
  }

  @Property
  void nothingMayFollowARecord(@ForAll @Size(min = 1) byte[] more) {
    byte[] value = Arrays.copyOf(VALID, VALID.length + more.length);
    System.arraycopy(more, 0, value, VALID.length, more.length);
    try {
      deserializer.deserialize(value);
      throw new AssertionError("was decoded");
    } catch (UndecodableRecord e) {
      assertThat(e.reason()).isEqualTo(Reason.TRAILING_BYTES);
    }
  }

  private boolean decodes(byte[] value) {
    try {
      assertThat(deserializer.deserialize(value)).isNotNull();
      return true;
    } catch (UndecodableRecord e) {
      return false;
    }
  }

  private static AvroDeserializer<RequestValidated> deserializer() {
    FixedRegistry registry = new FixedRegistry();
    registry.put(1, SCHEMA);
    return new AvroDeserializer<>(registry, RequestValidated.class);
  }
}
