package de.siegel.identity.card;

import java.io.IOException;
import java.util.Objects;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * A question for the status of one card (RFC 6960 section 4.1), with a nonce (trap L5).
 *
 * @param <C> the kind of card
 * @param card whose status is asked
 * @param nonce 32 random bytes, never used for another question (RFC 9654)
 */
public record OcspQuestion<C extends VerifiedCard>(C card, byte[] nonce) {
  public OcspQuestion {
    Objects.requireNonNull(card);
    nonce = nonce.clone();
  }

  @Override
  public byte[] nonce() {
    return nonce.clone();
  }

  /** The request, DER. */
  public byte[] request() {
    try {
      OCSPReqBuilder builder = new OCSPReqBuilder();
      builder.addRequest(
          new CertificateID(
              sha1(), card.issuer().certificate(), card.certificate().holder().getSerialNumber()));
      builder.setRequestExtensions(
          new Extensions(
              new Extension(
                  OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                  false,
                  new DEROctetString(nonce).getEncoded())));
      return builder.build().getEncoded();
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException("an OCSP request cannot be encoded", e);
    }
  }

  /** Names issuer and serial; SHA-1 is what every responder knows, and nothing rests on it. */
  static DigestCalculator sha1() {
    try {
      return new JcaDigestCalculatorProviderBuilder()
          .setProvider(CardCertificate.PROVIDER)
          .build()
          .get(CertificateID.HASH_SHA1);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("SHA-1 is not available", e);
    }
  }
}
