package de.siegel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.SampleData;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.RegistryUnavailable;
import de.siegel.schemas.serde.UndecodableRecord.Reason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroDeserializerTest {

  private static final Schema VALIDATED = RequestValidated.getClassSchema();

  private final FixedRegistry registry = new FixedRegistry();

  @Test
  void readsEveryFieldThatWasWritten() throws UndecodableRecord {
    InMemorySchemaRegistry kept = new InMemorySchemaRegistry();
    AvroSerializer<RequestValidated> serializer =
        new AvroSerializer<>(kept, "here", RequestValidated.class, Registration.AUTOMATIC);
    byte[] value = SampleData.value(1, VALIDATED, SampleData.of(VALIDATED));

    RequestValidated record =
        new AvroDeserializer<>(kept, RequestValidated.class).deserialize(value);

    assertThat(record.getCertificateId()).isEqualTo("sample certificateId");
    assertThat(record.getRequestedAt())
        .isEqualTo(Instant.ofEpochMilli(1_790_000_000_000L + "requestedAt".length()));
    assertThat(record.getRequest().getEnvelope().getSupersedes()).isEqualTo("sample supersedes");
    assertThat(serializer.serialize(record)).isEqualTo(value);
  }

  @Test
  void givesANewRecordEachTime() throws UndecodableRecord {
    registry.put(1, SourcePosition.getClassSchema());
    AvroDeserializer<SourcePosition> deserializer =
        new AvroDeserializer<>(registry, SourcePosition.class);

    SourcePosition first = deserializer.deserialize(hex("0000000001" + "06d00f"));
    SourcePosition second = deserializer.deserialize(hex("0000000001" + "0402"));

    assertThat(first).isEqualTo(new SourcePosition(3, 1000L));
    assertThat(second).isEqualTo(new SourcePosition(2, 1L));
  }

  @Test
  void asksTheRegistryOnceForEachId() throws UndecodableRecord {
    registry.put(1, SourcePosition.getClassSchema());
    registry.put(2, SourcePosition.getClassSchema());
    AvroDeserializer<SourcePosition> deserializer =
        new AvroDeserializer<>(registry, SourcePosition.class);
    for (int turn = 0; turn < 3; turn++) {
      deserializer.deserialize(hex("0000000001" + "0402"));
      deserializer.deserialize(hex("0000000002" + "0402"));
    }
    assertThat(registry.asked()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "'',                      TOO_SHORT",
    "00000000,                TOO_SHORT",
    "0100000001 06d00f,       WRONG_MAGIC",
    "0000000009 06d00f,       UNKNOWN_SCHEMA_ID",
    "00ffffffff 06d00f,       UNKNOWN_SCHEMA_ID",
    "0000000002 06d00f,       WRONG_TYPE",
    "0000000003 06d00f,       WRONG_TYPE",
    "0000000004 06d00f,       WRONG_TYPE",
    "0000000001,              MALFORMED",
    "0000000001 06,           MALFORMED",
    "0000000001 ffffffffff0f, MALFORMED",
    "0000000001 06d00f00,     TRAILING_BYTES"
  })
  void refusesWithAReason(String value, Reason reason) {
    registry.put(1, SourcePosition.getClassSchema());
    registry.put(2, Finding.getClassSchema());
    registry.put(3, Schema.create(Schema.Type.BYTES));
    registry.put(4, sameNameOtherFields());

    assertThat(reasonOf(SourcePosition.class, hex(value.replace(" ", "")))).isEqualTo(reason);
  }

  @Test
  void refusesANullValue() {
    assertThat(reasonOf(SourcePosition.class, null)).isEqualTo(Reason.NULL_VALUE);
  }

  @Test
  void allocatesNothingForALengthThatTheBytesDoNotHave() {
    registry.put(1, Finding.getClassSchema());
    registry.put(2, RequestsDecided.getClassSchema());
    String twoGigabytes = "feffffff0f";

    assertThat(reasonOf(Finding.class, hex("0000000001" + twoGigabytes + "41")))
        .isEqualTo(Reason.MALFORMED);
    // Three strings of the header, the partition, then an array.
    assertThat(
            reasonOf(
                RequestsDecided.class, hex("0000000002" + "000000" + "00" + twoGigabytes + "41")))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void takesAnEnumSymbolFromTheFutureAsUnknown() throws UndecodableRecord {
    Schema future = withFutureKind();
    registry.put(5, future);
    GenericRecord datum = (GenericRecord) SampleData.of(future);
    assertThat(datum.get("kind")).hasToString("FROM_THE_FUTURE");

    AuditEvent event =
        new AvroDeserializer<>(registry, AuditEvent.class)
            .deserialize(SampleData.value(5, future, datum));

    assertThat(event.getKind()).isEqualTo(AuditKind.UNKNOWN);
  }

  @Test
  void refusesAnEnumIndexThatItsWriterDoesNotHave() {
    Schema schema = AuditEvent.getClassSchema();
    registry.put(1, schema);
    byte[] value = SampleData.value(1, schema, SampleData.of(schema));
    // The header is three short strings; the kind is the byte behind them.
    int kind = 5;
    for (int string = 0; string < 3; string++) {
      kind += 1 + value[kind] / 2;
    }
    assertThat(value[kind] / 2).isEqualTo(AuditKind.values().length - 1);

    value[kind] = 126;

    assertThat(reasonOf(AuditEvent.class, value)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void readsNothingThatIsLongerThanAnyRecord() {
    assertThat(reasonOf(SourcePosition.class, new byte[AvroDeserializer.LONGEST + 1]))
        .isEqualTo(Reason.TOO_LONG);
  }

  @Test
  void survivesAWriterThatNestsInItself() {
    Schema nested =
        SchemaBuilder.record(SourcePosition.class.getName())
            .fields()
            .requiredInt("partition")
            .requiredLong("offset")
            .name("more")
            .type()
            .unionOf()
            .nullType()
            .and()
            .type(SourcePosition.class.getName())
            .endUnion()
            .noDefault()
            .endRecord();
    registry.put(6, nested);
    byte[] value = new byte[AvroDeserializer.LONGEST];
    value[4] = 6;
    Arrays.fill(value, 5, value.length, (byte) 2);

    assertThat(reasonOf(SourcePosition.class, value)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void doesNotTakeAnAbsentRegistryForABadRecord() {
    registry.goAway();
    AvroDeserializer<SourcePosition> deserializer =
        new AvroDeserializer<>(registry, SourcePosition.class);

    assertThatThrownBy(() -> deserializer.deserialize(hex("0000000001" + "06d00f")))
        .isInstanceOf(RegistryUnavailable.class);
  }

  @Test
  void quotesNoContent() {
    registry.put(1, Finding.getClassSchema());
    Finding finding = new Finding("Musterfrau", "1964-08-12");
    byte[] value = SampleData.value(1, Finding.getClassSchema(), finding);

    assertThatThrownBy(
            () ->
                new AvroDeserializer<>(registry, Finding.class)
                    .deserialize(Arrays.copyOf(value, value.length - 1)))
        .isInstanceOf(UndecodableRecord.class)
        .hasNoCause()
        .hasMessage("MALFORMED: the bytes do not follow the schema that they name");
  }

  private Reason reasonOf(Class<? extends SpecificRecord> type, byte[] value) {
    AvroDeserializer<?> deserializer = new AvroDeserializer<>(registry, type);
    try {
      Object record = deserializer.deserialize(value);
      throw new AssertionError("was decoded as " + record.getClass());
    } catch (UndecodableRecord e) {
      return e.reason();
    }
  }

  private static Schema sameNameOtherFields() {
    return SchemaBuilder.record(SourcePosition.class.getName())
        .fields()
        .requiredString("partition")
        .endRecord();
  }

  private static Schema withFutureKind() {
    List<String> symbols = new ArrayList<>();
    Arrays.stream(AuditKind.values()).forEach(kind -> symbols.add(kind.name()));
    symbols.add("FROM_THE_FUTURE");
    Schema now = AuditEvent.getClassSchema();
    Schema kind =
        Schema.createEnum(
            "AuditKind", null, "de.siegel.schemas.audit", symbols, AuditKind.UNKNOWN.name());
    Schema future = Schema.createRecord(now.getName(), null, now.getNamespace(), false);
    future.setFields(
        now.getFields().stream()
            .map(
                field ->
                    new Schema.Field(field, field.name().equals("kind") ? kind : field.schema()))
            .toList());
    assertThat(GenericData.get().validate(future, SampleData.of(future))).isTrue();
    return future;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** Records within records: 2^40 parts in a value of no byte. */
  @Test
  void refusesASchemaWhoseValuesHavePartsWithoutEnd() {
    Schema part = Schema.createRecord("P0", null, "x", false, List.of());
    for (int depth = 1; depth <= 40; depth++) {
      part =
          Schema.createRecord(
              "P" + depth,
              null,
              "x",
              false,
              List.of(new Schema.Field("a", part), new Schema.Field("b", part)));
    }

    assertThat(reasonFor(withFirst(part))).isEqualTo(Reason.UNREASONABLE_SCHEMA);
  }

  /** A list that says it has 2^62 items, each of no byte. */
  @Test
  void refusesASchemaWithListsOfNothing() {
    Schema nothing = Schema.createRecord("Nothing", null, "x", false, List.of());

    for (Schema item : List.of(Schema.create(Schema.Type.NULL), nothing)) {
      assertThat(reasonFor(withFirst(Schema.createArray(item))))
          .isEqualTo(Reason.UNREASONABLE_SCHEMA);
    }
  }

  private static Schema withFirst(Schema first) {
    Schema ours = Finding.getClassSchema();
    List<Schema.Field> fields = new ArrayList<>();
    fields.add(new Schema.Field("first", first));
    ours.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    return Schema.createRecord(ours.getName(), null, ours.getNamespace(), false, fields);
  }

  private static Reason reasonFor(Schema writer) {
    InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    int id = registry.register("foreign-value", writer);
    byte[] value = ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) 0).array();
    try {
      new AvroDeserializer<>(registry, Finding.class).deserialize(value);
      throw new AssertionError("it was read");
    } catch (UndecodableRecord e) {
      return e.reason();
    }
  }
}
