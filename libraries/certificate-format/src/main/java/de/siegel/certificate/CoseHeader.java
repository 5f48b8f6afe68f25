package de.siegel.certificate;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.IOException;

/**
 * The two COSE header parameters that HCERT uses (RFC 9052, section 3.1). Others are left alone,
 * but for {@code crit}: what it names has to be understood, and nothing more is understood here.
 *
 * @param algorithm {@code alg}, or null
 * @param keyId {@code kid} of any length, or null
 * @param empty whether the map had no entry at all
 */
record CoseHeader(Integer algorithm, byte[] keyId, boolean empty) {

  private static final int ALGORITHM = 1;
  private static final int CRITICAL = 2;
  private static final int KEY_ID = 4;

  static CoseHeader parse(byte[] encodedMap) throws IOException {
    if (encodedMap.length == 0) {
      return new CoseHeader(null, null, true);
    }
    try (CBORParser parser = Cbor.parser(encodedMap)) {
      CoseHeader header = read(parser, encodedMap);
      Cbor.expectEnd(parser);
      return header;
    }
  }

  /**
   * Reads the map that comes next.
   *
   * @param bytes all that the parser reads
   * @throws IOException also when a parameter has another type than it must have: it is there, and
   *     wrong
   */
  static CoseHeader read(CBORParser parser, byte[] bytes) throws IOException {
    Integer algorithm = null;
    byte[] keyId = null;
    boolean empty = true;
    Cbor.expect(parser, JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      empty = false;
      int key = Cbor.key(parser, bytes);
      JsonToken value = parser.nextToken();
      switch (key) {
        case ALGORITHM -> {
          require(value == JsonToken.VALUE_NUMBER_INT, "alg is no integer");
          algorithm = parser.getIntValue();
        }
        case KEY_ID -> {
          require(value == JsonToken.VALUE_EMBEDDED_OBJECT, "kid is no byte string");
          keyId = parser.getBinaryValue();
        }
        case CRITICAL -> throw new IOException("a critical parameter is not understood");
        default -> parser.skipChildren();
      }
    }
    return new CoseHeader(algorithm, keyId, empty);
  }

  private static void require(boolean fulfilled, String otherwise) throws IOException {
    if (!fulfilled) {
      throw new IOException(otherwise);
    }
  }

  /** The protected header for these fields: {@code {1: alg, 4: kid}} (C-09, C-10). */
  static byte[] encode(SignatureAlgorithm algorithm, KeyId keyId) {
    return Cbor.write(
        16,
        generator -> {
          generator.writeStartObject(null, 2);
          generator.writeFieldId(ALGORITHM);
          generator.writeNumber(algorithm.coseId());
          generator.writeFieldId(KEY_ID);
          generator.writeBinary(keyId.bytes());
          generator.writeEndObject();
        });
  }
}
