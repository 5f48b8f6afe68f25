package de.siegel.embedded.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The data folder of the node: made, checked and formatted before the node is started. */
final class NodeFolder {

  /** Below this the node would start and then stop on its first full segment or snapshot. */
  private static final long LEAST_FREE_BYTES = 256L * 1024 * 1024;

  private NodeFolder() {}

  /**
   * @return the folder that holds the node's logs
   * @throws BrokerStartFailure if it cannot be written or has no room
   */
  static Path prepare(Path dataFolder) {
    Path logs = dataFolder.toAbsolutePath().normalize().resolve("kafka");
    try {
      Files.createDirectories(logs);
      Files.delete(Files.createTempFile(logs, "write-", ".try"));
      long free = Files.getFileStore(logs).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        throw new BrokerStartFailure(
            "data folder %s: only %d MiB free, the broker needs %d MiB; make room or choose another"
                .formatted(dataFolder, free >> 20, LEAST_FREE_BYTES >> 20),
            null);
      }
    } catch (IOException e) {
      throw new BrokerStartFailure(
          "data folder %s: cannot be written (%s); make it writable or choose another"
              .formatted(dataFolder, reason(e)),
          e);
    }
    if (!Files.exists(logs.resolve("meta.properties"))) {
      format(dataFolder, logs);
    }
    return logs;
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : failure.getClass().getSimpleName();
  }

  private static void format(Path dataFolder, Path logs) {
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(NodeProperties.NODE_ID)
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName(NodeProperties.CONTROLLER_LISTENER)
            .setHasDynamicQuorum(false)
            .setMetadataLogDirectory(logs.toString())
            .addDirectory(logs.toString());
    try {
      formatter.run();
    } catch (Exception e) {
      throw new BrokerStartFailure(
          "data folder %s: cannot be formatted for Kafka; is something else kept in it?"
              .formatted(dataFolder),
          e);
    }
  }
}
