package de.siegel.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.desk.domain.Evidence;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.desk.domain.ProbationRecord;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of a probation is counted from the audit, once each, across restarts. */
class ProbationBookTest {
  private static final String TOPIC = TopicCatalogue.AUDIT_EVENTS;
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final String PHARMACY = "p-1";

  @TempDir Path folder;
  private final TestClock clock = new TestClock(Instant.parse("2026-11-01T08:00:00Z"));
  private final SchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroDeserializer<AuditEvent> deserializer =
      new AvroDeserializer<>(registry, AuditEvent.class);
  private final SecureRandom random = new SecureRandom();
  private long end;

  private final PharmacyFile pharmacy =
      new PharmacyFile(
          PHARMACY,
          OnboardingClass.GUEST,
          "applicant",
          AdmissionState.PROBATION,
          AdmissionState.PROBATION,
          clock.instant(),
          Evidence.NONE,
          Optional.empty(),
          Set.of(),
          Optional.empty());

  private Path file() {
    return folder.resolve("probation.json");
  }

  private ProbationBook open() {
    return new ProbationBook(file(), clock);
  }

  private MockConsumer<byte[], byte[]> consumer(long from) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    Node[] nodes = {};
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, from));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    return consumer;
  }

  private void arrives(MockConsumer<byte[], byte[]> consumer, String key, AuditKind kind) {
    AuditWriter writer =
        new AuditWriter(
            "signer",
            "signer-1",
            new AvroSerializer<>(registry, TOPIC, AuditEvent.class, Registration.AUTOMATIC),
            new LinkSeal(new Seal(CryptoProviders.choose().hot(), random)),
            new SecretFolder(folder),
            new EventAttestations(TopicCatalogue.SEQUENCER, java.util.List.of()),
            random);
    byte[] event = writer.command(kind, clock.instant(), new Command("", List.of(), "", 0L));
    consumer.addRecord(
        new ConsumerRecord<>(TOPIC, 0, end++, key.getBytes(StandardCharsets.UTF_8), event));
  }

  private void turn(ProbationBook book, Consumer<byte[], byte[]> consumer) {
    book.turn(consumer, deserializer, Set.of(PHARMACY));
    book.write();
  }

  @Test
  void countsWhatWasIssuedAndHeldForThatPharmacyOnly() {
    ProbationBook book = open();
    MockConsumer<byte[], byte[]> consumer = consumer(0);
    book.follow(consumer);
    turn(book, consumer);
    for (AuditKind kind : AuditKind.values()) {
      arrives(consumer, PHARMACY, kind);
      arrives(consumer, "p-2", kind);
    }
    consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, end++, null, new byte[1]));
    consumer.addRecord(
        new ConsumerRecord<>(
            TOPIC, 0, end++, PHARMACY.getBytes(StandardCharsets.UTF_8), new byte[1]));
    turn(book, consumer);
    clock.advance(ProbationRecord.SHORTEST);

    assertThat(book.record(pharmacy, 3)).isEqualTo(new ProbationRecord(1, 2, 3));
  }

  @Test
  void goesOnWhereItWasAfterARestart() {
    ProbationBook before = open();
    MockConsumer<byte[], byte[]> consumer = consumer(0);
    before.follow(consumer);
    turn(before, consumer);
    arrives(consumer, PHARMACY, AuditKind.ISSUED);
    turn(before, consumer);

    ProbationBook after = open();
    MockConsumer<byte[], byte[]> again = consumer(0);
    after.follow(again);
    assertThat(again.position(PARTITION)).isEqualTo(1);
    arrives(again, PHARMACY, AuditKind.ISSUED);
    turn(after, again);
    clock.advance(ProbationRecord.SHORTEST);

    assertThat(after.record(pharmacy, 0)).isEqualTo(new ProbationRecord(2, 0, 0));
  }

  @Test
  void showsNothingWhereEventsAreMissingOrWereCountedForTooShortATime() {
    ProbationBook before = open();
    MockConsumer<byte[], byte[]> consumer = consumer(0);
    before.follow(consumer);
    turn(before, consumer);
    arrives(consumer, PHARMACY, AuditKind.ISSUED);
    turn(before, consumer);
    clock.advance(ProbationRecord.SHORTEST.minusMillis(1));
    assertThat(before.record(pharmacy, 0).issued()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(before.record(pharmacy, 0).issued()).isEqualTo(1);

    end = 10;
    ProbationBook after = open();
    MockConsumer<byte[], byte[]> later = consumer(5);
    after.follow(later);
    turn(after, later);

    assertThat(later.position(PARTITION)).isEqualTo(10);
    assertThat(after.record(pharmacy, 0).issued()).isZero();
    clock.advance(ProbationRecord.SHORTEST);
    assertThat(after.record(pharmacy, 0)).isEqualTo(new ProbationRecord(0, 0, 0));
  }

  @Test
  void readsNothingWhileNobodyIsOnProbationAndBeginsAtTheEndThen() {
    ProbationBook book = open();
    MockConsumer<byte[], byte[]> consumer = consumer(0);
    book.follow(consumer);
    book.turn(consumer, deserializer, Set.of());
    arrives(consumer, PHARMACY, AuditKind.ISSUED);
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    book.turn(consumer, deserializer, Set.of());
    assertThat(consumer.position(PARTITION)).isZero();

    turn(book, consumer);
    arrives(consumer, PHARMACY, AuditKind.ISSUED);
    turn(book, consumer);
    clock.advance(ProbationRecord.SHORTEST);

    assertThat(book.record(pharmacy, 0).issued()).isEqualTo(1);
  }

  @Test
  void doesNotStartOnCountsThatItDoesNotUnderstand() throws IOException {
    for (String content :
        List.of("", "[", "{\"pharmacies\":{\"p-1\":{}}}", "{\"offsets\":{\"x\":1}}")) {
      Files.writeString(file(), content);

      assertThatThrownBy(this::open).isInstanceOf(ConfigurationError.class);
    }
  }
}
