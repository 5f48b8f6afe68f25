package de.siegel.embedded.ti;

import de.siegel.identity.card.TiObjectIdentifiers;
import de.siegel.sealing.Sha256;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.isismtt.ocsp.CertHash;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;

/**
 * An OCSP responder of the simulator: knows the cards that were registered with it, good until they
 * are revoked. Every way in which a responder can be wrong is a {@link Fault}.
 */
public final class TestOcspResponder {
  /** How an answer is wrong. */
  public enum Fault {
    NONE,
    NONCE_MISSING,
    NONCE_OF_ANOTHER,
    CERT_HASH_MISSING,
    CERT_HASH_OF_ANOTHER,
    SIGNER_NOT_LISTED,
    SIGNATURE_BROKEN,
    SERIAL_OF_ANOTHER,
    TRY_LATER,
    INTERNAL_ERROR
  }

  private record Known(byte[] certificate, CertificateStatus status) {}

  private final KeyPair keys;
  private final KeyPair stranger = TiKeys.brainpool();
  private final X509CertificateHolder certificate;
  private final Map<BigInteger, Known> cards = new HashMap<>();
  private Fault fault = Fault.NONE;
  private Duration producedBefore = Duration.ZERO;
  private Duration thisUpdateAfter = Duration.ZERO;
  private Duration nextUpdateBefore;

  /** A responder that knows no card. */
  public TestOcspResponder(Instant now) {
    keys = TiKeys.brainpool();
    certificate = certificate(keys, now);
  }

  private TestOcspResponder(KeyPair keys, X509CertificateHolder certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** The responder of a folder, made where it is missing; it knows no card yet. */
  static TestOcspResponder open(Path folder, Instant now) {
    KeyFiles files = new KeyFiles(folder, "ocsp-responder");
    return files
        .read()
        .map(
            stored ->
                new TestOcspResponder(stored.keys(), TiKeys.certificate(stored.certificate())))
        .orElseGet(
            () -> {
              TestOcspResponder made = new TestOcspResponder(now);
              files.write(made.keys, TiKeys.der(made.certificate.toASN1Structure()));
              return made;
            });
  }

  private static X509CertificateHolder certificate(KeyPair keys, Instant now) {
    X500Name name = new X500Name("C=DE,O=Siegel NOT-VALID,CN=SIM.OCSP TEST-ONLY");
    return new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now.minus(1, ChronoUnit.DAYS)),
            Date.from(now.plus(1825, ChronoUnit.DAYS)),
            name,
            keys.getPublic())
        .build(TiKeys.signer(keys.getPrivate()));
  }

  /** As the trust list names it. */
  public X509CertificateHolder certificate() {
    return certificate;
  }

  /** From now on this card is good. */
  public synchronized void know(TestCard card) {
    cards.put(serial(card), new Known(card.der(), CertificateStatus.GOOD));
  }

  /** From now on this card is revoked, as of a date. */
  public synchronized void revoke(TestCard card, Instant asOf) {
    cards.put(serial(card), new Known(card.der(), new RevokedStatus(Date.from(asOf))));
  }

  /** From now on it answers wrongly. */
  public synchronized void fault(Fault wrong) {
    fault = wrong;
  }

  /** From now on its times are off; a next update that is null is left out. */
  public synchronized void times(Duration produced, Duration thisUpdate, Duration nextUpdatePast) {
    producedBefore = produced;
    thisUpdateAfter = thisUpdate;
    nextUpdateBefore = nextUpdatePast;
  }

  private static BigInteger serial(TestCard card) {
    try {
      return new X509CertificateHolder(card.der()).getSerialNumber();
    } catch (IOException e) {
      throw new IllegalStateException("a card has no serial number", e);
    }
  }

  /** Answers a request, DER. */
  public synchronized byte[] answer(byte[] request, Instant now) {
    try {
      if (fault == Fault.TRY_LATER || fault == Fault.INTERNAL_ERROR) {
        int status =
            fault == Fault.TRY_LATER ? OCSPRespBuilder.TRY_LATER : OCSPRespBuilder.INTERNAL_ERROR;
        return new OCSPRespBuilder().build(status, null).getEncoded();
      }
      return signed(new OCSPReq(request), now);
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException("the responder cannot answer", e);
    }
  }

  private byte[] signed(OCSPReq request, Instant now) throws OCSPException, IOException {
    BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(certificate.getSubject()));
    CertificateID asked = request.getRequestList()[0].getCertID();
    Known known = cards.get(asked.getSerialNumber());
    CertificateID named =
        fault == Fault.SERIAL_OF_ANOTHER
            ? CertificateID.deriveCertificateID(asked, BigInteger.valueOf(4711))
            : asked;
    builder.addResponse(
        named,
        known == null ? new UnknownStatus() : known.status(),
        Date.from(now.plus(thisUpdateAfter)),
        nextUpdateBefore == null ? null : Date.from(now.minus(nextUpdateBefore)),
        known == null || fault == Fault.CERT_HASH_MISSING ? null : certHash(known));
    Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (nonce != null && fault != Fault.NONCE_MISSING) {
      builder.setResponseExtensions(new Extensions(nonce(nonce)));
    }
    KeyPair signer = fault == Fault.SIGNER_NOT_LISTED ? stranger : keys;
    byte[] answer =
        new OCSPRespBuilder()
            .build(
                OCSPRespBuilder.SUCCESSFUL,
                builder.build(
                    TiKeys.signer(signer.getPrivate()), null, Date.from(now.minus(producedBefore))))
            .getEncoded();
    if (fault == Fault.SIGNATURE_BROKEN) {
      answer[answer.length - 1] ^= 1;
    }
    return answer;
  }

  private Extension nonce(Extension asked) throws IOException {
    if (fault != Fault.NONCE_OF_ANOTHER) {
      return asked;
    }
    byte[] other = asked.getExtnValue().getOctets().clone();
    other[other.length - 1] ^= 1;
    return new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, other);
  }

  private Extensions certHash(Known known) throws IOException {
    byte[] hash = Sha256.of(known.certificate());
    if (fault == Fault.CERT_HASH_OF_ANOTHER) {
      hash[0] ^= 1;
    }
    CertHash value = new CertHash(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256), hash);
    return new Extensions(new Extension(TiObjectIdentifiers.CERT_HASH, false, TiKeys.der(value)));
  }
}
