package de.siegel.certificate;

/** A request that keeps every rule and waits for the fields that only the issuer knows. */
public interface Draft {

  CertificateType type();

  /** The issuing location as the pharmacy stated it, {@code [0-9A-Z]+}; goes into the UVCI. */
  String location();

  /** What the pharmacy added for fraud detection; never part of the certificate. */
  RequestContext context();

  /**
   * Fixes the bytes that will be signed. The same draft and fields always give the same bytes.
   *
   * @throws IllegalArgumentException when the certificate id does not belong to this format and
   *     location
   */
  ToBeSigned fix(CertificateFields fields);
}
