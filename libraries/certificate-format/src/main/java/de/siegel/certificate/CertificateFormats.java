package de.siegel.certificate;

import java.util.Optional;

/** The formats that exist. */
public final class CertificateFormats {

  private CertificateFormats() {}

  /**
   * The format of that name, with its default policy.
   *
   * @return empty when there is no such format; the caller must then refuse
   */
  public static Optional<CertificateFormat> byId(String id) {
    return EuDccFormat.ID.equals(id) ? Optional.of(euDcc()) : Optional.empty();
  }

  /** The EU Digital COVID Certificate 1.3 as Germany issues it. */
  public static CertificateFormat euDcc() {
    return euDcc(IssuingPolicy.germany());
  }

  /** The EU Digital COVID Certificate 1.3 under an issuing policy of its own. */
  public static CertificateFormat euDcc(IssuingPolicy policy) {
    return new EuDccFormat(policy);
  }
}
