package de.siegel.schemas.serde;

import de.siegel.schemas.registry.RegisteredSchema;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.registry.UnregisteredSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes record values of one topic in the Confluent wire format. Encoder and buffer are reused:
 * one instance a thread.
 *
 * @param <T> the generated class of the topic's values
 */
public final class AvroSerializer<T extends SpecificRecord> {

  private final Class<T> type;
  private final DatumWriter<T> writer;
  private final Buffer buffer = new Buffer();
  private final BinaryEncoder encoder;
  private final byte[] head = new byte[WireFormat.HEAD_BYTES];

  /**
   * Asks the registry for the schema's id, once and for all.
   *
   * @throws UnregisteredSchema if the schema is not registered and must only be looked up
   * @throws de.siegel.schemas.registry.IncompatibleSchema if it may not be registered
   * @throws de.siegel.schemas.registry.RegistryUnavailable if the registry does not answer
   */
  public AvroSerializer(
      SchemaRegistry registry, String topic, Class<T> type, Registration registration) {
    this.type = Objects.requireNonNull(type);
    GeneratedClasses.trust();
    SpecificData model = Models.forWriting(type);
    Schema schema = model.getSchema(type);
    this.writer = new OptionalFieldsWriter<>(schema, model);
    this.encoder = EncoderFactory.get().binaryEncoder(buffer, null);
    WireFormat.writeHead(head, id(registry, subject(topic), schema, registration));
  }

  /** The subject under which the schema of a topic's values stands (TopicNameStrategy). */
  public static String subject(String topic) {
    return topic + "-value";
  }

  /**
   * The record's bytes, a new array.
   *
   * @param value the record; never null
   * @throws IllegalArgumentException if a field that must have a value has none
   */
  public byte[] serialize(T value) {
    Objects.requireNonNull(value, "value");
    buffer.reset();
    buffer.writeBytes(head);
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException | AvroRuntimeException | NullPointerException | ClassCastException e) {
      abandon();
      // Without the cause: Avro's messages quote the value.
      throw new IllegalArgumentException(
          "a record of type " + type.getName() + " does not follow its schema");
    }
    return buffer.toByteArray();
  }

  /** Throws away what the encoder still holds of a record that could not be written. */
  private void abandon() {
    EncoderFactory.get().binaryEncoder(buffer, encoder);
  }

  private static int id(
      SchemaRegistry registry, String subject, Schema schema, Registration registration) {
    return switch (registration) {
      case AUTOMATIC -> registry.register(subject, schema);
      case LOOK_UP ->
          registry
              .find(subject, schema)
              .map(RegisteredSchema::id)
              .orElseThrow(() -> new UnregisteredSchema(subject, schema.getFullName()));
    };
  }

  /**
   * Avro looks the branch of a union up by the name of the value's schema, each time; in ours there
   * is a value or there is none.
   */
  private static final class OptionalFieldsWriter<T> extends SpecificDatumWriter<T> {
    OptionalFieldsWriter(Schema schema, SpecificData model) {
      super(schema, model);
    }

    @Override
    protected int resolveUnion(Schema union, Object value) {
      List<Schema> branches = union.getTypes();
      boolean optional = branches.size() == 2 && branches.get(0).getType() == Schema.Type.NULL;
      if (optional) {
        return value == null ? 0 : 1;
      }
      return super.resolveUnion(union, value);
    }
  }

  /** Starts with room for an ordinary record, and keeps what it grew to. */
  private static final class Buffer extends ByteArrayOutputStream {
    Buffer() {
      super(2048);
    }
  }
}
