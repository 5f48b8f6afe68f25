package de.siegel.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.replay.log.TileVerification.Result;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.BadTile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a log that are not what they should be: each is named, and none costs much. */
class BadFilesTest {
  private static final NoteSigner KEY = LogFiles.key();
  private static final IntFunction<byte[]> ENTRIES = index -> new byte[] {(byte) index, 1, 2};

  @TempDir Path folder;
  private LogFolder log;

  @BeforeEach
  void write() {
    log = LogFiles.write(folder, KEY, 700, ENTRIES);
  }

  private String broken() {
    return ((Result.Broken) TileVerification.of(log, entries -> {})).what();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2"})
  void aTruncatedTileIsFound(String path) throws IOException {
    Path file = folder.resolve(path);
    byte[] content = Files.readAllBytes(file);
    for (int length : new int[] {0, 31, 32, content.length - 1}) {
      Files.write(file, Arrays.copyOf(content, length));

      assertThat(broken()).contains("is not that of");
      assertThatThrownBy(() -> log.prove(5)).isInstanceOf(BadTile.class);
      Files.write(file, content);
    }
    assertThat(TileVerification.of(log, entries -> {})).isInstanceOf(Result.Sound.class);
  }

  /** Nobody has signed what stands behind the last hash. */
  @ParameterizedTest
  @ValueSource(strings = {"tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2"})
  void aTileWithMoreThanItsHashesIsFound(String path) throws IOException {
    Files.write(folder.resolve(path), new byte[] {0}, StandardOpenOption.APPEND);

    assertThat(broken()).contains(path + " has ").contains("more than");
    assertThatThrownBy(() -> log.prove(5)).isInstanceOf(BadTile.class);
  }

  @Test
  void aTruncatedBundleIsFound() throws IOException {
    Path file = folder.resolve("tile/entries/001");
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 1));

    assertThat(broken()).contains("tile/entries/001 ends within entry 255");
  }

  @Test
  void theFilesOfAnotherLogAreNotTakenForThisOne() throws IOException {
    NoteSigner other = LogFiles.key();
    assertThatThrownBy(() -> LogFolder.open(folder, other.verifier()))
        .isInstanceOf(BadTile.class)
        .hasMessageContaining("no key that is trusted here");
    VerifierKey renamed = VerifierKey.of("another", SignatureType.ED25519, publicKey(KEY));
    assertThatThrownBy(() -> LogFolder.open(folder, renamed)).isInstanceOf(BadTile.class);

    // Its tiles below our checkpoint.
    LogFiles.write(folder.resolve("other"), other, 700, index -> new byte[] {(byte) index, 9});
    for (String path : new String[] {"tile/0/000", "tile/entries/000"}) {
      Files.copy(
          folder.resolve("other").resolve(path),
          folder.resolve(path),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(TileVerification.of(log, entries -> {})).isInstanceOf(Result.Broken.class);
  }

  private static java.security.PublicKey publicKey(NoteSigner signer) {
    try {
      byte[] material =
          java.util.Base64.getDecoder().decode(signer.verifier().toString().split("\\+", 3)[2]);
      byte[] info = java.util.HexFormat.of().parseHex("302a300506032b6570032100");
      byte[] whole = Arrays.copyOf(info, info.length + 32);
      System.arraycopy(material, 1, whole, info.length, 32);
      return java.security.KeyFactory.getInstance("Ed25519")
          .generatePublic(new java.security.spec.X509EncodedKeySpec(whole));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCheckpointWithTenThousandSignaturesIsNotLookedAt() throws IOException {
    Files.writeString(
        folder.resolve("checkpoint"),
        "\u2014 name AAAAAAAA\n".repeat(10_000),
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);

    assertThatThrownBy(() -> LogFolder.open(folder, KEY.verifier()))
        .isInstanceOf(BadTile.class)
        .hasMessageContaining("at most 100 signatures");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint", "tile/0/000", "tile/entries/000"})
  void aFileOfAGigabyteIsNotRead(String path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(path).toFile(), "rw")) {
      file.setLength(1L << 30);
    }

    assertThatThrownBy(
            () -> {
              LogFolder opened = LogFolder.open(folder, KEY.verifier());
              throw new BadTile(
                  ((Result.Broken) TileVerification.of(opened, entries -> {})).what());
            })
        .isInstanceOf(BadTile.class)
        .hasMessageContaining(path + " has more than");
  }
}
