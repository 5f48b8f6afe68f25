package de.siegel.embedded.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One node a data folder. Kafka locks its logs only after the controller has written its metadata:
 * a second node on the folder would have cut those of the first by then.
 */
final class FolderLock implements AutoCloseable {

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @param logs the folder of the node's logs; the lock lies beside it
   * @throws BrokerStartFailure if another node has it, in this process or in another
   */
  static FolderLock take(Path logs) {
    Path file = logs.resolveSibling("broker.lock");
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // In use by this very process: as if by another.
    } catch (IOException e) {
      throw new BrokerStartFailure(file + ": cannot be locked (" + e.getMessage() + ")", e);
    }
    closeQuietly(channel);
    throw new BrokerStartFailure(
        "data folder %s: another broker uses it; stop that or choose another folder"
            .formatted(logs.getParent()),
        null);
  }

  /** Lets go of it; so does the end of the process. */
  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock is gone all the same.
    }
  }
}
