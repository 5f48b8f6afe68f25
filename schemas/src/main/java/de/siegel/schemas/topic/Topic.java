package de.siegel.schemas.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One topic as the house wants it: what it holds and how the broker keeps it.
 *
 * @param name the topic's name
 * @param key what the record key is, in words; every key is UTF-8 text or absent
 * @param value the Avro schema of the value; empty for topics whose values are kept byte for byte
 *     (parked records)
 * @param partitions how many partitions; fixed for the life of a cluster
 * @param cleanup how old records go
 * @param retention how long records are kept; meaningful with {@link Cleanup#DELETE} only
 * @param appendTime true if the broker stamps records with its own clock (LogAppendTime)
 * @param maxRecordBytes the largest record batch that the broker takes, in bytes
 * @param groups the consumer groups that read it; their first offsets are set when it is created
 */
public record Topic(
    String name,
    String key,
    Optional<Schema> value,
    int partitions,
    Cleanup cleanup,
    Duration retention,
    boolean appendTime,
    int maxRecordBytes,
    List<String> groups) {

  /** How a topic forgets. */
  public enum Cleanup {
    /** Records go when they are older than the retention. */
    DELETE,
    /** The last record of each key stays. */
    COMPACT,
    /** Nothing ever goes. */
    FOR_EVER
  }

  public Topic {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
    groups = List.copyOf(groups);
    if (partitions < 1) {
      throw new IllegalArgumentException(name + ": partitions must be at least 1");
    }
  }

  /** The broker settings that this topic is created with and checked against. */
  public Map<String, String> settings() {
    return Map.of(
        "cleanup.policy",
        cleanup == Cleanup.COMPACT ? "compact" : "delete",
        "retention.ms",
        cleanup == Cleanup.DELETE ? Long.toString(retention.toMillis()) : Long.toString(-1),
        "retention.bytes",
        "-1",
        // Segments must roll for records to go: at most a quarter of the retention each. Heartbeats
        // fill a compacted topic with 172,800 records a day, which every start would have to read.
        "segment.ms",
        Long.toString(segment().toMillis()),
        "message.timestamp.type",
        appendTime ? "LogAppendTime" : "CreateTime",
        "max.message.bytes",
        Integer.toString(maxRecordBytes),
        "unclean.leader.election.enable",
        "false");
  }

  private Duration segment() {
    return switch (cleanup) {
      case DELETE -> retention.dividedBy(4);
      case COMPACT -> Duration.ofMinutes(10);
      case FOR_EVER -> Duration.ofDays(7);
    };
  }
}
