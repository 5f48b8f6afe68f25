package de.siegel.sequencer.kafka;

import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.LeafAttestations;
import de.siegel.sequencer.domain.SourceRecord;
import de.siegel.sequencer.domain.Step;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Turns steps into records of the open transaction. */
final class LeafWriter {
  /** Of characters; settings of a topic can be of any length. */
  private static final int LONGEST_SUBJECT = 300;

  private final Producer<byte[], byte[]> producer;
  private final AuditWriter audit;
  private final LeafAttestations attestations;
  private final InstantSource clock;

  LeafWriter(
      Producer<byte[], byte[]> producer,
      AuditWriter audit,
      LeafAttestations attestations,
      InstantSource clock) {
    this.producer = producer;
    this.audit = audit;
    this.attestations = attestations;
    this.clock = clock;
  }

  /** Writes; nothing is visible before the transaction commits. */
  void write(Step step) {
    if (step instanceof Step.Append append) {
      SourceRecord source = append.source();
      producer.send(
          new ProducerRecord<>(
              TopicCatalogue.AUDIT_LOG, 0, null, null, source.value(), headers(append)));
    } else if (step instanceof Step.Park park) {
      park(park);
    }
  }

  private Headers headers(Step.Append append) {
    SourceRecord source = append.source();
    Headers headers = LeafHeaders.of(append.index(), source.position());
    return attestations.areShared()
        ? headers.add(
            LeafHeaders.ATTESTATION,
            attestations.attest(
                append.index(), source.partition(), source.offset(), source.value()))
        : headers;
  }

  /** Says that an audit topic began, or ended, to be otherwise than it should be. */
  void write(Watch.Change change) {
    String found = change.deviation().toString();
    producer.send(
        new ProducerRecord<>(
            TopicCatalogue.AUDIT_EVENTS,
            audit.command(
                AuditKind.CONTROL,
                clock.instant(),
                new Command(
                    change.over() ? "audit.deviation-over" : "audit.deviation",
                    List.of(),
                    found.substring(0, Math.min(LONGEST_SUBJECT, found.length())),
                    0L))));
  }

  /** The event about it goes the way of every event, so it gets its leaf next. */
  private void park(Step.Park step) {
    SourceRecord source = step.source();
    Parking.Source from =
        new Parking.Source(TopicCatalogue.AUDIT_EVENTS, source.partition(), source.offset());
    Outbound parked =
        Parking.park(TopicCatalogue.SEQUENCER, from, source.key(), source.value(), step.reason());
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(parked.topic(), parked.partition(), parked.key(), parked.value());
    parked
        .headers()
        .forEach(
            (name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    producer.send(message);
    // Without key: that of a poisonous record is not to be believed, nor is its length bounded.
    producer.send(
        new ProducerRecord<>(
            TopicCatalogue.AUDIT_EVENTS,
            source.partition(),
            null,
            audit.parked(AuditKind.PARKED, clock.instant(), from, step.reason())));
  }
}
