package de.siegel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.desk.domain.ProbationRecord;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts what pharmacies on probation do, from the audit's events, and keeps counts and offsets in
 * one file. While nobody is on probation it reads nothing. Where events are missing it begins anew:
 * nothing was shown then.
 *
 * <p>Safe for use by several threads.
 */
final class ProbationBook {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(20);

  /** A turn takes so long at most, or others would wait. */
  private static final Duration LONGEST_TURN = Duration.ofMillis(300);

  private record Count(Instant since, long issued, long held) {
    Count plus(long moreIssued, long moreHeld) {
      return new Count(since, issued + moreIssued, held + moreHeld);
    }
  }

  private final Path file;
  private final InstantSource clock;
  private final Map<String, Count> counts = new TreeMap<>();
  private final Map<Integer, Long> offsets = new TreeMap<>();
  private boolean changed;
  private boolean follows;

  /**
   * @param file need not be there
   * @throws ConfigurationError if it is there and holds no counts
   */
  ProbationBook(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    if (Files.exists(file)) {
      try {
        read(JSON.readTree(PrivateFiles.read(file)));
      } catch (IOException | IllegalArgumentException | DateTimeException e) {
        throw new ConfigurationError(
            file + " holds no counts (" + e.getMessage() + "): restore it from a backup");
      }
    }
  }

  private void read(JsonNode node) {
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException("no JSON object");
    }
    node.path("offsets")
        .properties()
        .forEach(
            entry -> offsets.put(Integer.parseInt(entry.getKey()), entry.getValue().asLong(-1)));
    node.path("pharmacies")
        .properties()
        .forEach(
            entry ->
                counts.put(
                    entry.getKey(),
                    new Count(
                        Instant.parse(entry.getValue().path("since").asText()),
                        entry.getValue().path("issued").asLong(),
                        entry.getValue().path("held").asLong())));
  }

  /** Begins to follow; call it once for each consumer. */
  synchronized void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(TopicCatalogue.AUDIT_EVENTS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    boolean complete =
        partitions.stream()
            .allMatch(
                partition -> {
                  long next = offsets.getOrDefault(partition.partition(), -1L);
                  return next >= first.get(partition) && next <= end.get(partition);
                });
    if (!complete) {
      counts.clear();
      offsets.clear();
      partitions.forEach(partition -> offsets.put(partition.partition(), end.get(partition)));
      changed = true;
    }
    partitions.forEach(partition -> consumer.seek(partition, offsets.get(partition.partition())));
    follows = true;
  }

  /**
   * Reads what has come.
   *
   * @param onProbation whom to count
   */
  synchronized void turn(
      Consumer<byte[], byte[]> consumer,
      AvroDeserializer<AuditEvent> deserializer,
      Set<String> onProbation) {
    Instant now = clock.instant();
    changed |= counts.keySet().retainAll(onProbation);
    if (onProbation.isEmpty()) {
      follows = false;
      return;
    }
    if (!follows) {
      // Nobody was on probation for a while: what passed meanwhile is nobody's.
      consumer
          .endOffsets(consumer.assignment())
          .forEach(
              (partition, end) -> {
                consumer.seek(partition, end);
                offsets.put(partition.partition(), end);
              });
      follows = true;
    }
    for (String pharmacyId : onProbation) {
      changed |= counts.putIfAbsent(pharmacyId, new Count(now, 0, 0)) == null;
    }
    boolean more = true;
    while (more && clock.instant().isBefore(now.plus(LONGEST_TURN))) {
      more = false;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        more = true;
        offsets.put(record.partition(), record.offset() + 1);
        if (record.key() != null) {
          count(new String(record.key(), StandardCharsets.UTF_8), record.value(), deserializer);
        }
      }
    }
  }

  private void count(String pharmacyId, byte[] value, AvroDeserializer<AuditEvent> deserializer) {
    Count before = counts.get(pharmacyId);
    if (before == null) {
      return;
    }
    AuditKind kind;
    try {
      kind = deserializer.deserialize(value).getKind();
    } catch (UndecodableRecord e) {
      return; // the sequencer parks it and says so
    }
    Count after =
        switch (kind) {
          case ISSUED -> before.plus(1, 0);
          case HELD, STEP_UP -> before.plus(0, 1);
          default -> before;
        };
    changed |= !after.equals(before);
    counts.put(pharmacyId, after);
  }

  /** Returns when everything that was counted is in the file. */
  synchronized void write() {
    if (!changed) {
      return;
    }
    ObjectNode node = JSON.createObjectNode();
    ObjectNode positions = node.putObject("offsets");
    offsets.forEach((partition, offset) -> positions.put(Integer.toString(partition), offset));
    ObjectNode pharmacies = node.putObject("pharmacies");
    counts.forEach(
        (pharmacyId, count) ->
            pharmacies
                .putObject(pharmacyId)
                .put("since", count.since().toString())
                .put("issued", count.issued())
                .put("held", count.held()));
    PrivateFiles.write(file, node.toString().getBytes(StandardCharsets.UTF_8));
    changed = false;
  }

  /**
   * What a pharmacy did while it was on probation.
   *
   * @param incidents brakes that were pulled for it since
   */
  synchronized ProbationRecord record(PharmacyFile pharmacy, long incidents) {
    Count count = counts.get(pharmacy.pharmacyId());
    boolean longEnough =
        count != null && !clock.instant().isBefore(count.since().plus(ProbationRecord.SHORTEST));
    // Counted for too short a time: what was before is not known, so nothing was shown.
    return longEnough
        ? new ProbationRecord(count.issued(), count.held(), incidents)
        : new ProbationRecord(0, 0, incidents);
  }
}
