package de.siegel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.testing.TestHouse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;

/** What the stage wrote for one record. */
record Written(TestHouse house, List<Message> messages) {

  record Message(String topic, TestRecord<byte[], byte[]> record) {}

  List<String> topics() {
    return messages.stream().map(Message::topic).toList();
  }

  private TestRecord<byte[], byte[]> only(String topic) {
    List<Message> found = messages.stream().filter(m -> m.topic().equals(topic)).toList();
    assertThat(found).as("records on " + topic + " among " + topics()).hasSize(1);
    return found.get(0).record();
  }

  RequestValidated validated() {
    return house.read(RequestValidated.class, only(TopicCatalogue.VALIDATED).value());
  }

  Outcome outcome() {
    return house.read(Outcome.class, only(TopicCatalogue.outcomes(TestHouse.TENANT)).value());
  }

  AuditEvent leaf() {
    return house.read(AuditEvent.class, only(TopicCatalogue.AUDIT_EVENTS).value());
  }

  TestRecord<byte[], byte[]> parked() {
    return only(TopicCatalogue.parked(TopicCatalogue.VALIDATION));
  }

  /** The reason in the header of the one parked record. */
  String parkedFor() {
    return new String(
        parked().headers().lastHeader(Parking.REASON).value(), StandardCharsets.UTF_8);
  }
}
