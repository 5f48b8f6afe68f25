package de.siegel.servicekit.record;

import java.util.Map;

/**
 * A record that a stage has decided to write. Nothing is written before the stage's transaction
 * commits.
 *
 * @param topic where to
 * @param partition its partition: always that of the request, so that a pharmacy keeps one order
 * @param key UTF-8 of the pharmacy id; null only for parked records that had none
 * @param value the bytes
 * @param headers Kafka headers, name to UTF-8 text
 */
public record Outbound(
    String topic, int partition, byte[] key, byte[] value, Map<String, String> headers) {
  /** A record without headers. */
  public Outbound(String topic, int partition, byte[] key, byte[] value) {
    this(topic, partition, key, value, Map.of());
  }
}
