package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.EmbeddedBroker;
import de.siegel.embedded.demo.SegmentFile;
import de.siegel.embedded.registry.EmbeddedRegistry;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.replay.invariant.InvariantReport;
import de.siegel.replay.kafka.InvariantChecker;
import de.siegel.replay.log.CrossVerification;
import de.siegel.replay.log.LogFolder;
import de.siegel.replay.log.TileVerification;
import de.siegel.replay.log.TileVerification.Result;
import de.siegel.replay.log.TrailVerification;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.LinkOpener;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever has the broker's disk and the log's own key forges and rolls back checkpoints, or holds
 * events back from the sequencer: on real segments and real tiles.
 */
@Tag("long")
class ForgedTrailIT {
  private static final String TRAIL = TopicCatalogue.AUDIT_LOG + "-0";
  private static final String CHECKPOINTS = TopicCatalogue.AUDIT_CHECKPOINTS + "-0";
  private static final Hash OTHER = Hash.ofLeaf(new byte[] {1});

  @TempDir static Path house;
  @TempDir Path folder;
  private static VerifierKey key;
  private static NoteSigner signer;
  private static long size;

  @BeforeAll
  static void issue() throws Exception {
    long before = TrailHouse.issue(house, 2, 0);
    size = TrailHouse.issue(house, 1, before);
    key = VerifierKey.parse(Files.readString(house.resolve("log").resolve("log.vkey")));
    AuthorityKey own =
        AuthorityKeyFile.read(house.resolve("authority").resolve("authorities").resolve("log-1"));
    signer = new NoteSigner(key, own.privateKey());
  }

  /** What the brokers alone say after this checkpoint, signed by the log's own key, was added. */
  private TrailVerification.Result forged(Path broker, long atSize) throws Exception {
    String text = new Checkpoint(key.name(), atSize, OTHER).text();
    byte[] note = new SignedNote(text, List.of(signer.sign(text, Instant.now()))).bytes();
    SegmentFile segment = SegmentFile.find(broker, CHECKPOINTS);
    List<SimpleRecord> records = new ArrayList<>(segment.records());
    records.add(
        new SimpleRecord(
            records.get(0).timestamp() + 1, key.name().getBytes(), note, records.get(0).headers()));
    segment.write(records);
    return onBroker(broker, kafka -> TrailVerification.of(kafka, key));
  }

  private interface Question<T> {
    T of(KafkaSettings kafka);
  }

  private static <T> T onBroker(Path broker, Question<T> question) {
    try (EmbeddedBroker running = EmbeddedBroker.start(new BrokerSettings(broker, 0))) {
      return question.of(TrailHouse.kafka(running.bootstrapServers()));
    }
  }

  private static void assertBroken(TrailVerification.Result result, String what) {
    assertThat(result)
        .isInstanceOfSatisfying(
            TrailVerification.Result.Broken.class,
            broken -> assertThat(broken.what()).contains(what));
  }

  @Test
  void aForkedCheckpointOfTheSameSizeIsFound() throws Exception {
    assertBroken(forged(TrailHouse.copy(house, folder), size), "two roots at size " + size);
  }

  @Test
  void aForkedCheckpointOfALargerSizeIsFound() throws Exception {
    assertBroken(forged(TrailHouse.copy(house, folder), size + 1), "the trail ends here");
  }

  @Test
  void aLargerCheckpointThatDoesNotContinueTheTrailIsFound() throws Exception {
    Path broker = TrailHouse.copy(house, folder);
    SegmentFile segment = SegmentFile.find(broker, TRAIL);
    List<SimpleRecord> records = new ArrayList<>(segment.records());
    records.add(SegmentFile.numbered(records.get(0), records.size()));
    segment.write(records);

    assertBroken(forged(broker, records.size()), "at size " + records.size() + " its root is");
  }

  @Test
  void aForkedCheckpointInTheFolderIsNotThatOfTheTiles() throws Exception {
    Path log = copyOfLog();
    String text = new Checkpoint(key.name(), size, OTHER).text();
    Files.write(
        log.resolve("checkpoint"),
        new SignedNote(text, List.of(signer.sign(text, Instant.now()))).bytes());

    assertThat(TileVerification.of(LogFolder.open(log, key), entries -> {}))
        .isInstanceOfSatisfying(
            Result.Broken.class,
            broken -> assertThat(broken.what()).contains("another one was signed"));
  }

