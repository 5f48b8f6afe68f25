package de.siegel.certificate;

import java.util.Map;
import java.util.Optional;

/** The formats that can be issued under one policy, made once: reading value sets costs. */
public final class CertificateFormats {
  private final Map<String, CertificateFormat> byId;

  private CertificateFormats(CertificateFormat format) {
    byId = Map.of(format.id(), format);
  }

  /** The formats under a policy. */
  public static CertificateFormats under(IssuingPolicy policy) {
    return of(euDcc(policy));
  }

  /** One format alone. */
  public static CertificateFormats of(CertificateFormat format) {
    return new CertificateFormats(format);
  }

  /**
   * The format of that name.
   *
   * @return empty when there is no such format; the caller must then refuse
   */
  public Optional<CertificateFormat> byId(String id) {
    return Optional.ofNullable(byId.get(id));
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
