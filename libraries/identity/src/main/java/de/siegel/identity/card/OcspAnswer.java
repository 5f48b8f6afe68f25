package de.siegel.identity.card;

import de.siegel.sealing.Sha256;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.isismtt.ocsp.CertHash;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.util.Arrays;

/**
 * Check V9: a responder of the trust list says now that this very certificate is good (RFC 6960
 * section 3.2; gemSpec_PKI TUC_PKI_006; Common PKI part 4 for certHash). There is no cache, so none
 * can be fooled by equal serials (trap L1).
 */
public final class OcspAnswer {
  /** Longer answers are not read. */
  public static final int LONGEST = 64 * 1024;

  /** So far may clocks differ. */
  public static final Duration TOLERANCE = Duration.ofMillis(37_500);

  private OcspAnswer() {}

  /**
   * Checks an answer.
   *
   * @param response DER, of any length
   * @param at when it came, or at a later check of the same evidence, when it was accepted
   * @return the card that was asked about
   */
  public static <C extends VerifiedCard> Checked<C> check(
      byte[] response, OcspQuestion<C> question, TrustServiceList trustList, Instant at) {
    return check(response, question, trustList, at, at);
  }

  /**
   * Checks an answer that was given within a span of time.
   *
   * @param response DER, of any length
   * @param from not before then, give or take {@link #TOLERANCE}
   * @param to nor after then
   * @return the card that was asked about
   */
  public static <C extends VerifiedCard> Checked<C> check(
      byte[] response,
      OcspQuestion<C> question,
      TrustServiceList trustList,
      Instant from,
      Instant to) {
    if (response.length > LONGEST) {
      return unavailable(response.length + " bytes");
    }
    try {
      OCSPResp answer = new OCSPResp(response);
      if (answer.getStatus() != OCSPResp.SUCCESSFUL) {
        return unavailable("response status " + answer.getStatus());
      }
      return answer.getResponseObject() instanceof BasicOCSPResp basic
          ? check(basic, question, trustList, from, to)
          : unavailable("not a basic response");
    } catch (IOException | OCSPException | RuntimeException e) {
      return unavailable("the answer cannot be read");
    }
  }

  private static <C extends VerifiedCard> Checked<C> unavailable(String detail) {
    return Checked.refused(CardCode.OCSP_UNAVAILABLE, detail);
  }

  private static <C extends VerifiedCard> Checked<C> check(
      BasicOCSPResp basic,
      OcspQuestion<C> question,
      TrustServiceList trustList,
      Instant from,
      Instant to)
      throws IOException {
    if (trustList.responders().stream().noneMatch(responder -> hasSigned(responder, basic))) {
      return Checked.refused(CardCode.OCSP_SIGNER, "signed by no responder of the trust list");
    }
    if (basic.getResponses().length != 1) {
      return Checked.refused(CardCode.OCSP_CERTID, basic.getResponses().length + " answers");
    }
    SingleResp single = basic.getResponses()[0];
    CertificateStatus status = single.getCertStatus();
    if (status instanceof RevokedStatus) {
      // Whenever: a date in the future does not make a card good until then (trap L4).
      return Checked.refused(CardCode.CERT_REVOKED, "revoked");
    }
    if (status != CertificateStatus.GOOD) {
      return Checked.refused(CardCode.CERT_UNKNOWN, "unknown to the responder");
    }
    if (!answersNonce(basic, question)) {
      return Checked.refused(CardCode.OCSP_NONCE, "not our nonce");
    }
    if (!isAboutThisCertificate(single, question)) {
      return Checked.refused(CardCode.CERTHASH, "no certHash of this certificate");
    }
    if (!isOfThen(basic, single, from, to)) {
      return Checked.refused(CardCode.OCSP_TIME, "not within " + TOLERANCE);
    }
    return answersCertId(single, question)
        ? Checked.passed(question.card())
        : Checked.refused(CardCode.OCSP_CERTID, "another issuer or serial");
  }

  private static boolean hasSigned(X509CertificateHolder responder, BasicOCSPResp basic) {
    if (basic.getSignatureAlgOID().equals(X9ObjectIdentifiers.ecdsa_with_SHA256)) {
      byte[] hash = Sha256.of(basic.getTBSResponseData());
      return FixedKey.of(responder.getSubjectPublicKeyInfo())
          .filter(key -> key.holds(hash, basic.getSignature()))
          .isPresent();
    }
    try {
      return basic.isSignatureValid(
          new JcaContentVerifierProviderBuilder()
              .setProvider(CardCertificate.PROVIDER)
              .build(responder));
    } catch (OCSPException
        | OperatorCreationException
        | java.security.cert.CertificateException
        | RuntimeException e) {
      return false;
    }
  }

  private static boolean answersNonce(BasicOCSPResp basic, OcspQuestion<?> question)
      throws IOException {
    Extension extension = basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (extension == null) {
      return false;
    }
    byte[] nonce =
        ASN1OctetString.getInstance(
                ASN1Primitive.fromByteArray(extension.getExtnValue().getOctets()))
            .getOctets();
    return Arrays.constantTimeAreEqual(nonce, question.nonce());
  }

  private static boolean isAboutThisCertificate(SingleResp single, OcspQuestion<?> question) {
    Extension extension = single.getExtension(TiObjectIdentifiers.CERT_HASH);
    if (extension == null) {
      return false;
    }
    CertHash hash = CertHash.getInstance(extension.getParsedValue());
    return NISTObjectIdentifiers.id_sha256.equals(hash.getHashAlgorithm().getAlgorithm())
        && Arrays.constantTimeAreEqual(
            hash.getCertificateHash(), question.card().certificate().fingerprint());
  }

  private static boolean isOfThen(
      BasicOCSPResp basic, SingleResp single, Instant from, Instant to) {
    Instant earliest = from.minus(TOLERANCE);
    Instant latest = to.plus(TOLERANCE);
    Instant produced = basic.getProducedAt().toInstant();
    Date next = single.getNextUpdate();
    return !single.getThisUpdate().toInstant().isAfter(latest)
        && !produced.isBefore(earliest)
        && !produced.isAfter(latest)
        && (next == null || !next.toInstant().isBefore(earliest));
  }

  private static boolean answersCertId(SingleResp single, OcspQuestion<?> question) {
    try {
      return single
              .getCertID()
              .getSerialNumber()
              .equals(question.card().certificate().holder().getSerialNumber())
          && List.of(org.bouncycastle.cert.ocsp.CertificateID.HASH_SHA1.getAlgorithm())
              .contains(single.getCertID().getHashAlgOID())
          && single
              .getCertID()
              .matchesIssuer(
                  question.card().issuer().certificate(),
                  new org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder()
                      .setProvider(CardCertificate.PROVIDER)
                      .build());
    } catch (OCSPException | OperatorCreationException e) {
      return false;
    }
  }
}
