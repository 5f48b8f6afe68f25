package de.siegel.certificate;

import java.util.Arrays;
import java.util.List;

/** A certificate with its signature: bytes, text and revocation handles. Immutable. */
public final class SignedCertificate {

  private final ToBeSigned toBeSigned;
  private final byte[] signature;
  private final byte[] cose;
  private final String text;

  SignedCertificate(ToBeSigned toBeSigned, byte[] signature) {
    this.toBeSigned = toBeSigned;
    this.signature = signature;
    this.cose = toBeSigned.cose(signature);
    this.text = Hcert.PREFIX + Base45.encode(Zlib.deflate(cose));
  }

  public ToBeSigned toBeSigned() {
    return toBeSigned;
  }

  public byte[] signature() {
    return signature.clone();
  }

  /** The {@code COSE_Sign1} message with tag 18 (C-08). */
  public byte[] cose() {
    return cose.clone();
  }

  /** {@code HC1:} and the Base45 text, as it stands in the QR symbol (C-15). */
  public String text() {
    return text;
  }

  /** The handle over the signature; over r alone for ECDSA. */
  public RevocationHandle signatureHandle() {
    return RevocationHandle.ofSignature(toBeSigned.fields().algorithm(), signature);
  }

  /** The digest of the whole signature. */
  public byte[] signatureDigest() {
    return SignatureDigest.of(toBeSigned.fields().algorithm(), signature);
  }

  /** All three handles by which a list can revoke this certificate. */
  public List<RevocationHandle> revocationHandles() {
    String certificateId = toBeSigned.fields().certificateId();
    return List.of(
        signatureHandle(),
        RevocationHandle.ofCertificateId(certificateId),
        RevocationHandle.ofCountryAndCertificateId(toBeSigned.issuer(), certificateId));
  }

  boolean hasSignature(byte[] other) {
    return Arrays.equals(signature, other);
  }

  @Override
  public String toString() {
    return "SignedCertificate[" + toBeSigned.type() + ", " + text.length() + " characters]";
  }
}
