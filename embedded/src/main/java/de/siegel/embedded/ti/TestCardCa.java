package de.siegel.embedded.ti;

import de.siegel.identity.card.TiObjectIdentifiers;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * A CA of the simulator that issues cards.
 *
 * @param certificate as the trust list names it
 * @param keys its pair
 */
public record TestCardCa(X509CertificateHolder certificate, KeyPair keys) {
  private static final int YEARS = 8;
  private static final String OF_INSTITUTIONS = "Institution des Gesundheitswesens-CA";
  private static final String OF_PROFESSIONALS = "Heilberufsausweis-CA";

  /** The CA of a folder that issues pharmacies' cards (SMC-B), made where it is missing. */
  static TestCardCa open(Path folder, Instant now) {
    return open(folder, "card-ca", () -> make("SIM.SMCB-CA1 TEST-ONLY", now));
  }

  /** The CA of a folder that issues professionals' cards (HBA), made where it is missing. */
  static TestCardCa openProfessional(Path folder, Instant now) {
    return open(folder, "professional-card-ca", () -> makeProfessional(now));
  }

  private static TestCardCa open(Path folder, String name, Supplier<TestCardCa> make) {
    KeyFiles files = new KeyFiles(folder, name);
    return files
        .read()
        .map(stored -> new TestCardCa(TiKeys.certificate(stored.certificate()), stored.keys()))
        .orElseGet(
            () -> {
              TestCardCa made = make.get();
              files.write(made.keys(), TiKeys.der(made.certificate().toASN1Structure()));
              return made;
            });
  }

  /** Makes a CA under a root of its own that nobody needs to know. */
  public static TestCardCa make(String commonName, Instant now) {
    return make(OF_INSTITUTIONS, commonName, now);
  }

  /** Makes a CA of professionals' cards (HBA), as {@link #make(String, Instant)} does. */
  public static TestCardCa makeProfessional(Instant now) {
    return make(OF_PROFESSIONALS, "SIM.HBA-CA1 TEST-ONLY", now);
  }

  private static TestCardCa make(String unit, String commonName, Instant now) {
    KeyPair rootKeys = TiKeys.brainpool();
    X500Name root =
        new X500Name(
            "C=DE,O=Siegel NOT-VALID,"
                + "OU=Zentrale Root-CA der Telematikinfrastruktur,CN=SIM.RCA1 TEST-ONLY");
    return make(name(unit, commonName), root, rootKeys, TiKeys.brainpool(), now);
  }

  private static TestCardCa make(
      X500Name name, X500Name root, KeyPair rootKeys, KeyPair keys, Instant now) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            root,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.truncatedTo(ChronoUnit.DAYS).minus(30, ChronoUnit.DAYS)),
            Date.from(now.truncatedTo(ChronoUnit.DAYS).plus(YEARS * 365L, ChronoUnit.DAYS)),
            name,
            keys.getPublic());
    try {
      builder.addExtension(Extension.subjectKeyIdentifier, false, TiKeys.identifier(keys));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.certificatePolicies,
          false,
          new CertificatePolicies(new PolicyInformation(TiObjectIdentifiers.GENERAL_POLICY)));
    } catch (CertIOException e) {
      throw new IllegalStateException("a CA certificate cannot be encoded", e);
    }
    return new TestCardCa(builder.build(TiKeys.signer(rootKeys.getPrivate())), keys);
  }

  private static X500Name name(String unit, String commonName) {
    return new X500Name(
        "C=DE,O=Siegel NOT-VALID,OU=" + unit + " der Telematikinfrastruktur,CN=" + commonName);
  }

  /** Another CA that bears this one's name with a key of its own. */
  public TestCardCa impostor(Instant now) {
    return make(
        certificate.getSubject(),
        certificate.getIssuer(),
        TiKeys.brainpool(),
        TiKeys.brainpool(),
        now);
  }

  /** Begins a card. */
  public TestCardBuilder card(String telematikId, String pharmacy, Instant now) {
    return new TestCardBuilder(this, telematikId, pharmacy, now);
  }

  /** Begins the card of a pharmacist. */
  public TestCardBuilder pharmacist(String telematikId, String name, Instant now) {
    return card(telematikId, name, now)
        .subject(new X500Name("C=DE,CN=" + name + " TEST-ONLY"))
        .extension(
            Extension.keyUsage,
            true,
            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement))
        .extension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {
                  KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_emailProtection
                }))
        .policies(TiObjectIdentifiers.GENERAL_POLICY, TiObjectIdentifiers.HP_AUT)
        .extension(
            TiObjectIdentifiers.ADMISSION,
            false,
            TestAdmission.of(
                "AK Berlin", "Apothekerin/Apotheker", TiObjectIdentifiers.PHARMACIST, telematikId));
  }
}
