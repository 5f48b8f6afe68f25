package de.siegel.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.sealing.SessionSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionSecretsFileTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration LIFE = Duration.ofHours(5);

  @TempDir Path folder;
  private Path file;
  private final SessionSecret first = secret("0".repeat(31) + "1");
  private final SessionSecret second = secret("0".repeat(31) + "2");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("client").resolve("sessions");
  }

  private static SessionSecret secret(String sessionId) {
    return SessionSecret.random(sessionId, new SecureRandom());
  }

  @Test
  void readsAfterARestartWhatWasKept() {
    SessionSecretsFile before = SessionSecretsFile.open(file, NOW);
    before.keep(first, NOW.plus(LIFE));
    before.keep(second, NOW.plus(LIFE));

    SessionSecretsFile after = SessionSecretsFile.open(file, NOW);

    assertThat(after.kept(NOW)).containsOnlyKeys(first.sessionId(), second.sessionId());
    assertThat(after.kept(NOW).get(first.sessionId()).commitment()).isEqualTo(first.commitment());
  }

  @Test
  void letsGoOfASecretWhoseEpochHasEnded() throws IOException {
    SessionSecretsFile before = SessionSecretsFile.open(file, NOW);
    before.keep(first, NOW.plusSeconds(1));
    before.keep(second, NOW.plus(LIFE));

    Instant later = NOW.plusSeconds(1);

    assertThat(before.kept(later)).containsOnlyKeys(second.sessionId());
    assertThat(SessionSecretsFile.open(file, later).kept(NOW)).containsOnlyKeys(second.sessionId());
    assertThat(Files.readString(file)).doesNotContain(first.sessionId());
  }

  @Test
  void isReadableForItsOwnerAlone() throws IOException {
    SessionSecretsFile.open(file, NOW).keep(first, NOW.plus(LIFE));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void ignoresALastLineThatACrashHasCut() throws IOException {
    SessionSecretsFile.open(file, NOW).keep(first, NOW.plus(LIFE));
    Files.writeString(file, second.sessionId() + " 17", StandardOpenOption.APPEND);

    assertThat(SessionSecretsFile.open(file, NOW).kept(NOW)).containsOnlyKeys(first.sessionId());
  }

  @Test
  void namesTheFileAndTheLineThatIsDamaged() throws IOException {
    SessionSecretsFile.open(file, NOW).keep(first, NOW.plus(LIFE));
    Files.writeString(file, "what is this\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> SessionSecretsFile.open(file, NOW))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString())
        .hasStackTraceContaining("line 2");
  }

  @Test
  void leavesNothingWhenDiscarded() {
    SessionSecretsFile secrets = SessionSecretsFile.open(file, NOW);
    secrets.keep(first, NOW.plus(LIFE));

    secrets.discard();

    assertThat(file).doesNotExist();
  }
}
