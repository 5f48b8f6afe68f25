package de.siegel.certificate;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/** The exact bytes of one certificate before its signature. Immutable. */
public final class ToBeSigned {

  static final String CONTEXT = "Signature1";

  /** Longest structure that {@link #parse} reads, in bytes; real ones have about 400. */
  public static final int MAXIMUM_LENGTH = 8 * 1024;

  private final CertificateFields fields;
  private final CertificateType type;
  private final String issuer;
  private final byte[] protectedHeader;
  private final byte[] payload;
  private final byte[] bytes;

  ToBeSigned(CertificateFields fields, CertificateType type, String issuer, byte[] payload) {
    this.fields = Objects.requireNonNull(fields);
    this.type = Objects.requireNonNull(type);
    this.issuer = Objects.requireNonNull(issuer);
    this.payload = payload;
    this.protectedHeader = CoseHeader.encode(fields.algorithm(), fields.keyId());
    this.bytes = CoseSign1.signatureStructure(protectedHeader, payload);
  }

  /**
   * Reads back what {@link #bytes()} gave. The result has exactly these bytes; whether they make a
   * good certificate is {@link CertificateFormat#recheck}'s to say.
   *
   * @throws IllegalArgumentException when they are anything but a signature structure of a DCC as
   *     this house encodes it; the message names no content
   */
  public static ToBeSigned parse(byte[] bytes) {
    try {
      ToBeSigned parsed = read(bytes);
      if (Arrays.equals(parsed.bytes, bytes)) {
        return parsed;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not a signature structure of a certificate (C-12)");
    }
    throw new IllegalArgumentException("the signature structure is not in its one encoding (C-12)");
  }

  private static ToBeSigned read(byte[] bytes) throws IOException {
    if (bytes.length > MAXIMUM_LENGTH) {
      throw new IOException("longer than any certificate");
    }
    try (CBORParser parser = Cbor.parser(bytes)) {
      Cbor.expect(parser, JsonToken.START_ARRAY);
      Cbor.expect(parser, JsonToken.VALUE_STRING);
      CoseHeader header = CoseHeader.parse(Cbor.expectBytes(parser));
      Cbor.expectBytes(parser);
      byte[] payload = Cbor.expectBytes(parser);
      Cbor.expect(parser, JsonToken.END_ARRAY);
      Cbor.expectEnd(parser);
      if (header.algorithm() == null || header.keyId() == null) {
        throw new IOException("a header parameter is missing");
      }
      Cwt cwt = Cwt.parse(payload);
      DccView view = DccView.of(cwt.dcc()).orElseThrow(() -> new IOException("no single entry"));
      CertificateFields fields =
          new CertificateFields(
              view.certificateId(),
              KeyId.of(header.keyId()),
              SignatureAlgorithm.ofCoseId(header.algorithm())
                  .orElseThrow(() -> new IOException("another algorithm")),
              cwt.issuedAt(),
              cwt.expiresAt());
      String issuer = cwt.issuer().orElseThrow(() -> new IOException("no issuer"));
      return new ToBeSigned(fields, view.type(), issuer, payload);
    }
  }

  /** Certificate id, key, algorithm and times. */
  public CertificateFields fields() {
    return fields;
  }

  public CertificateType type() {
    return type;
  }

  /** {@code iss}: the issuing country. */
  public String issuer() {
    return issuer;
  }

  /** The encoded protected header: algorithm and key id. */
  public byte[] protectedHeader() {
    return protectedHeader.clone();
  }

  /** The encoded CWT claims. */
  public byte[] payload() {
    return payload.clone();
  }

  /** The {@code Sig_structure} of C-12: what is committed to and what the key signs. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The DCC inside, decoded anew on each call. */
  public JsonNode dcc() {
    try {
      return Cwt.parse(payload).dcc();
    } catch (IOException e) {
      throw new IllegalStateException("this class only holds readable claims", e);
    }
  }

  /**
   * Adds the signature; whether it is right is the self-check's to say.
   *
   * @param signature ES256: r and s, 32 bytes each (C-13), not DER. PS256: as long as the modulus
   * @throws IllegalArgumentException when the length does not fit the algorithm
   */
  public SignedCertificate with(byte[] signature) {
    if (!fields.algorithm().allowsLength(signature.length)) {
      throw new IllegalArgumentException("the signature's length does not fit its algorithm");
    }
    return new SignedCertificate(this, signature.clone());
  }

  byte[] cose(byte[] signature) {
    return CoseSign1.encode(protectedHeader, payload, signature);
  }

  boolean hasBytes(byte[] other) {
    return Arrays.equals(bytes, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ToBeSigned that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "ToBeSigned[" + type + ", " + bytes.length + " bytes]";
  }
}
