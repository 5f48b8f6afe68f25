package de.siegel.cli.operate;

import de.siegel.cli.operate.ParkedRecords.Parked;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.Parking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Drives parked records again, in batches: each batch goes back to where it came from in one
 * transaction with its audit events and the note that it did. A record whose headers no stage wrote
 * goes nowhere; it stays on the parked topic and is named.
 */
final class ParkedRetry implements AutoCloseable {
  private static final int BATCH_RECORDS = 500;
  private static final int BATCH_BYTES = 8 * 1024 * 1024;
  private static final int NAMED = 20;

  private final ParkedRecords records;
  private final String stage;
  private final TopicCatalogue catalogue;
  private final AuditWriter audit;
  private final ConsumerGroupMetadata group;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Parked> batch = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private int batchBytes;
  private long taken;
  private long driven;
  private long leftOut;

  ParkedRetry(KafkaSettings kafka, String stage, TopicCatalogue catalogue, AuditWriter audit) {
    this.records = new ParkedRecords(kafka);
    this.stage = stage;
    this.catalogue = catalogue;
    this.audit = audit;
    this.group = records.groupMetadata(stage);
    // One id for the stage: a second operator who retries at the same time fences the first.
    String id = ParkedRecords.group(stage);
    this.producer =
        new KafkaProducer<>(
            kafka.transactionalProducer(id, id),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /** Drives the oldest that are open, at most so many. */
  void drive(OptionalInt partition, long limit) {
    if (limit > 0) {
      records.read(stage, partition, parked -> take(parked) < limit);
    }
    commit();
  }

  private long take(Parked parked) {
    batch.add(parked);
    batchBytes += parked.bytes();
    if (batch.size() >= BATCH_RECORDS || batchBytes >= BATCH_BYTES) {
      commit();
    }
    return ++taken;
  }

  private void commit() {
    if (batch.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    int sent = 0;
    for (Parked parked : batch) {
      Optional<Parking.Source> source = parked.source(catalogue);
      if (source.isEmpty() || !parked.headers().hasReasonCode()) {
        leaveOut(parked);
        continue;
      }
      producer.send(
          new ProducerRecord<>(
              source.get().topic(),
              source.get().partition(),
              parked.record().key(),
              parked.record().value()));
      producer.send(
          new ProducerRecord<>(
              TopicCatalogue.AUDIT_EVENTS,
              audit.parked(
                  AuditKind.RETRIED, Instant.now(), source.get(), parked.headers().reason())));
      sent++;
    }
    producer.sendOffsetsToTransaction(ParkedRecords.behind(batch), group);
    producer.commitTransaction();
    driven += sent;
    batch.clear();
    batchBytes = 0;
  }

  private void leaveOut(Parked parked) {
    leftOut++;
    if (left.size() < NAMED) {
      left.add("partition " + parked.record().partition() + " offset " + parked.record().offset());
    }
  }

  /** How many were driven again. */
  long driven() {
    return driven;
  }

  /** How many were left out since no stage wrote them. */
  long leftOut() {
    return leftOut;
  }

  /** Where the first of those stand on the parked topic. */
  List<String> left() {
    return List.copyOf(left);
  }

  @Override
  public void close() {
    producer.close();
  }
}
