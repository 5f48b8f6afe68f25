package de.siegel.embedded.ti;

import de.siegel.identity.card.TiObjectIdentifiers;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
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

  /** The CA of a folder, made where it is missing. */
  static TestCardCa open(Path folder, Instant now) {
    KeyFiles files = new KeyFiles(folder, "card-ca");
    return files
        .read()
        .map(stored -> new TestCardCa(TiKeys.certificate(stored.certificate()), stored.keys()))
        .orElseGet(
            () -> {
              TestCardCa made = make("SIM.SMCB-CA1 TEST-ONLY", now);
              files.write(made.keys(), TiKeys.der(made.certificate().toASN1Structure()));
              return made;
            });
  }

  /** Makes a CA under a root of its own that nobody needs to know. */
  public static TestCardCa make(String commonName, Instant now) {
    KeyPair rootKeys = TiKeys.brainpool();
    X500Name root =
        new X500Name(
            "C=DE,O=Siegel NOT-VALID,"
                + "OU=Zentrale Root-CA der Telematikinfrastruktur,CN=SIM.RCA1 TEST-ONLY");
    return make(commonName, root, rootKeys, TiKeys.brainpool(), now);
  }

  private static TestCardCa make(
      String commonName, X500Name root, KeyPair rootKeys, KeyPair keys, Instant now) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            root,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.truncatedTo(ChronoUnit.DAYS).minus(30, ChronoUnit.DAYS)),
            Date.from(now.truncatedTo(ChronoUnit.DAYS).plus(YEARS * 365L, ChronoUnit.DAYS)),
            name(commonName),
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

  private static X500Name name(String commonName) {
    return new X500Name(
        "C=DE,O=Siegel NOT-VALID,OU=Institution des Gesundheitswesens-CA der"
            + " Telematikinfrastruktur,CN="
            + commonName);
  }

  /** Another CA that bears this one's name with a key of its own. */
  public TestCardCa impostor(Instant now) {
    return make(
        "SIM.SMCB-CA1 TEST-ONLY",
        certificate.getIssuer(),
        TiKeys.brainpool(),
        TiKeys.brainpool(),
        now);
  }

  /** Begins a card. */
  public TestCardBuilder card(String telematikId, String pharmacy, Instant now) {
    return new TestCardBuilder(this, telematikId, pharmacy, now);
  }
}
