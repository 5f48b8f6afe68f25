package de.siegel.certificate;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.IOException;

/**
 * The two COSE header parameters that HCERT uses (RFC 9052, section 3.1).
 *
 * @param algorithm {@code alg}, or null
 * @param keyId {@code kid} of any length, or null
 * @param empty whether the map had no entry at all
 */
record CoseHeader(Integer algorithm, byte[] keyId, boolean empty) {

  private static final int ALGORITHM = 1;
  private static final int KEY_ID = 4;

  static CoseHeader parse(byte[] encodedMap) throws IOException {
    if (encodedMap.length == 0) {
      return new CoseHeader(null, null, true);
    }
    try (CBORParser parser = Cbor.parser(encodedMap)) {
      CoseHeader header = read(parser);
      Cbor.expectEnd(parser);
      return header;
    }
  }

  /** Reads the map that comes next. */
  static CoseHeader read(CBORParser parser) throws IOException {
    Integer algorithm = null;
    byte[] keyId = null;
    boolean empty = true;
    Cbor.expect(parser, JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      empty = false;
      int key = Cbor.key(parser);
      JsonToken value = parser.nextToken();
      if (key == ALGORITHM && value == JsonToken.VALUE_NUMBER_INT) {
        algorithm = parser.getIntValue();
      } else if (key == KEY_ID && value == JsonToken.VALUE_EMBEDDED_OBJECT) {
        keyId = parser.getBinaryValue();
      } else {
        parser.skipChildren();
      }
    }
    return new CoseHeader(algorithm, keyId, empty);
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
