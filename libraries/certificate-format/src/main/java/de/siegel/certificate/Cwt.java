package de.siegel.certificate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * The claims that HCERT puts into a CBOR Web Token (C-04 to C-07).
 *
 * @param issuer {@code iss}; optional when reading
 * @param dcc the content of claim -260, key 1
 */
record Cwt(Optional<String> issuer, Instant issuedAt, Instant expiresAt, JsonNode dcc) {

  static final int ISSUER = 1;
  static final int EXPIRES_AT = 4;
  static final int ISSUED_AT = 6;
  static final int HCERT = -260;
  static final int EU_DCC = 1;

  /**
   * Reads leniently: times may be floats, other claims are skipped.
   *
   * @throws IOException when this is no CWT with exp, iat and a DCC
   */
  static Cwt parse(byte[] claims) throws IOException {
    String issuer = null;
    Instant issuedAt = null;
    Instant expiresAt = null;
    JsonNode dcc = null;
    try (CBORParser parser = Cbor.parser(claims)) {
      Cbor.expect(parser, JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        int claim = Cbor.key(parser, claims);
        parser.nextToken();
        switch (claim) {
          case ISSUER -> issuer = parser.getText();
          case EXPIRES_AT -> expiresAt = time(parser);
          case ISSUED_AT -> issuedAt = time(parser);
          case HCERT -> dcc = certificate(parser, claims);
          default -> parser.skipChildren();
        }
      }
      Cbor.expectEnd(parser);
    }
    if (issuedAt == null || expiresAt == null || dcc == null || !dcc.isObject()) {
      throw new IOException("a claim is missing");
    }
    return new Cwt(Optional.ofNullable(issuer), issuedAt, expiresAt, dcc);
  }

  private static Instant time(JsonParser parser) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw new IOException("a time is no number");
    }
    long seconds =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            ? parser.getLongValue()
            : (long) Math.floor(parser.getDoubleValue());
    if (seconds < 0 || seconds >= CertificateFields.YEAR_10000) {
      throw new IOException("a time is out of range");
    }
    return Instant.ofEpochSecond(seconds);
  }

  private static JsonNode certificate(CBORParser parser, byte[] claims) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("claim -260 is no map");
    }
    JsonNode dcc = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      int key = Cbor.key(parser, claims);
      parser.nextToken();
      if (key == EU_DCC) {
        dcc = Cbor.MAPPER.readTree(parser);
      } else {
        parser.skipChildren();
      }
    }
    return dcc;
  }
}
