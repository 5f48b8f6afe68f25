package de.siegel.cli.control;

import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.sealing.Bytes;
import java.util.HashMap;
import java.util.Map;

/**
 * How far control topics are: the highest sequence of each, which compaction never takes, and the
 * version of each brake, which has no place in that order and is never taken either.
 */
final class TopicHeights {
  private final AvroDeserializer<ControlRecord> deserializer;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Map<String, Long>> brakes = new HashMap<>();

  TopicHeights(SchemaRegistry registry) {
    this.deserializer = new AvroDeserializer<>(registry, ControlRecord.class);
  }

  /** Takes a record; what cannot be read, and heartbeats, count for nothing. */
  void add(BackupLine line) {
    if (line.value() == null) {
      return;
    }
    try {
      ControlRecord record = deserializer.deserialize(line.value());
      ControlPayload.read(Bytes.of(record.getPayload()))
          .ifPresent(payload -> add(line.topic(), payload));
    } catch (UndecodableRecord e) {
      // No reader follows it.
    }
  }

  private void add(String topic, ControlPayload payload) {
    ControlHeader header = payload.header();
    if (payload instanceof ControlPayload.OfRestriction) {
      brakes
          .computeIfAbsent(topic, any -> new HashMap<>())
          .merge(header.getId(), header.getVersion(), Math::max);
    } else if (!(payload instanceof ControlPayload.OfHeartbeat)) {
      sequences.merge(topic, header.getSequence(), Math::max);
    }
  }

  /** Whether another one has something of a topic that is newer than what is here. */
  boolean isBehind(TopicHeights other, String topic) {
    Map<String, Long> here = brakes.getOrDefault(topic, Map.of());
    return sequences.getOrDefault(topic, 0L) < other.sequences.getOrDefault(topic, 0L)
        || other.brakes.getOrDefault(topic, Map.of()).entrySet().stream()
            .anyMatch(brake -> here.getOrDefault(brake.getKey(), 0L) < brake.getValue());
  }
}
