package de.siegel.servicekit.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.sealing.SharedKey;
import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFolderTest {
  @TempDir Path folder;

  private void write(String id, int length) throws IOException {
    Files.write(folder.resolve(id + ".key"), new byte[length]);
  }

  @Test
  void findsASecretByItsIdAlsoWhenItComesLater() throws IOException {
    SecretFolder secrets = new SecretFolder(folder);
    assertThat(secrets.find("2026-11")).isEmpty();

    write("2026-11", 32);

    assertThat(secrets.find("2026-11")).contains(new byte[32]);
  }

  @Test
  void letsGoOfADestroyedSecretWhenItIsTold() throws IOException {
    write("a", 32);
    write("b", 32);
    SecretFolder secrets = new SecretFolder(folder);
    secrets.find("a");
    secrets.find("b");
    Files.delete(folder.resolve("a.key"));

    secrets.forgetDestroyed();

    assertThat(secrets.find("a")).isEmpty();
    assertThat(secrets.find("b")).isPresent();
  }

  @Test
  void whatIsDestroyedIsGoneFromTheDiskAndFromMemory() throws IOException {
    write("2026-01", 32);
    SecretFolder secrets = new SecretFolder(folder);
    assertThat(secrets.find("2026-01")).isPresent();

    secrets.destroy("2026-01");

    assertThat(secrets.find("2026-01")).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThatThrownBy(() -> secrets.destroy("2026-01"))
        .isInstanceOf(java.io.UncheckedIOException.class);
  }

  @Test
  void refusesASecretOfAnotherLength() throws IOException {
    write("short", 31);

    assertThatThrownBy(() -> new SecretFolder(folder).find("short"))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContainingAll("short.key", "32");
  }

  @Test
  void readsTheAttestationKeysWithTheirDirection() throws IOException {
    write("validation.signer.2", 32);
    write("something-else", 32);

    assertThat(new SecretFolder(folder).sharedKeys())
        .extracting(SharedKey::id, SharedKey::sender, SharedKey::recipient)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("validation.signer.2", "validation", "signer"));
  }

  @Test
  void namesAFolderThatIsMissing() {
    assertThatThrownBy(() -> new SecretFolder(folder.resolve("missing")).sharedKeys())
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("missing");
  }

  @Test
  void neverShowsASecret() throws IOException {
    write("a.b.1", 32);

    assertThat(new SecretFolder(folder).sharedKeys().toString()).doesNotContain("[0, 0");
  }
}
