package de.siegel.certificate;

/** A request that keeps every rule and waits for the fields that only the issuer knows. */
public interface Draft {

  CertificateType type();

  /**
   * The issuing location as the pharmacy stated it, {@code [0-9A-Z]{1,38}}: whether it is the
   * pharmacy's own is for its admission to say. Never part of the certificate.
   */
  String location();

  /** Where the location stands in the request, as errors name fields: {@code v[0].id}. */
  String locationField();

  /** What the pharmacy added for fraud detection; never part of the certificate. */
  RequestContext context();

  /**
   * Fixes the bytes that will be signed. The same draft and fields always give the same bytes.
   *
   * @throws IllegalArgumentException when the certificate id is not well-formed or of another
   *     country
   */
  ToBeSigned fix(CertificateFields fields);
}
