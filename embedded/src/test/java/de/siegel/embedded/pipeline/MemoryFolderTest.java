package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFolderTest {
  @TempDir Path root;

  @Test
  void givesADataFolderTheSameFolderEachTimeForItsOwnerAlone() throws IOException {
    MemoryFolder memory = new MemoryFolder(Files.createDirectory(root.resolve("memory")));
    Path data = Files.createDirectory(root.resolve("data"));

    Path folder = memory.prepare(data);

    assertThat(memory.prepare(data)).isEqualTo(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void removesTheKeysOfADataFolderThatIsGoneAndNothingElse() throws IOException {
    Path tmpfs = Files.createDirectory(root.resolve("memory"));
    MemoryFolder memory = new MemoryFolder(tmpfs);
    Path gone = memory.prepare(Files.createDirectory(root.resolve("gone")));
    Files.createDirectory(gone.resolve("epoch-keys"));
    Files.writeString(gone.resolve("epoch-keys").resolve("a.key"), "secret");
    Path stays = memory.prepare(Files.createDirectory(root.resolve("stays")));
    Path foreign = Files.createDirectory(tmpfs.resolve("siegel-of-somebody"));
    Files.delete(root.resolve("gone"));

    Path next = memory.prepare(Files.createDirectory(root.resolve("next")));

    assertThat(gone).doesNotExist();
    assertThat(stays).exists();
    assertThat(next).exists();
    assertThat(foreign).exists();
  }

  @Test
  void fallsBackToTheDataFolderWhereThereIsNoMemory() {
    Path data = root.resolve("data");

    assertThat(new MemoryFolder(root.resolve("nowhere")).prepare(data))
        .isEqualTo(data.resolve("memory"));
  }
}
