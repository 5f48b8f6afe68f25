package de.siegel.embedded.ti;

import de.siegel.identity.card.TiObjectIdentifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * Makes a card: by itself a good one of a public pharmacy, with any part changed or left out where
 * a test wants to see it refused.
 */
public final class TestCardBuilder {
  private static final int YEARS = 5;

  private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
  private X500Name issuer;
  private X500Name subject;
  private Instant notBefore;
  private Instant notAfter;
  private KeyPair keys = TiKeys.brainpool();
  private SubjectPublicKeyInfo publicKey;
  private ContentSigner signer;
  private BigInteger serial = new BigInteger(63, new SecureRandom()).add(BigInteger.ONE);

  TestCardBuilder(TestCardCa ca, String telematikId, String pharmacy, Instant now) {
    issuer = ca.certificate().getSubject();
    subject =
        new X500Name(
            "C=DE,ST=Berlin,L=Berlin,O="
                + telematikId
                + " NOT-VALID,CN="
                + pharmacy
                + " TEST-ONLY");
    notBefore = now.truncatedTo(ChronoUnit.DAYS);
    notAfter = notBefore.plus(YEARS * 365L, ChronoUnit.DAYS).minusSeconds(1);
    signer = TiKeys.signer(ca.keys().getPrivate());
    extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    extension(Extension.basicConstraints, true, new BasicConstraints(false));
    extension(
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(TiKeys.identifier(ca.keys()).getKeyIdentifier()));
    extension(Extension.subjectKeyIdentifier, false, TiKeys.identifier(keys));
    extension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    policies(TiObjectIdentifiers.GENERAL_POLICY, TiObjectIdentifiers.HCI_AUT);
    statusAt("http://ocsp.invalid/");
    extension(
        TiObjectIdentifiers.ADMISSION,
        false,
        TestAdmission.of(
            "AK Berlin", "Öffentliche Apotheke", TiObjectIdentifiers.PUBLIC_PHARMACY, telematikId));
  }

  /** Sets or replaces an extension. */
  public TestCardBuilder extension(
      ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    extensions.put(oid, new Extension(oid, critical, TiKeys.der(value)));
    return this;
  }

  /** Leaves an extension out. */
  public TestCardBuilder without(ASN1ObjectIdentifier oid) {
    extensions.remove(oid);
    return this;
  }

  /** The certificate policies. */
  public TestCardBuilder policies(ASN1ObjectIdentifier... oids) {
    PolicyInformation[] policies =
        Arrays.stream(oids).map(PolicyInformation::new).toArray(PolicyInformation[]::new);
    return extension(Extension.certificatePolicies, false, new CertificatePolicies(policies));
  }

  /** Where the card says that its status is to be had; nobody should ask there. */
  public TestCardBuilder statusAt(String url) {
    return extension(
        Extension.authorityInfoAccess,
        false,
        new AuthorityInformationAccess(
            AccessDescription.id_ad_ocsp,
            new GeneralName(GeneralName.uniformResourceIdentifier, url)));
  }

  /** When it is valid. */
  public TestCardBuilder valid(Instant from, Instant until) {
    notBefore = from;
    notAfter = until;
    return this;
  }

  /** With another pair. */
  public TestCardBuilder keys(KeyPair other) {
    keys = other;
    publicKey = null;
    return this;
  }

  /** With a public key that is put differently than it should be. */
  public TestCardBuilder publicKey(SubjectPublicKeyInfo other) {
    publicKey = other;
    return this;
  }

  /** Signed by another. */
  public TestCardBuilder signedBy(ContentSigner other) {
    signer = other;
    return this;
  }

  /** Issued under another name. */
  public TestCardBuilder issuedAs(X500Name other) {
    issuer = other;
    return this;
  }

  /** Of another subject. */
  public TestCardBuilder subject(X500Name other) {
    subject = other;
    return this;
  }

  /** With a serial number of its own. */
  public TestCardBuilder serial(BigInteger other) {
    serial = other;
    return this;
  }

  /** Its subject. */
  public X500Name subject() {
    return subject;
  }

  /** Its pair. */
  public KeyPair keys() {
    return keys;
  }

  /** The card. */
  public TestCard build() {
    SubjectPublicKeyInfo info =
        publicKey == null
            ? SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded())
            : publicKey;
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer, serial, Date.from(notBefore), Date.from(notAfter), subject, info);
    try {
      for (Extension extension : extensions.values()) {
        builder.addExtension(extension);
      }
      return new TestCard(builder.build(signer).getEncoded(), keys);
    } catch (IOException e) {
      throw new UncheckedIOException("a card cannot be encoded", e);
    }
  }
}
