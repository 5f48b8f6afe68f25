package de.siegel.cli.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a set of topics holds, each in its order; in which order the topics come makes no
 * difference. Compare only when nothing more is added.
 */
final class ContentHash {
  private final Map<String, MessageDigest> topics = new HashMap<>();

  void add(BackupLine line) {
    topics
        .computeIfAbsent(line.topic(), topic -> sha256())
        .update((line.text() + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether the same was added to another one; both can be used for nothing else afterwards. */
  boolean isOf(ContentHash other) {
    return topics.keySet().equals(other.topics.keySet())
        && topics.keySet().stream()
            .allMatch(
                topic ->
                    Arrays.equals(topics.get(topic).digest(), other.topics.get(topic).digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
