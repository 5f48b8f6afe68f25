package de.siegel.certificate;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The {@code kid} of a DSC: the first 8 bytes of SHA-256 over its DER form (C-10). Immutable. */
public final class KeyId {

  public static final int LENGTH = 8;

  private final byte[] bytes;

  private KeyId(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException when there are not exactly 8 bytes
   */
  public static KeyId of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a key id has exactly 8 bytes (C-10)");
    }
    return new KeyId(bytes.clone());
  }

  /**
   * @throws IllegalArgumentException when this is not base64 of exactly 8 bytes
   */
  public static KeyId ofBase64(String base64) {
    return of(Base64.getDecoder().decode(base64));
  }

  /**
   * The key id of a document signing certificate.
   *
   * @throws IllegalArgumentException when the certificate has no DER form
   */
  public static KeyId ofCertificate(X509Certificate certificate) {
    try {
      return new KeyId(Arrays.copyOf(Sha256.of(certificate.getEncoded()), LENGTH));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate has no DER form", e);
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
