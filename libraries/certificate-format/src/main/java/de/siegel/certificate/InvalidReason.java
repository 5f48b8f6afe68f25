package de.siegel.certificate;

/** Why a text is not a valid certificate. Names are stable; sentences may change. */
public enum InvalidReason {
  TEXT_TOO_LONG(Layer.PREFIX, "The text is longer than a QR symbol can hold."),
  PREFIX_MISSING(Layer.PREFIX, "The text does not begin with HC1: and is no health certificate."),
  NOT_BASE45(Layer.BASE45, "The text after HC1: is not Base45. Scan or copy the code again."),
  NOT_ZLIB(
      Layer.COMPRESSION, "The content is no zlib stream of at most 64 KiB. Scan the code again."),
  NOT_COSE(Layer.COSE, "The content is no COSE_Sign1 message."),
  NOT_CWT(Layer.CWT, "The signed content lacks a time or the certificate, or is no CWT."),
  ALGORITHM_UNSUPPORTED(Layer.SIGNER, "The signature's algorithm is neither ES256 nor PS256."),
  KEY_ID_MISSING(Layer.SIGNER, "The certificate does not name its signing key."),
  SIGNER_UNKNOWN(Layer.SIGNER, "The signing key is not on the trust list. Update the list."),
  SIGNER_KEY_UNUSABLE(Layer.SIGNER, "The signer's key does not fit the signature's algorithm."),
  SIGNATURE_WRONG(Layer.SIGNATURE, "The signature is wrong: the content was changed or forged."),
  SIGNER_PURPOSE(Layer.SIGNER, "The signing key may not sign this type of certificate."),
  SIGNER_NOT_VALID(Layer.SIGNER, "The signing certificate was not valid at the time of issue."),
  NOT_YET_VALID(Layer.VALIDITY, "The certificate is not valid yet."),
  EXPIRED(Layer.VALIDITY, "The certificate has expired."),
  REVOKED(Layer.REVOCATION, "The certificate was revoked by its issuer."),
  SCHEMA_BROKEN(Layer.SCHEMA, "The content does not fit the DCC schema."),
  NOT_WHAT_WAS_SIGNED(Layer.SELF_CHECK, "The finished text does not hold what was to be signed."),
  OUTLIVES_SIGNER(Layer.SELF_CHECK, "The certificate is valid longer than its signer.");

  private final Layer layer;
  private final String sentence;

  InvalidReason(Layer layer, String sentence) {
    this.layer = layer;
    this.sentence = sentence;
  }

  public Layer layer() {
    return layer;
  }

  /** The English sentence: what is wrong, and where it helps, what to do. */
  public String sentence() {
    return sentence;
  }
}
