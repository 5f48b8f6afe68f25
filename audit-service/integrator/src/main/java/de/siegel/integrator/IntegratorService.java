package de.siegel.integrator;

import de.siegel.identity.trust.AuthorityKey;
import de.siegel.integrator.domain.GrowingLog;
import de.siegel.integrator.domain.LogFile;
import de.siegel.integrator.domain.Pace;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.LeafAttestations;
import de.siegel.servicekit.authority.AuthorityLoop;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.Coverage;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.LeafSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a Merkle log of what is committed in {@code audit.log}: tiles and entry bundles in a store,
 * and a signed checkpoint whenever it has grown. It signs nothing that contradicts a checkpoint
 * which was published before.
 */
public final class IntegratorService implements Service {
  /** Name of this service. */
  public static final String NAME = "integrator";

  /** Where the checkpoint stands, below the log's prefix (C2SP tlog-tiles). */
  public static final String CHECKPOINT = "checkpoint";

  /** The verifier key, for who checks checkpoints. */
  public static final String VERIFIER_KEY = "log.vkey";

  private static final Logger LOG = LoggerFactory.getLogger(IntegratorService.class);
  private static final TopicPartition TRAIL = new TopicPartition(TopicCatalogue.AUDIT_LOG, 0);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String ATTESTATION = "attestation";

  /** Partition and offset in audit.events. */
  private static final Pattern SOURCE = Pattern.compile("([0-9]{1,6}):([0-9]{1,18})");

  private final ServiceContext context;
  private final String origin;
  private final NoteSigner signer;
  private final LogStore store;
  private final Duration interval;
  private final List<WitnessList.Entry> witnesses;
  private final LeafAttestations attestations;
  private final AuthorityLoop loop = new AuthorityLoop(NAME, this::run);

  /**
   * Settings: {@code integrator.origin}, {@code integrator.key} (as {@code siegel trust key} makes
   * it), {@code integrator.folder}, {@code integrator.interval-ms} (10 to 1,000, default 500),
   * {@code integrator.witnesses.file} (none), {@code attestation-keys.folder} with the key that the
   * sequencer shares with it.
   *
   * @throws ConfigurationError if a setting is missing or wrong
   */
  public IntegratorService(ServiceContext context) {
    Configuration settings = context.configuration();
    this.context = context;
    this.origin = settings.text("integrator.origin");
    AuthorityKey key = AuthorityKeyFile.read(settings.path("integrator.key"));
    try {
      this.signer =
          new NoteSigner(
              VerifierKey.of(origin, SignatureType.ED25519, key.publicKey()), key.privateKey());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationError(
          "The setting integrator.origin must be a name without spaces and plus, such as"
              + " siegel.example/log");
    }
    Path folder = settings.path("integrator.folder");
    this.store = new FolderStore(folder);
    this.interval = settings.millis("integrator.interval-ms", 500, 10, 1_000);
    this.witnesses = WitnessList.of(settings);
    this.attestations = context.leafAttestations(NAME);
  }

  @Override
  public void start() {
    loop.start();
  }

  /** The key that checks its checkpoints. */
  public VerifierKey verifier() {
    return signer.verifier();
  }

