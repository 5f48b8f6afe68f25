package de.siegel.witness;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process: tries to lock a file, says whether it could, and waits for its input's end. */
final class LockProbe {
  private LockProbe() {}

  public static void main(String[] arguments) throws Exception {
    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      System.out.println(lock == null ? "refused" : "locked");
      System.in.readAllBytes();
    }
  }
}
