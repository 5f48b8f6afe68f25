package de.siegel.client;

import de.siegel.certificate.TrustList;
import de.siegel.sealing.Reply;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a client demands of a certificate before it hands it on. Whoever can read a session can seal
 * a reply to it; that the signer made the certificate, for this request, shows only the certificate
 * itself.
 */
@FunctionalInterface
public interface CertificateCheck {
  /** Takes every certificate: for who checks them elsewhere, or measures. */
  CertificateCheck UNCHECKED = (content, issued) -> Optional.empty();

  /**
   * Takes certificates that are signed by one of these, under the id that the reply names, for the
   * person of the request.
   *
   * @param trustList where the signing certificates come from; asked at the first certificate, and
   *     again at most once a minute when one has an unknown signer (keys change)
   */
  static CertificateCheck against(Supplier<TrustList> trustList) {
    return new TrustedCertificates(trustList);
  }

  /**
   * Judges a reply that brings a certificate.
   *
   * @param content of the request; empty if it is not at hand
   * @param issued a reply of kind ISSUED
   * @return why the certificate must not be used, without holder data; empty if it may be
   */
  Optional<String> objection(Optional<byte[]> content, Reply issued);
}
