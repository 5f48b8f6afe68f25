package de.siegel.certificate;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * CBOR (RFC 8949). What is written through here is deterministic (section 4.2.1 there) as long as
 * the caller gives sizes and writes keys in the order of their encoded bytes.
 */
final class Cbor {

  // Duplicate keys are refused: two readers might choose differently between them.
  private static final CBORFactory FACTORY =
      CBORFactory.builder()
          .recyclerPool(WorkingBuffers.pool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxNameLength(256)
                  .maxStringLength(Zlib.MAXIMUM_INFLATED)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  static final CBORMapper MAPPER = new CBORMapper(FACTORY);

  /** Writes one item. */
  @FunctionalInterface
  interface Writer {
    void write(CBORGenerator generator) throws IOException;
  }

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;

  private Cbor() {}

  static CBORParser parser(byte[] bytes) throws IOException {
    return FACTORY.createParser(bytes);
  }

  static byte[] write(int expectedSize, Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(expectedSize);
    try (CBORGenerator generator = FACTORY.createGenerator(bytes)) {
      writer.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  static void text(CBORGenerator generator, String key, String value) throws IOException {
    generator.writeFieldName(key);
    generator.writeString(value);
  }

  static void expect(CBORParser parser, JsonToken token) throws IOException {
    if (parser.nextToken() != token) {
      throw new IOException("another CBOR item was expected");
    }
  }

  static void expectEnd(CBORParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new IOException("bytes follow the CBOR item");
    }
  }

  static byte[] expectBytes(CBORParser parser) throws IOException {
    expect(parser, JsonToken.VALUE_EMBEDDED_OBJECT);
    return parser.getBinaryValue();
  }

  /**
   * The integer key the parser stands at; 0, which no map here uses, for any other key. A text of
   * digits is another key, though the parser names both alike.
   *
   * @param bytes all that the parser reads
   */
  static int key(CBORParser parser, byte[] bytes) throws IOException {
    int at = (int) parser.currentTokenLocation().getByteOffset();
    int majorType = (bytes[at] & 0xFF) >>> 5;
    if (majorType != UNSIGNED && majorType != NEGATIVE) {
      return 0;
    }
    return switch (parser.currentName()) {
      case "1" -> 1;
      case "2" -> 2;
      case "4" -> 4;
      case "6" -> 6;
      case "-260" -> -260;
      default -> 0;
    };
  }
}
