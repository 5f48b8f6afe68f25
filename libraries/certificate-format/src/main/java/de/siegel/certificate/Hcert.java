package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * A decoded HCERT text with each of its layers; reads what the fact sheet says that readers accept.
 * Nothing in it is proved: see {@link CertificateVerifier}.
 */
public final class Hcert {

  /** The prefix of version 1 of the container. */
  public static final String PREFIX = "HC1:";

  /** Longest text that is read; the largest QR symbol holds 4,296 alphanumeric characters. */
  public static final int MAXIMUM_TEXT = 4_296;

  private final byte[] compressed;
  private final byte[] coseBytes;
  private final CoseSign1 cose;
  private final Cwt cwt;

  private Hcert(byte[] compressed, byte[] coseBytes, CoseSign1 cose, Cwt cwt) {
    this.compressed = compressed;
    this.coseBytes = coseBytes;
    this.cose = cose;
    this.cwt = cwt;
  }

  /** Decodes a text, blanks and all. Never throws for content. */
  public static Decoding decode(String text) {
    if (text.length() > MAXIMUM_TEXT) {
      return failed(InvalidReason.TEXT_TOO_LONG);
    }
    if (!text.startsWith(PREFIX)) {
      return failed(InvalidReason.PREFIX_MISSING);
    }
    try {
      return decodeCompressed(Base45.decode(text.substring(PREFIX.length())));
    } catch (IllegalArgumentException e) {
      return failed(InvalidReason.NOT_BASE45);
    }
  }

  private static Decoding decodeCompressed(byte[] compressed) {
    byte[] coseBytes;
    try {
      coseBytes = Zlib.inflate(compressed);
    } catch (DataFormatException e) {
      return failed(InvalidReason.NOT_ZLIB);
    }
    CoseSign1 cose;
    try {
      cose = CoseSign1.parse(coseBytes);
    } catch (IOException e) {
      return failed(InvalidReason.NOT_COSE);
    }
    try {
      Hcert certificate = new Hcert(compressed, coseBytes, cose, Cwt.parse(cose.payload()));
      return DccSchema.isReadable(certificate.cwt.dcc())
          ? new Decoding.Decoded(certificate)
          : new Decoding.Failed(InvalidReason.SCHEMA_BROKEN, Optional.of(certificate));
    } catch (IOException e) {
      return failed(InvalidReason.NOT_CWT);
    }
  }

  private static Decoding failed(InvalidReason reason) {
    return new Decoding.Failed(reason, Optional.empty());
  }

  /** The zlib stream. */
  public byte[] compressed() {
    return compressed.clone();
  }

  /** The {@code COSE_Sign1} message, with whatever tag it has. */
  public byte[] cose() {
    return coseBytes.clone();
  }

  public byte[] protectedHeader() {
    return cose.protectedHeader().clone();
  }

  /** The encoded CWT claims. */
  public byte[] payload() {
    return cose.payload().clone();
  }

  public byte[] signature() {
    return cose.signature().clone();
  }

  /** The bytes that the signature must fit (C-12). */
  public byte[] signatureStructure() {
    return cose.signatureStructure();
  }

  /** {@code kid} as it counts (C-10), of any length; empty when there is none. */
  public Optional<byte[]> rawKeyId() {
    return Optional.ofNullable(cose.keyId()).map(byte[]::clone);
  }

  /** {@code kid} when it has the 8 bytes it must have. */
  public Optional<KeyId> keyId() {
    return rawKeyId().filter(bytes -> bytes.length == KeyId.LENGTH).map(KeyId::of);
  }

  /** The algorithm, when it is one of the two of HCERT. */
  public Optional<SignatureAlgorithm> algorithm() {
    return Optional.ofNullable(cose.algorithm()).flatMap(SignatureAlgorithm::ofCoseId);
  }

  /** {@code iss}: the issuing country. */
  public Optional<String> issuer() {
    return cwt.issuer();
  }

  public Instant issuedAt() {
    return cwt.issuedAt();
  }

  public Instant expiresAt() {
    return cwt.expiresAt();
  }

  /** The DCC as decoded; a copy. */
  public JsonNode dcc() {
    return cwt.dcc().deepCopy();
  }

  /** The one entry; empty when there is not exactly one with a certificate id. */
  public Optional<DccView> entry() {
    return DccView.of(cwt.dcc());
  }

  /** The digest of the whole signature; empty for a foreign algorithm or length. */
  public Optional<byte[]> signatureDigest() {
    return algorithm()
        .filter(algorithm -> algorithm.allowsLength(cose.signature().length))
        .map(algorithm -> SignatureDigest.of(algorithm, cose.signature()));
  }

  /** The handle over the signature; empty for a foreign algorithm or length. */
  public Optional<RevocationHandle> signatureHandle() {
    return algorithm()
        .filter(algorithm -> algorithm.allowsLength(cose.signature().length))
        .map(algorithm -> RevocationHandle.ofSignature(algorithm, cose.signature()));
  }

  @Override
  public String toString() {
    return "Hcert[" + coseBytes.length + " bytes]";
  }
}
