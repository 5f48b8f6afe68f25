package de.siegel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileTroubleTest {

  @Test
  void saysWhatToDoWhenTheDeviceIsFull() {
    assertThat(FileTrouble.reason(new IOException("No space left on device")))
        .isEqualTo("no space is left on the device; free some and run the command again");
  }

  @Test
  void saysThatAFileSystemIsReadOnly() {
    assertThat(FileTrouble.reason(new FileSystemException("x", null, "Read-only file system")))
        .contains("read-only");
  }

  @Test
  void namesTheUsualReasons() {
    assertThat(FileTrouble.reason(new NoSuchFileException("x"))).contains("no such file");
    assertThat(FileTrouble.reason(new AccessDeniedException("x"))).contains("denied");
    assertThat(FileTrouble.reason(new IOException())).isEqualTo("the device reports an error");
  }
}