  /** It is a true checkpoint: only who has seen a later one can tell. */
  @Test
  void aCheckpointThatWasRolledBackIsFoundByItsWitness() throws Exception {
    Path log = copyOfLog();
    byte[] earlier =
        SegmentFile.find(house.resolve("broker"), CHECKPOINTS).records().stream()
            .map(record -> Arrays.copyOf(record.value().array(), record.value().limit()))
            .findFirst()
            .orElseThrow();
    Files.write(log.resolve("checkpoint"), earlier);
    String line = Files.readString(house.resolve("witnesses")).strip();
    VerifierKey witness = VerifierKey.parse(line.substring(line.lastIndexOf(' ') + 1));

    LogFolder rolledBack = LogFolder.open(log, key);

    assertThat(rolledBack.checkpoint().size()).isLessThan(size);
    assertThat(TileVerification.of(rolledBack, entries -> {})).isInstanceOf(Result.Sound.class);
    assertThat(rolledBack.missing(List.of(witness)))
        .singleElement()
        .asString()
        .contains("has not co-signed the checkpoint of " + rolledBack.checkpoint().size());
  }

  /** Trail and checkpoints together from an earlier day agree with each other. */
  @Test
  void brokersThatWereRolledBackAsAWholeAreFoundAgainstTheFiles() throws Exception {
    Path broker = TrailHouse.copy(house, folder);
    SegmentFile checkpoints = SegmentFile.find(broker, CHECKPOINTS);
    SimpleRecord first = checkpoints.records().get(0);
    byte[] value = new byte[first.value().remaining()];
    first.value().duplicate().get(value);
    long old = Checkpoint.parse(SignedNote.parse(value).text()).size();
    checkpoints.write(checkpoints.records().subList(0, 1));
    SegmentFile trail = SegmentFile.find(broker, TRAIL);
    trail.write(trail.records().subList(0, Math.toIntExact(old)));
    LogFolder files = LogFolder.open(house.resolve("log"), key);

    onBroker(
        broker,
        kafka -> {
          assertThat(TrailVerification.of(kafka, key))
              .isInstanceOf(TrailVerification.Result.Sound.class);
          assertThat(CrossVerification.ofTrail(kafka, files, entries -> {}))
              .isEqualTo(
                  new Result.Broken(
                      old, "the trail ends here, and " + size + " entries were signed"));
          return null;
        });
  }

  private Path copyOfLog() throws Exception {
    Path from = house.resolve("log");
    Path to = folder.resolve("log");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return to;
  }

  /** The log is as it was signed, without it; but the pharmacy has its certificate. */
  @Test
  void aCertificateWhoseEventWasWithheldFromTheSequencerIsNamed() throws Exception {
    Path broker = TrailHouse.copy(house, folder);
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(house.resolve("registry"), 0)) {
      SchemaRegistry schemas = new HttpSchemaRegistry(HttpRegistrySettings.of(registry.baseUrl()));
      SegmentFile trail = SegmentFile.find(broker, TRAIL);
      List<SimpleRecord> records = new ArrayList<>(trail.records());
      AvroDeserializer<AuditEvent> reader = new AvroDeserializer<>(schemas, AuditEvent.class);
      byte[] issued = null;
      for (SimpleRecord record : records) {
        byte[] value = new byte[record.value().remaining()];
        record.value().duplicate().get(value);
        if (reader.deserialize(value).getKind() == AuditKind.ISSUED) {
          issued = value;
        }
      }
      byte[] withheld = issued;
      assertThat(check(broker, schemas).holds()).isTrue();

      records.removeIf(record -> record.value().equals(java.nio.ByteBuffer.wrap(withheld)));
      for (int n = 0; n < records.size(); n++) {
        records.set(n, SegmentFile.numbered(records.get(n), n));
      }
      trail.write(records);
      for (int partition = 0; partition < PipelineSettings.PARTITIONS; partition++) {
        SegmentFile.find(broker, TopicCatalogue.AUDIT_EVENTS + "-" + partition)
            .keep(value -> !Arrays.equals(value, withheld));
      }
      InvariantReport report = check(broker, schemas);

      assertThat(report.holds()).isFalse();
      assertThat(report.text()).contains("the signer answered, and neither issued nor refused");
    }
  }

  private static InvariantReport check(Path broker, SchemaRegistry schemas) {
    CryptoProviders crypto = CryptoProviders.choose();
    LinkOpener links =
        LinkOpener.of(
            new LinkSeal(new Seal(crypto.hot(), crypto.random())),
            new SecretFolder(house.resolve("authority").resolve("audit-link-keys")));
    return onBroker(
        broker,
        kafka ->
            new InvariantChecker(kafka, schemas, links, Clock.systemUTC())
                .check(
                    new InvariantChecker.Options(
                        Instant.now(), Duration.ZERO, Optional.empty(), Optional.empty(), true)));
  }
}
