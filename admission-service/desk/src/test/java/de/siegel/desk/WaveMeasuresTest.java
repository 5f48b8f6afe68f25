package de.siegel.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.desk.domain.wave.Measures;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaveMeasuresTest {
  private static final String TOPIC = TopicCatalogue.AUDIT_EVENTS;
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

  @TempDir Path folder;
  private final SchemaRegistry registry = new InMemorySchemaRegistry();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final WaveMeasures measures =
      new WaveMeasures(consumer, new AvroDeserializer<>(registry, AuditEvent.class));
  private long end;

  @BeforeEach
  void watch() throws Exception {
    Node[] nodes = {};
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, nodes, nodes)));
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, 0L));
    Files.write(folder.resolve("2026-11.key"), new byte[32]);
    measures.watch(Set.of("p-1"));
  }

  private AuditWriter writer(String stage) {
    SecureRandom random = new SecureRandom();
    return new AuditWriter(
        stage,
        stage + "-1",
        new AvroSerializer<>(registry, TOPIC, AuditEvent.class, Registration.AUTOMATIC),
        new LinkSeal(new Seal(CryptoProviders.choose().hot(), random)),
        new SecretFolder(folder),
        new EventAttestations(TopicCatalogue.SEQUENCER, java.util.List.of()),
        random);
  }

  private void refused(String pharmacy, RefusalCode code) {
    Decision decision = new Decision();
    decision.setRequestedAt(NOW);
    decision.setFormat("");
    decision.setFindings(List.of(new AuditFinding(code.name(), "")));
    decision.setCommitment(ByteBuffer.allocate(0));
    decision.setKeyId(ByteBuffer.allocate(0));
    decision.setRules(List.of());
    decision.setAttestations(List.of());
    decision.setContributions(List.of());
    decision.setConfirmation("");
    ByteBuffer none = ByteBuffer.allocate(0);
    Links links =
        new Links(pharmacy, "", "", "", "", "", "", none, none, List.of(), "", none, none);
    arrives(pharmacy, writer("validation").decided(AuditKind.REJECTED, decision, links));
  }

  private void command(String stage, String pharmacy, String name, String subject) {
    arrives(
        pharmacy,
        writer(stage).command(AuditKind.CONTROL, NOW, new Command(name, List.of(), subject, 1L)));
  }

  private void arrives(String pharmacy, byte[] event) {
    consumer.addRecord(
        new ConsumerRecord<>(TOPIC, 0, end++, pharmacy.getBytes(StandardCharsets.UTF_8), event));
  }

  /** A tenant that sends junk in the name of a pharmacy of the wave must not stop the wave. */
  @ParameterizedTest
  @EnumSource(
      value = RefusalCode.class,
      names = {
        "SESSION_UNKNOWN",
        "SESSION_UNREADABLE",
        "SESSION_MISMATCH",
        "SESSION_OVER",
        "EPOCH_EXPIRED",
        "SIGNATURE_INVALID"
      })
  void whatNoSessionOfThePharmacySignedSaysNothingOfIt(RefusalCode code) {
    for (int n = 0; n < 100; n++) {
      refused("p-1", code);
    }

    assertThat(measures.read()).isEqualTo(Measures.NONE);
  }

  @Test
  void itsOwnRefusalsCount() {
    refused("p-1", RefusalCode.LOCATION_NOT_YOURS);
    refused("p-1", RefusalCode.CARD_SUSPENDED);
    refused("p-2", RefusalCode.LOCATION_NOT_YOURS);

    assertThat(measures.read()).isEqualTo(new Measures(2, 2, 0, 1));
  }

  /** The cards of a forged cohort are revoked after it came back. */
  @ParameterizedTest
  @ValueSource(strings = {"V9 CERT_REVOKED", "V10 REGISTER_INACTIVE"})
  void aCardThatIsNoLongerGoodCounts(String why) {
    command("session-authority", "p-1", "session.ended", why);
    command("session-authority", "p-2", "session.ended", why);
    command("session-authority", "p-1", "session.ended", "by its pharmacy");
    command("validation", "p-1", "session.ended", why);

    assertThat(measures.read()).isEqualTo(new Measures(0, 0, 0, 1));
  }
}
