package de.siegel.signer.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.certificate.KeyId;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.signer.TestKeyStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.time.Instant;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs12SigningKeyTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path folder;

  private static void assertRefused(Path file, char[] password, String... words) {
    assertThatThrownBy(() -> Pkcs12SigningKey.open(file, password, PROVIDER))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void signsWithTheKeyOfItsCertificate() throws GeneralSecurityException {
    Path file = TestKeyStores.withKey(folder.resolve("a.p12"), "secp256r1", NOW);
    Pkcs12SigningKey key = Pkcs12SigningKey.open(file, TestKeyStores.PASSWORD, PROVIDER);
    byte[] bytes = {1, 2, 3};

    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(key.certificate());
    verifier.update(bytes);

    assertThat(verifier.verify(key.sign(bytes))).isTrue();
    assertThat(key.keyId()).isEqualTo(KeyId.ofCertificate(key.certificate()));
  }

  @Test
  void namesTheFileAndTheSettingWhenItCannotBeRead() {
    Path missing = folder.resolve("missing.p12");

    assertRefused(missing, TestKeyStores.PASSWORD, "missing.p12", "signer.key-store.file");
  }

  @Test
  void namesThePasswordsSettingWhenItIsWrong() {
    Path file = TestKeyStores.withKey(folder.resolve("a.p12"), "secp256r1", NOW);

    assertRefused(file, "wrong".toCharArray(), "a.p12", "signer.key-store-password.file");
  }

  @Test
  void refusesAFileThatIsNoKeyStore() throws IOException {
    Path file = Files.writeString(folder.resolve("text.p12"), "hello");

    assertRefused(file, TestKeyStores.PASSWORD, "text.p12");
  }

  @Test
  void refusesAFileWithoutAKey() {
    Path file = TestKeyStores.withoutKey(folder.resolve("b.p12"), NOW);

    assertRefused(file, TestKeyStores.PASSWORD, "holds no private key");
  }

  @Test
  void refusesAKeyOnAnotherCurve() {
    Path file = TestKeyStores.withKey(folder.resolve("c.p12"), "secp384r1", NOW);

    assertRefused(file, TestKeyStores.PASSWORD, "P-256");
  }
}
