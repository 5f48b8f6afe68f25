package de.siegel.schemas.released;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.SampleData;
import de.siegel.schemas.registry.CompatibilityLevel;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.RegisteredSchema;
import de.siegel.schemas.registry.RegistryState;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.serde.SingleObject;
import de.siegel.schemas.serde.UndecodableRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was ever released stays readable, and reads what is written now. */
class ReleasedSchemasTest {

  private static final int HEAD_BYTES = 5;

  private static final Map<String, Schema> CURRENT =
      ReleasedSchemas.parse(Path.of("src", "main", "avro")).stream()
          .collect(Collectors.toMap(Schema::getFullName, Function.identity()));

  static Stream<Arguments> releasedRecords() {
    return ReleasedSchemas.releases().stream()
        .flatMap(
            release ->
                ReleasedSchemas.of(release).stream()
                    .filter(schema -> schema.getType() == Schema.Type.RECORD)
                    .map(schema -> Arguments.of(release, schema.getFullName(), schema)));
  }

  @Test
  void everySchemaHasAtLeastOneRelease() {
    assertThat(releasedRecords().map(arguments -> arguments.get()[1]))
        .containsAll(
            CURRENT.values().stream()
                .filter(schema -> schema.getType() == Schema.Type.RECORD)
                .map(Schema::getFullName)
                .toList());
  }

  @ParameterizedTest(name = "{1} of {0}")
  @MethodSource("releasedRecords")
  void isFullyCompatibleWithTheCurrentOne(String release, String name, Schema released) {
    assertThat(CURRENT).containsKey(name);
    List<RegisteredSchema> before = List.of(new RegisteredSchema(name, 1, 1, released));
    assertThat(
            RegistryState.incompatibilities(
                CompatibilityLevel.FULL_TRANSITIVE, CURRENT.get(name), before))
        .isEmpty();
  }

  @ParameterizedTest(name = "{1} of {0}")
  @MethodSource("releasedRecords")
  void sampleIsReadByTheCurrentClass(String release, String name, Schema released)
      throws Exception {
    byte[] sample = Files.readAllBytes(ReleasedSchemas.sample(release, released));
    Schema current = CURRENT.get(name);
    GenericRecord resolved =
        new GenericDatumReader<GenericRecord>(released, current)
            .read(null, DecoderFactory.get().binaryDecoder(sample, null));

    assertThat(readAndWriteAgain(released, sample, typeOf(name)))
        .isEqualTo(SampleData.binary(current, resolved));
    GenericRecord written = (GenericRecord) SampleData.of(released);
    for (Schema.Field field : released.getFields()) {
      Schema.Field now = current.getField(field.name());
      if (now != null && now.schema().equals(field.schema())) {
        assertThat(resolved.get(now.pos()))
            .as(field.name())
            .hasToString(written.get(field.pos()).toString());
      }
    }
  }

  /** What is signed or kept in a store names its schema by a fingerprint that we must know. */
  @ParameterizedTest(name = "{1} of {0}")
  @MethodSource("releasedRecords")
  void isKnownWhereNoRegistryIsAsked(String release, String name, Schema released)
      throws Exception {
    byte[] sample = Files.readAllBytes(ReleasedSchemas.sample(release, released));
    Class<? extends SpecificRecord> type = typeOf(name);
    BinaryMessageDecoder<?> decoder =
        SingleObject.decoder(
            (BinaryMessageDecoder<?>) type.getMethod("getDecoder").invoke(null), CURRENT.get(name));

    Object read = decoder.decode(singleObject(released, sample));

    assertThat(read).isInstanceOf(type);
  }

  /** Avro specification, "Single-object encoding": C3 01, the fingerprint, the record. */
  private static byte[] singleObject(Schema schema, byte[] binary) {
    return ByteBuffer.allocate(2 + Long.BYTES + binary.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0xC3)
        .put((byte) 0x01)
        .putLong(SchemaNormalization.parsingFingerprint64(schema))
        .put(binary)
        .array();
  }

  private static <T extends SpecificRecord> byte[] readAndWriteAgain(
      Schema released, byte[] sample, Class<T> type) throws UndecodableRecord {
    InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    int id = registry.register("released-value", released);
    byte[] value =
        ByteBuffer.allocate(HEAD_BYTES + sample.length)
            .put((byte) 0)
            .putInt(id)
            .put(sample)
            .array();
    byte[] again =
        new AvroSerializer<>(registry, "now", type, Registration.AUTOMATIC)
            .serialize(new AvroDeserializer<>(registry, type).deserialize(value));
    return Arrays.copyOfRange(again, HEAD_BYTES, again.length);
  }

  private static Class<? extends SpecificRecord> typeOf(String name) throws ClassNotFoundException {
    return Class.forName(name).asSubclass(SpecificRecord.class);
  }
}