  private void run() {
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                context.kafka().producer(NAME),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> trail = consumer("");
        KafkaConsumer<byte[], byte[]> earlier = consumer("-checkpoints")) {
      store.write(
          new LogFile(
              VERIFIER_KEY, (signer.verifier() + "\n").getBytes(StandardCharsets.UTF_8), true));
      CheckpointTopic checkpoints = new CheckpointTopic(producer, signer.verifier(), origin);
      Integration integration =
          new Integration(
              store, checkpoints.larger(checkpoints.last(earlier), store.read(CHECKPOINT)));
      trail.assign(List.of(TRAIL));
      integration
          .resumeAt()
          .ifPresentOrElse(
              offset -> trail.seek(TRAIL, offset), () -> trail.seekToBeginning(List.of(TRAIL)));
      try (Witnesses asked = new Witnesses(witnesses, store, checkpoints::publish)) {
        integrate(trail, integration, checkpoints, asked);
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String what) {
    return context.kafka().reader(NAME + what);
  }

  private void integrate(
      KafkaConsumer<byte[], byte[]> trail,
      Integration integration,
      CheckpointTopic checkpoints,
      Witnesses asked) {
    Pace pace = new Pace(interval);
    while (loop.goesOn()) {
      for (ConsumerRecord<byte[], byte[]> record : poll(trail)) {
        long index = index(record);
        LeafSource source = source(record);
        // What was signed is held against its root; after a restore it has no other proof.
        if (!integration.isSigned(index)) {
          requireAttested(record, index, source);
        }
        integration.append(index, source, record.value());
      }
      boolean atEnd = trail.currentLag(TRAIL).orElse(1) == 0;
      if (atEnd) {
        integration.requireWhole();
      }
      Instant now = context.clock().instant();
      if (integration.maySign() && pace.due(now)) {
        integration.store(trail.position(TRAIL));
        sign(integration, checkpoints, asked, now);
      }
      loop.ready(atEnd && integration.maySign());
    }
  }

  private static ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> trail) {
    try {
      return trail.poll(POLL);
    } catch (InvalidOffsetException e) {
      throw new IntegratorFailure(
          "The trail has no record where it was integrated to: it was cut or made anew. Nothing"
              + " more is signed; keep everything as it is");
    }
  }

  private void sign(
      Integration integration, CheckpointTopic checkpoints, Witnesses asked, Instant now) {
    GrowingLog log = integration.log();
    if (!integration.hasGrown()) {
      return;
    }
    Checkpoint checkpoint = new Checkpoint(origin, log.size(), log.root());
    SignedNote note = signed(checkpoint.text(), now);
    // Durable on the topic first: who signs next must know of it.
    Coverage covers = new Coverage(origin, log.size(), integration.covered());
    checkpoints.publish(note, signed(covers.text(), now));
    store.write(new LogFile(CHECKPOINT, note.bytes(), true));
    integration.signed();
    asked.take(note, checkpoint);
    LOG.atDebug().addKeyValue("size", log.size()).log("Checkpoint signed");
  }

  private SignedNote signed(String text, Instant now) {
    return new SignedNote(text, List.of(signer.sign(text, now)));
  }

  private void requireAttested(
      ConsumerRecord<byte[], byte[]> record, long index, LeafSource source) {
    Header attestation = record.headers().lastHeader(ATTESTATION);
    byte[] bytes = attestation == null ? null : attestation.value();
    if (attestations.areShared()
        && !attestations.holds(bytes, index, source.partition(), source.offset(), record.value())) {
      throw new IntegratorFailure(
          "The record at offset "
              + record.offset()
              + " of audit.log is not the sequencer's: somebody else writes there. Nothing more is"
              + " signed; keep everything as it is");
    }
  }

  /** Where a leaf comes from, as the sequencer says. */
  private static LeafSource source(ConsumerRecord<byte[], byte[]> record) {
    Header source = record.headers().lastHeader("source");
    Matcher place =
        SOURCE.matcher(
            source == null || source.value() == null
                ? ""
                : new String(source.value(), StandardCharsets.US_ASCII));
    if (!place.matches()) {
      throw new IntegratorFailure(
          "The record at offset "
              + record.offset()
              + " of audit.log has no source: somebody else writes there. Verify the log");
    }
    return new LeafSource(Integer.parseInt(place.group(1)), Long.parseLong(place.group(2)));
  }

  private static long index(ConsumerRecord<byte[], byte[]> record) {
    Header index = record.headers().lastHeader("index");
    if (index == null || index.value() == null || index.value().length != Long.BYTES) {
      throw new IntegratorFailure(
          "The record at offset "
              + record.offset()
              + " of audit.log has no index: somebody else writes there. Verify the log");
    }
    return ByteBuffer.wrap(index.value()).getLong();
  }

  @Override
  public boolean ready() {
    return loop.ready();
  }

  @Override
  public boolean failed() {
    return loop.failed();
  }

  @Override
  public void close() {
    loop.close();
  }
}
