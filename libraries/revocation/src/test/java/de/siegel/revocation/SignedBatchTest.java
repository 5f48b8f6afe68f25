package de.siegel.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedBatchTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  @TempDir Path folder;

  private final RevocationBatch batch =
      RevocationBatch.of(
              "DE",
              List.of(
                  Touched.certificate(1, Touched.key(1), Touched.NOW.plusSeconds(3_600), 1),
                  Touched.certificate(2, Touched.key(1), Touched.NOW.plusSeconds(60), 1)),
              Touched.NOW)
          .get(0);

  private record Upload(X509Certificate certificate, KeyPair keys) {
    static Upload make() throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      X500Name name = new X500Name("CN=Upload TEST-ONLY, C=DE");
      return new Upload(
          new JcaX509CertificateConverter()
              .setProvider(PROVIDER)
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          name,
                          BigInteger.ONE,
                          Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                          Date.from(Instant.parse("2049-01-01T00:00:00Z")),
                          name,
                          keys.getPublic())
                      .build(
                          new JcaContentSignerBuilder("SHA256withECDSA")
                              .setProvider(PROVIDER)
                              .build(keys.getPrivate()))),
          keys);
    }

    byte[] sign(RevocationBatch batch) {
      return SignedBatch.sign(batch, certificate, keys.getPrivate(), PROVIDER);
    }
  }

  @Test
  void opensWhatTheUploadCertificateSignedAndNothingElse() throws Exception {
    Upload own = Upload.make();
    byte[] cms = own.sign(batch);

    assertThat(SignedBatch.open(cms, own.certificate(), PROVIDER)).isEqualTo(batch);
    // A stranger's message has the stranger's certificate in it: that makes no difference.
    byte[] stranger = Upload.make().sign(batch);
    assertThatThrownBy(() -> SignedBatch.open(stranger, own.certificate(), PROVIDER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> SignedBatch.open(new byte[] {48, 3, 2, 1, 1}, own.certificate(), PROVIDER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noByteCanBeChanged() throws Exception {
    Upload own = Upload.make();
    byte[] cms = own.sign(batch);
    assertThat(SignedBatch.open(cms, own.certificate(), PROVIDER)).isEqualTo(batch);
    for (int at = 0; at < cms.length; at++) {
      byte[] changed = cms.clone();
      changed[at] ^= 1;
      RevocationBatch opened;
      try {
        opened = SignedBatch.open(changed, own.certificate(), PROVIDER);
      } catch (IllegalArgumentException refused) {
        continue;
      }
      // Some bytes are not signed, such as those of the certificate that is sent along.
      assertThat(opened).isEqualTo(batch);
    }
  }

  /** A judge that we did not write. */
  @Test
  void opensslVerifiesIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
    Upload own = Upload.make();
    Path cms = Files.write(folder.resolve("batch.cms"), own.sign(batch));
    Path certificate = Files.writeString(folder.resolve("upload.pem"), pem(own.certificate()));
    Path content = folder.resolve("batch.json");

    Process process =
        new ProcessBuilder(
                "openssl",
                "cms",
                "-verify",
                "-inform",
                "DER",
                "-in",
                cms.toString(),
                "-binary",
                "-certfile",
                certificate.toString(),
                "-nointern",
                "-noverify",
                "-out",
                content.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(Files.readAllBytes(content)).isEqualTo(batch.json());
  }

  private static String pem(X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {10}).encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
