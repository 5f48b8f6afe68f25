package de.siegel.cli.control;

import de.siegel.schemas.topic.TopicCatalogue;
import java.util.Base64;
import java.util.Optional;

/**
 * A record of a control topic, as it stands in a backup: {@code TOPIC KEY VALUE}, both in base64, a
 * minus where there is none.
 *
 * @param topic one of the five
 * @param key its bytes; null if it has none
 * @param value its bytes; null if it says that the key is gone
 */
record BackupLine(String topic, byte[] key, byte[] value) {
  private static final String NONE = "-";
  private static final int PARTS = 3;

  /** Reads a line; empty if it is none. */
  static Optional<BackupLine> parse(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != PARTS || !TopicCatalogue.CONTROL.contains(parts[0])) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BackupLine(parts[0], bytes(parts[1]), bytes(parts[2])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(String text) {
    return text.equals(NONE) ? null : Base64.getDecoder().decode(text);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? NONE : Base64.getEncoder().encodeToString(bytes);
  }

  /** The line, without its newline. */
  String text() {
    return topic + " " + text(key) + " " + text(value);
  }

  @Override
  public String toString() {
    return topic;
  }
}
