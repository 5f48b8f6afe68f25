package de.siegel.servicekit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir Path folder;

  @Test
  void whatItMakesIsTheOwnersAlone() throws IOException {
    Path made = PrivateFiles.ownFolder(folder.resolve("own"));
    PrivateFiles.write(made.resolve("key"), new byte[32]);

    assertThat(permissions(made)).isEqualTo("rwx------");
    assertThat(permissions(made.resolve("key"))).isEqualTo("rw-------");
    assertThat(PrivateFiles.ownFolder(made)).isEqualTo(made);
    assertThat(Files.list(made)).containsExactly(made.resolve("key"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Another user who makes the folder first could read the keys that come into it. */
  @Test
  void aFolderThatOthersMayReadOrALinkIsNotUsedForKeys() throws IOException {
    for (String open : new String[] {"rwxrwxrwx", "rwx---r-x", "rwxr-x---"}) {
      Path made = Files.createDirectory(folder.resolve(open));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(open));
      assertThatThrownBy(() -> PrivateFiles.ownFolder(made))
          .isInstanceOf(UncheckedIOException.class);
    }
    Path link =
        Files.createSymbolicLink(
            folder.resolve("link"), PrivateFiles.ownFolder(folder.resolve("own")));
    assertThatThrownBy(() -> PrivateFiles.ownFolder(link)).isInstanceOf(UncheckedIOException.class);
  }
}
