package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.replay.log.LogFolder;
import de.siegel.replay.log.TileVerification;
import de.siegel.replay.log.TileVerification.Result;
import de.siegel.replay.log.TrailVerification;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Reply;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.proof.TlogProof;
import de.siegel.tamperlog.tile.BadTile;
import de.siegel.tamperlog.tile.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trail as a Merkle log, on a real broker, and what an administrator can do to it unseen. */
class MerkleLogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private EmbeddedPipeline pipeline;

  @BeforeEach
  void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 1, Map.of()), part -> {});
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  private Path log() {
    return folder.resolve("log");
  }

  private VerifierKey key() {
    try {
      return VerifierKey.parse(Files.readString(log().resolve("log.vkey")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private LogFolder opened() {
    return LogFolder.open(log(), key());
  }

  private Result verified() {
    return TileVerification.of(opened(), entries -> {});
  }

  private TrailVerification.Result verifiedFromBroker() {
    return TrailVerification.of(
        new KafkaSettings(
            Configuration.of(Map.of("kafka.bootstrap-servers", pipeline.bootstrapServers()))),
        key());
  }

  private void issue(int count) throws Exception {
    try (PharmacyClient client = pipeline.client()) {
      PharmacySession session = pipeline.open(client, TestPharmacies.DEFAULT, "t", "o");
      byte[] content = EmbeddedPipelineIT.GOOD.getBytes(StandardCharsets.UTF_8);
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int n = 0; n < count; n++) {
        replies.add(client.submit(session, new Request(UUID.randomUUID().toString(), content)));
      }
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply.get(30, TimeUnit.SECONDS).kind()).isEqualTo(OutcomeKind.ISSUED);
      }
    }
  }

  /** Every record of the trail is under the checkpoint. */
  private List<ConsumerRecord<byte[], byte[]>> awaitWhole() {
    List<ConsumerRecord<byte[], byte[]>> trail = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(BadTile.class)
        .until(
            () -> {
              trail.clear();
              trail.addAll(trail());
              return !trail.isEmpty() && opened().checkpoint().size() == trail.size();
            });
    return trail;
  }

  private List<ConsumerRecord<byte[], byte[]>> trail() {
    return records(new TopicPartition(TopicCatalogue.AUDIT_LOG, 0));
  }

  /** The leaf hashes that the outcomes carry. */
  private Set<Hash> named() throws Exception {
    AvroDeserializer<Outcome> reader =
        new AvroDeserializer<>(pipeline.schemaRegistry(), Outcome.class);
    Set<Hash> named = new HashSet<>();
    for (int partition = 0; partition < 6; partition++) {
      for (ConsumerRecord<byte[], byte[]> record :
          records(
              new TopicPartition(TopicCatalogue.outcomes(PipelineSettings.TENANT), partition))) {
        named.add(Hash.of(Bytes.of(reader.deserialize(record.value()).getLeafHash())));
      }
    }
    return named;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                pipeline.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** Up to which size the witness has co-signed. */
  private long witnessed() throws Exception {
    SignedNote note = SignedNote.parse(Files.readAllBytes(log().resolve("checkpoint.witnessed")));
    String line = Files.readString(folder.resolve("witnesses")).strip();
    VerifierKey witness = VerifierKey.parse(line.substring(line.indexOf(' ') + 1));
    assertThat(note.check(List.of(key(), witness)))
        .isEqualTo(new SignedNote.Check.Signed(List.of(key(), witness)));
    return Checkpoint.parse(note.text()).size();
  }

  /** The outcome names its leaf, and a pharmacy need not wait long for the proof of it. */
  @Test
  void theReceiptOfACertificateIsThereWithinFiveSeconds() throws Exception {
    try (PharmacyClient client = pipeline.client()) {
      PharmacySession session = pipeline.open(client, TestPharmacies.DEFAULT, "t", "o");
      byte[] content = EmbeddedPipelineIT.GOOD.getBytes(StandardCharsets.UTF_8);
      for (int n = 0; n < 10; n++) {
        Reply reply =
            client
                .submit(session, new Request(UUID.randomUUID().toString(), content))
                .get(30, TimeUnit.SECONDS);
        Hash leaf = Hash.parse(reply.leafHash().orElseThrow()).orElseThrow();
        await()
            .atMost(Duration.ofSeconds(5))
            .pollInterval(Duration.ofMillis(100))
            .ignoreExceptionsInstanceOf(BadTile.class)
            .until(() -> proven(leaf));
      }
    }
  }

  private boolean proven(Hash leaf) throws Exception {
    List<Hash> leaves =
        trail().stream().map(record -> Hash.ofLeaf(record.value())).collect(Collectors.toList());
    int index = leaves.indexOf(leaf);
    LogFolder log = opened();
    return index >= 0
        && index < log.checkpoint().size()
        && TlogProof.parse(log.prove(index).bytes()).check(leaf, key().name(), List.of(key()))
            instanceof TlogProof.Check.Proven;
  }

  @Test
  void theTrailIsALogThatGoesOnAfterARestartAndProvesEachEntryOffLine() throws Exception {
    issue(150);
    List<ConsumerRecord<byte[], byte[]>> trail = awaitWhole();
    assertThat(verified()).isEqualTo(new Result.Sound(trail.size(), opened().checkpoint().root()));
    // Each outcome names the leaf that was written with it.
    assertThat(named())
        .hasSize(150)
        .isSubsetOf(
            trail.stream().map(record -> Hash.ofLeaf(record.value())).collect(Collectors.toSet()));
    for (int index : List.of(0, 1, trail.size() / 2, trail.size() - 1)) {
      TlogProof receipt = TlogProof.parse(opened().prove(index).bytes());

      assertThat(receipt.extra()).contains(trail.get(index).value());
      assertThat(receipt.check(Hash.ofLeaf(trail.get(index).value()), key().name(), List.of(key())))
          .isInstanceOf(TlogProof.Check.Proven.class);
    }

    pipeline.close();
    start();
    issue(10);

    List<ConsumerRecord<byte[], byte[]>> later = awaitWhole();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(witnessed()).isEqualTo(later.size()));
    assertThat(later.size()).isGreaterThan(trail.size());
    assertThat(verifiedFromBroker())
        .isInstanceOfSatisfying(
            TrailVerification.Result.Sound.class,
            sound -> {
              assertThat(sound.size()).isEqualTo(later.size());
              assertThat(sound.signed()).isEqualTo(later.size());
              assertThat(sound.root()).isEqualTo(opened().checkpoint().root());
            });
    assertThat(verified()).isEqualTo(new Result.Sound(later.size(), opened().checkpoint().root()));
  }

  @Tag("long")
  @Test
  void aFileThatWasChangedIsFoundAndTheFirstEntryIsNamed() throws Exception {
    issue(150);
    awaitWhole();
    pipeline.close();

    assertBroken("tile/entries/000", 1_000, "is not that of the entry");
    assertBroken("tile/0/000", 32 * 7 + 1, "is not that of the entry");
    assertThat(((Result.Broken) changed("tile/0/000", 32 * 7 + 1)).index()).isEqualTo(7);
    String above =
        Tile.rightEdge(opened().checkpoint().size()).stream()
            .filter(tile -> tile.level() == 1)
            .findFirst()
            .orElseThrow()
            .path();
    assertBroken(above, 5, "is not that of the entries below it");
    byte[] checkpoint = Files.readAllBytes(log().resolve("checkpoint"));
    byte[] forged = checkpoint.clone();
    forged[25] ^= 1;
    Files.write(log().resolve("checkpoint"), forged);
    assertThatThrownBy(this::opened).isInstanceOf(BadTile.class);
    Files.write(log().resolve("checkpoint"), checkpoint);
    Files.delete(log().resolve("tile/0/000"));
    assertThat(verified()).isInstanceOf(Result.Broken.class);
    start();
  }

  private void assertBroken(String path, int at, String what) throws IOException {
    assertThat(((Result.Broken) changed(path, at)).what()).contains(what);
  }

  private Result changed(String path, int at) throws IOException {
    Path file = log().resolve(path);
    byte[] content = Files.readAllBytes(file);
    byte[] other = content.clone();
    other[at] ^= 1;
    Files.write(file, other);
    Result result = verified();
    Files.write(file, content);
    return result;
  }

  @Tag("long")
  @Test
  void aTrailThatWasDeletedAndWrittenAnewIsNotSigned() throws Exception {
    issue(5);
    List<ConsumerRecord<byte[], byte[]>> trail = awaitWhole();

    rewrite(trail, trail.size() - 1, true);

    await().atMost(PATIENCE).until(() -> pipeline.failed().contains("integrator"));
    assertThat(opened().checkpoint().size()).isEqualTo(trail.size());
    assertThat(verifiedFromBroker()).isInstanceOf(TrailVerification.Result.Broken.class);
  }

  @Tag("long")
  @Test
  void aTrailWhoseTailWasCutIsNotSigned() throws Exception {
    issue(5);
    List<ConsumerRecord<byte[], byte[]>> trail = awaitWhole();

    rewrite(trail, trail.size() - 2, false);

    await().atMost(PATIENCE).until(() -> pipeline.failed().contains("integrator"));
    assertThat(verifiedFromBroker())
        .isInstanceOfSatisfying(
            TrailVerification.Result.Broken.class,
            broken -> assertThat(broken.index()).isEqualTo(trail.size() - 2));
  }

  /** As an administrator of the broker can: the topic anew, its records as one likes. */
  private void rewrite(List<ConsumerRecord<byte[], byte[]>> trail, int count, boolean changeOne)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrapServers()));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", pipeline.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      admin.deleteTopics(List.of(TopicCatalogue.AUDIT_LOG)).all().get(30, TimeUnit.SECONDS);
      await()
          .atMost(PATIENCE)
          .until(() -> !admin.listTopics().names().get().contains(TopicCatalogue.AUDIT_LOG));
      admin
          .createTopics(List.of(new NewTopic(TopicCatalogue.AUDIT_LOG, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
      for (int n = 0; n < count; n++) {
        byte[] value = trail.get(n).value().clone();
        if (changeOne && n == 2) {
          value[value.length - 1] ^= 1;
        }
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(TopicCatalogue.AUDIT_LOG, 0, null, value);
        record
            .headers()
            .add("index", ByteBuffer.allocate(Long.BYTES).putLong(n).array())
            .add("source", trail.get(n).headers().lastHeader("source").value());
        producer.send(record).get(30, TimeUnit.SECONDS);
      }
    }
  }
}
