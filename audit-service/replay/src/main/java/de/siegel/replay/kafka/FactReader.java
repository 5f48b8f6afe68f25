package de.siegel.replay.kafka;

import de.siegel.replay.invariant.Fact;
import de.siegel.replay.invariant.Fact.SubmissionKey;
import de.siegel.replay.trail.Position;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.Parking;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Makes facts of records. Needs no secret: what it takes from a record is in the clear.
 *
 * <p>Not safe for use by several threads.
 */
final class FactReader {
  private final AvroDeserializer<IssuanceRequest> requests;
  private final AvroDeserializer<Outcome> outcomes;
  private final AvroDeserializer<RequestValidated> validated;
  private final AvroDeserializer<IssuanceApproved> approved;

  FactReader(SchemaRegistry registry) {
    requests = new AvroDeserializer<>(registry, IssuanceRequest.class);
    outcomes = new AvroDeserializer<>(registry, Outcome.class);
    validated = new AvroDeserializer<>(registry, RequestValidated.class);
    approved = new AvroDeserializer<>(registry, IssuanceApproved.class);
  }

  Fact submitted(ConsumerRecord<byte[], byte[]> record) {
    Position position = new Position(record.partition(), record.offset());
    Instant at = Instant.ofEpochMilli(record.timestamp());
    try {
      RequestEnvelope envelope = requests.deserialize(record.value()).getEnvelope();
      return new Fact.Submitted(position, at, Optional.of(key(envelope)), envelope.getRequestId());
    } catch (UndecodableRecord e) {
      return new Fact.Submitted(position, at, Optional.empty(), "");
    }
  }

  /** An outcome; one that cannot be read answers nobody. */
  Fact answered(ConsumerRecord<byte[], byte[]> record) {
    String tenant = record.topic().substring(TopicCatalogue.outcomes("").length());
    try {
      Outcome outcome = outcomes.deserialize(record.value());
      return new Fact.Answered(
          new SubmissionKey(outcome.getPharmacyId(), tenant, outcome.getSubmissionId()),
          record.partition(),
          outcome.getDecidedBy(),
          outcome.getRequestedAt(),
          Instant.ofEpochMilli(record.timestamp()),
          outcome.getSealed() != null && outcome.getSealed().hasRemaining());
    } catch (UndecodableRecord e) {
      return new Fact.Answered(
          new SubmissionKey("", tenant, "unreadable at offset " + record.offset()),
          record.partition(),
          "",
          Instant.ofEpochMilli(record.timestamp()),
          Instant.ofEpochMilli(record.timestamp()),
          false);
    }
  }

  Fact parked(ConsumerRecord<byte[], byte[]> record) {
    String stage =
        record.topic().substring(0, record.topic().length() - TopicCatalogue.parked("").length());
    String topic = header(record, Parking.TOPIC);
    return new Fact.Parked(
        stage,
        topic,
        new Position(
            (int) number(header(record, Parking.PARTITION)),
            number(header(record, Parking.OFFSET))),
        Instant.ofEpochMilli(record.timestamp()),
        header(record, Parking.REASON).equals(Parking.ALREADY_DECIDED)
            ? Optional.empty()
            : topic.equals(TopicCatalogue.REQUESTS)
                ? Optional.empty()
                : submission(topic, record.value()));
  }

  /** The submission in a record that its stage has still to process; empty if it has none. */
  Optional<Fact> underWay(ConsumerRecord<byte[], byte[]> record) {
    return submission(record.topic(), record.value()).map(Fact.UnderWay::new);
  }

  private Optional<SubmissionKey> submission(String topic, byte[] value) {
    try {
      return switch (topic) {
        case TopicCatalogue.REQUESTS -> Optional.of(key(requests.deserialize(value).getEnvelope()));
        case TopicCatalogue.VALIDATED ->
            Optional.of(key(validated.deserialize(value).getRequest().getEnvelope()));
        case TopicCatalogue.APPROVED ->
            Optional.of(key(approved.deserialize(value).getValidated().getRequest().getEnvelope()));
        default -> Optional.empty();
      };
    } catch (UndecodableRecord e) {
      return Optional.empty();
    }
  }

  private static SubmissionKey key(RequestEnvelope envelope) {
    return new SubmissionKey(
        envelope.getPharmacyId(), envelope.getTenant(), envelope.getSubmissionId());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** A number, or -1: nothing stands there, so nothing will be found to belong to it. */
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
