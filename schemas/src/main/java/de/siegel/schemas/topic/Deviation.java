package de.siegel.schemas.topic;

import java.util.Objects;

/**
 * Something that a cluster has otherwise than the catalogue wants it.
 *
 * @param topic the topic
 * @param setting what differs: {@code partitions}, {@code replication.factor}, a topic setting of
 *     the broker, or {@code first offset of <group>}
 * @param expected what the catalogue wants
 * @param found what the cluster has
 */
public record Deviation(String topic, String setting, String expected, String found) {

  public Deviation {
    Objects.requireNonNull(topic);
    Objects.requireNonNull(setting);
    Objects.requireNonNull(expected);
    Objects.requireNonNull(found);
  }

  @Override
  public String toString() {
    return topic + ": " + setting + " is " + found + ", should be " + expected;
  }
}
