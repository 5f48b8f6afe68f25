package de.siegel.cli;

import de.siegel.certificate.CertificateFields;
import de.siegel.certificate.CertificateFormats;
import de.siegel.certificate.CertificateIds;
import de.siegel.certificate.Checked;
import de.siegel.certificate.Draft;
import de.siegel.certificate.KeyId;
import de.siegel.certificate.SignedCertificate;
import de.siegel.certificate.ToBeSigned;
import de.siegel.certificate.TrustList;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate issued for one test run, and what is needed to verify it. */
public record TestCertificate(SignedCertificate signed, TrustList trustList) {

  /** When it is valid. */
  public static final Instant AT = Instant.parse("2021-06-15T10:00:00Z");

  private static final Provider PROVIDER = new BouncyCastleProvider();

  private static final String VACCINATION =
      """
      {"type":"V","payload":{"nam":{"fn":"Musterfrau-Dießner","gn":"Erika Dörte"},
      "dob":"1979-04-14","v":[{"id":"IZ28215B","tg":"840539006","vp":"1119349007",
      "mp":"EU/1/20/1528","ma":"ORG-100030215","dn":1,"sd":2,"dt":"2021-04-14"}]}}
      """;

  public static TestCertificate vaccination() {
    return of(VACCINATION);
  }

  public static TestCertificate rapidTest() {
    return of(
        """
        {"type":"T","payload":{"nam":{"fn":"Schmitt Mustermann"},"dob":"1979-04",
        "t":[{"id":"APO4711","tg":"840539006","tt":"LP217198-3","ma":"1232",
        "sc":"2021-06-14T14:20:00+02:00","tr":"260415000","tc":"Teststelle am Markt"}]}}
        """);
  }

  public static TestCertificate recovery() {
    return of(
        """
        {"type":"R","payload":{"nam":{"gn":"Erika"},"dob":"1979","r":[{"id":"BSNR12345",
        "tg":"840539006","fr":"2021-04-21","df":"2021-05-19","du":"2021-10-18"}]}}
        """);
  }

  public String text() {
    return signed.text();
  }

  /**
   * What a thief of a signing key could make.
   *
   * @param at when it says that it was issued
   */
  public static TestCertificate stolen(PrivateKey key, X509Certificate signer, Instant at) {
    try {
      return of(VACCINATION, key, signer, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestCertificate of(String request) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return of(request, pair.getPrivate(), certificate(pair), AT);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestCertificate of(
      String request, PrivateKey key, X509Certificate signer, Instant at)
      throws GeneralSecurityException {
    Checked checked =
        CertificateFormats.euDcc().check(request.getBytes(StandardCharsets.UTF_8), at);
    Draft draft = ((Checked.Accepted) checked).draft();
    ToBeSigned toBeSigned =
        draft.fix(
            new CertificateFields(
                CertificateIds.next(draft.location(), new SecureRandom()),
                KeyId.ofCertificate(signer),
                at,
                at.plusSeconds(365L * 86_400)));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format", PROVIDER);
    signature.initSign(key);
    signature.update(toBeSigned.bytes());
    return new TestCertificate(toBeSigned.with(signature.sign()), TrustList.of(List.of(signer)));
  }

  private static X509Certificate certificate(KeyPair pair)
      throws GeneralSecurityException, OperatorCreationException {
    X500Principal name = new X500Principal("C=DE, CN=TEST-ONLY DSC");
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(64, new SecureRandom()),
                    Date.from(AT.minusSeconds(86_400)),
                    Date.from(AT.plusSeconds(800L * 86_400)),
                    name,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }
}
