package de.siegel.signer;

import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Attestations;
import de.siegel.signer.domain.DecidedRequests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recalls what signers have decided in the partitions that this worker takes over, from what they
 * told validation in the same transactions. Neither moved offsets nor another process's state
 * matter then.
 */
final class DecidedHistory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecidedHistory.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Longer than a transaction that a dead signer left open can block the reader. */
  private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(90);

  private final Consumer<byte[], byte[]> consumer;
  private final Consumer<byte[], byte[]> ends;
  private final AvroDeserializer<RequestsDecided> deserializer;
  private final Attestations attestations;
  private final DecidedRequests memory;
  private final InstantSource clock;

  /**
   * @param consumer read_committed, without a group; closed with this
   * @param ends read_uncommitted: it sees where the topic ends, open transactions included; closed
   *     with this
   */
  DecidedHistory(
      Consumer<byte[], byte[]> consumer,
      Consumer<byte[], byte[]> ends,
      AvroDeserializer<RequestsDecided> deserializer,
      Attestations attestations,
      DecidedRequests memory,
      InstantSource clock) {
    this.consumer = consumer;
    this.ends = ends;
    this.deserializer = deserializer;
    this.attestations = attestations;
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * Recalls what was decided in these partitions.
   *
   * @throws TimeoutException if the topic cannot be read to its end
   */
  void recall(Collection<Integer> partitions) {
    memory.forget(clock.instant());
    List<TopicPartition> decisions =
        partitions.stream()
            .map(partition -> new TopicPartition(TopicCatalogue.DECISIONS, partition))
            .toList();
    if (decisions.isEmpty()) {
      return;
    }
    partitions.forEach(memory::drop);
    consumer.assign(decisions);
    // A dead owner's last transaction may be committed and not yet readable: wait for it.
    Map<TopicPartition, Long> until = ends.endOffsets(decisions);
    seek(decisions, until);
    Instant moved = clock.instant();
    Map<TopicPartition, Long> positions = new HashMap<>();
    while (decisions.stream()
        .anyMatch(partition -> consumer.position(partition) < until.get(partition))) {
      consumer.poll(POLL).forEach(this::remember);
      for (TopicPartition partition : decisions) {
        long position = consumer.position(partition);
        if (!Long.valueOf(position).equals(positions.put(partition, position))) {
          moved = clock.instant();
        }
      }
      if (moved.plus(LONGEST_STANDSTILL).isBefore(clock.instant())) {
        throw new TimeoutException("The end of certificate.decisions cannot be read");
      }
    }
  }

  private void seek(List<TopicPartition> decisions, Map<TopicPartition, Long> until) {
    long since = clock.instant().minus(DecidedRequests.REMEMBERED).toEpochMilli();
    Map<TopicPartition, OffsetAndTimestamp> starts =
        consumer.offsetsForTimes(
            decisions.stream().collect(Collectors.toMap(Function.identity(), key -> since)));
    for (TopicPartition partition : decisions) {
      OffsetAndTimestamp start = starts.get(partition);
      consumer.seek(partition, start == null ? until.get(partition) : start.offset());
    }
  }

  private void remember(ConsumerRecord<byte[], byte[]> message) {
    RequestsDecided decided;
    try {
      decided = deserializer.deserialize(message.value());
    } catch (UndecodableRecord e) {
      LOG.atWarn().addKeyValue("reason", e.reason()).log("A record of decisions cannot be read");
      return;
    }
    if (decided.getPartition() != message.partition() || !attestations.made(decided)) {
      return; // by fraud-check, or by nobody: validation judges it
    }
    Instant at = Instant.ofEpochMilli(message.timestamp());
    decided.getIssued().forEach(offset -> memory.add(message.partition(), offset, at));
    decided
        .getDecisions()
        .forEach(decision -> memory.add(message.partition(), decision.getRequestOffset(), at));
  }

  /** Drops partitions that another worker takes over. */
  void drop(Collection<Integer> partitions) {
    partitions.forEach(memory::drop);
  }

  @Override
  public void close() {
    consumer.close();
    ends.close();
  }
}
