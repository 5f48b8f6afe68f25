package de.siegel.certificate;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.IOException;
import java.util.Arrays;

/** A {@code COSE_Sign1} message (RFC 9052, section 4.2; C-08 to C-13). */
record CoseSign1(
    byte[] protectedHeader,
    CoseHeader protectedParameters,
    CoseHeader unprotectedParameters,
    byte[] payload,
    byte[] signature) {

  static final int TAG = 18;

  private static final byte[] NOTHING = {};

  /**
   * Reads a message with tag 18, without a tag, or with tag 61 in front (C-08).
   *
   * @throws IOException when it is something else
   */
  static CoseSign1 parse(byte[] cose) throws IOException {
    byte[] array = Arrays.copyOfRange(cose, tagLength(cose), cose.length);
    try (CBORParser parser = Cbor.parser(array)) {
      Cbor.expect(parser, JsonToken.START_ARRAY);
      byte[] protectedHeader = Cbor.expectBytes(parser);
      CoseHeader unprotected = CoseHeader.read(parser, array);
      byte[] payload = Cbor.expectBytes(parser);
      byte[] signature = Cbor.expectBytes(parser);
      Cbor.expect(parser, JsonToken.END_ARRAY);
      Cbor.expectEnd(parser);
      CoseHeader parameters = CoseHeader.parse(protectedHeader);
      return new CoseSign1(protectedHeader, parameters, unprotected, payload, signature);
    }
  }

  private static int tagLength(byte[] cose) throws IOException {
    int tag61 = cose.length > 2 && (cose[0] & 0xFF) == 0xD8 && cose[1] == 61 ? 2 : 0;
    int length = cose.length > tag61 && (cose[tag61] & 0xFF) == 0xD2 ? tag61 + 1 : tag61;
    // The parser skips tags silently; another one would make it another kind of message.
    if (cose.length <= length || (cose[length] & 0xE0) != 0x80) {
      throw new IOException("neither tag 18 nor an array");
    }
    return length;
  }

  static byte[] encode(byte[] protectedHeader, byte[] payload, byte[] signature) {
    return Cbor.write(
        payload.length + signature.length + 32,
        generator -> {
          generator.writeTag(TAG);
          generator.writeStartArray(null, 4);
          generator.writeBinary(protectedHeader);
          generator.writeStartObject(null, 0);
          generator.writeEndObject();
          generator.writeBinary(payload);
          generator.writeBinary(signature);
          generator.writeEndArray();
        });
  }

  /** The bytes that are signed (C-12). */
  static byte[] signatureStructure(byte[] protectedHeader, byte[] payload) {
    return Cbor.write(
        payload.length + 48, generator -> writeStructure(generator, protectedHeader, payload));
  }

  private static void writeStructure(
      CBORGenerator generator, byte[] protectedHeader, byte[] payload) throws IOException {
    generator.writeStartArray(null, 4);
    generator.writeString(ToBeSigned.CONTEXT);
    generator.writeBinary(protectedHeader);
    generator.writeBinary(NOTHING);
    generator.writeBinary(payload);
    generator.writeEndArray();
  }

  byte[] signatureStructure() {
    return signatureStructure(protectedParameters.empty() ? NOTHING : protectedHeader, payload);
  }

  /** The protected parameter counts, even if it is wrong (C-10); null when neither is there. */
  byte[] keyId() {
    return protectedParameters.keyId() != null
        ? protectedParameters.keyId()
        : unprotectedParameters.keyId();
  }

  Integer algorithm() {
    return protectedParameters.algorithm() != null
        ? protectedParameters.algorithm()
        : unprotectedParameters.algorithm();
  }
}
