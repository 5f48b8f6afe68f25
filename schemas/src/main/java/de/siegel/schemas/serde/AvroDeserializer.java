package de.siegel.schemas.serde;

import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.registry.UnknownSchemaId;
import de.siegel.schemas.serde.UndecodableRecord.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads record values in the Confluent wire format as one record type, whatever version of it wrote
 * them. Decoder and readers are reused: one instance a thread.
 *
 * @param <T> the generated class of the values
 */
public final class AvroDeserializer<T extends SpecificRecord> {

  /** One id a version of the schema; nobody has that many. Beyond it readers are built anew. */
  private static final int MAX_READERS = 100;

  /**
   * The longest value that is read, in bytes. Topics bound batches as they are compressed, and a
   * compressed batch can hold a thousand times its length.
   */
  public static final int LONGEST = 1024 * 1024;

  private final SchemaRegistry registry;
  private final Class<T> type;
  private final SpecificData model;
  private final Schema readerSchema;
  private final Map<Integer, DatumReader<T>> readers = new HashMap<>();
  private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);
  private int lastId;
  private DatumReader<T> lastReader;

  public AvroDeserializer(SchemaRegistry registry, Class<T> type) {
    GeneratedClasses.trust();
    this.registry = registry;
    this.type = type;
    this.model = Models.of(type);
    this.readerSchema = model.getSchema(type);
  }

  /**
   * The record behind the bytes. Work and memory are bounded by the length of the bytes, whatever
   * lengths they claim.
   *
   * @param value the record's value; may be null
   * @throws UndecodableRecord if the bytes are at fault
   * @throws de.siegel.schemas.registry.RegistryUnavailable if the registry is needed and away
   * @throws de.siegel.schemas.registry.BadRegistryAnswer if it is needed and answers nonsense
   */
  public T deserialize(byte[] value) throws UndecodableRecord {
    if (value == null) {
      throw new UndecodableRecord(Reason.NULL_VALUE);
    }
    if (value.length < WireFormat.HEAD_BYTES) {
      throw new UndecodableRecord(Reason.TOO_SHORT);
    }
    if (value.length > LONGEST) {
      throw new UndecodableRecord(Reason.TOO_LONG);
    }
    if (value[0] != WireFormat.MAGIC) {
      throw new UndecodableRecord(Reason.WRONG_MAGIC);
    }
    DatumReader<T> reader = reader(WireFormat.id(value));
    return decode(reader, value);
  }

  private T decode(DatumReader<T> reader, byte[] value) throws UndecodableRecord {
    int length = value.length - WireFormat.HEAD_BYTES;
    T record;
    boolean atEnd;
    try {
      DecoderFactory.get().binaryDecoder(value, WireFormat.HEAD_BYTES, length, decoder);
      record = type.cast(reader.read(null, decoder));
      atEnd = decoder.isEnd();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Without the cause: Avro's messages may quote content. A stack overflows only where a
      // foreign
      // version of the schema nests in itself.
      throw new UndecodableRecord(Reason.MALFORMED);
    }
    if (!atEnd) {
      throw new UndecodableRecord(Reason.TRAILING_BYTES);
    }
    return record;
  }

  private DatumReader<T> reader(int id) throws UndecodableRecord {
    if (lastReader == null || id != lastId) {
      DatumReader<T> reader = readers.get(id);
      if (reader == null) {
        reader = newReader(writerSchema(id));
        if (readers.size() >= MAX_READERS) {
          readers.clear();
        }
        readers.put(id, reader);
      }
      lastReader = reader;
      lastId = id;
    }
    return lastReader;
  }

  private Schema writerSchema(int id) throws UndecodableRecord {
    try {
      return registry.schema(id);
    } catch (UnknownSchemaId e) {
      throw new UndecodableRecord(Reason.UNKNOWN_SCHEMA_ID);
    }
  }

  private DatumReader<T> newReader(Schema writerSchema) throws UndecodableRecord {
    if (!SchemaBounds.hold(writerSchema)) {
      throw new UndecodableRecord(Reason.UNREASONABLE_SCHEMA);
    }
    boolean sameName =
        writerSchema.getType() == Schema.Type.RECORD
            && writerSchema.getFullName().equals(readerSchema.getFullName());
    if (!sameName || !canRead(writerSchema)) {
      throw new UndecodableRecord(Reason.WRONG_TYPE);
    }
    return new SpecificDatumReader<>(writerSchema, readerSchema, model);
  }

  private boolean canRead(Schema writerSchema) {
    return SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
