package de.siegel.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** A record for any schema of the house, each field filled and each optional one present. */
public final class SampleData {

  private SampleData() {}

  /** The same datum each time. */
  public static Object of(Schema schema) {
    return of(schema, schema.getName());
  }

  /** A datum as plain Avro binary. */
  public static byte[] binary(Schema schema, Object datum) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<>(schema).write(datum, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A datum as a record value: magic byte, id, Avro binary. */
  public static byte[] value(int id, Schema schema, Object datum) {
    byte[] binary = binary(schema, datum);
    return ByteBuffer.allocate(5 + binary.length).put((byte) 0).putInt(id).put(binary).array();
  }

  private static Object of(Schema schema, String name) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema
            .getFields()
            .forEach(field -> record.put(field.pos(), of(field.schema(), field.name())));
        yield record;
      }
      case ENUM ->
          new GenericData.EnumSymbol(
              schema, schema.getEnumSymbols().get(schema.getEnumSymbols().size() - 1));
      case ARRAY ->
          new GenericData.Array<>(schema, List.of(of(schema.getElementType(), name + "-item")));
      case UNION -> of(schema.getTypes().get(schema.getTypes().size() - 1), name);
      case STRING -> "sample " + name;
      case BYTES -> ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
      case INT -> 1_000 + name.length();
      case LONG -> 1_790_000_000_000L + name.length();
      case BOOLEAN -> true;
      case MAP -> new HashMap<>(Map.of(name + "-key", of(schema.getValueType(), name)));
      case DOUBLE -> 0.5 + name.length();
      case FIXED, FLOAT, NULL ->
          throw new IllegalArgumentException("no schema of the house uses " + schema.getType());
    };
  }
}
