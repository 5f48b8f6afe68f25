package de.siegel.signer;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.authority.AuthorityLoop;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.signer.domain.Uncovered;
import de.siegel.tamperlog.note.Coverage;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what the log's checkpoints cover. A trail that is held back, by whoever runs the brokers
 * or by an outage, must not have certificates run ahead of it for long.
 */
final class CheckpointWatch implements Announcements, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWatch.class);

  /** Header of a record of audit.checkpoints: a signed {@link Coverage}. */
  private static final String COVERS = "covers";

  private static final TopicPartition CHECKPOINTS =
      new TopicPartition(TopicCatalogue.AUDIT_CHECKPOINTS, 0);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Enough to find the last coverage among what witnesses signed. */
  private static final int LOOK_BACK = 100;

  private final ServiceContext context;
  private final VerifierKey key;
  private final Duration longest;
  private final Uncovered uncovered = new Uncovered();
  private final AuthorityLoop loop = new AuthorityLoop("checkpoint-watch", this::follow);

  /**
   * Settings: {@code signer.log-key.file} (the log's verifier key), {@code
   * signer.longest-uncovered-ms} (1,000 to 600,000, default 60,000).
   *
   * @throws ConfigurationError if the key cannot be read
   */
  CheckpointWatch(ServiceContext context) {
    Configuration settings = context.configuration();
    this.context = context;
    this.key = key(settings.path("signer.log-key.file"));
    this.longest = settings.millis("signer.longest-uncovered-ms", 60_000, 1_000, 600_000);
    Gauge.builder("siegel.signer.uncovered.seconds", this, CheckpointWatch::uncoveredSeconds)
        .description("Age of the oldest announced use of the key that no checkpoint covers")
        .register(context.meters());
  }

  private static VerifierKey key(Path file) {
    try {
      return VerifierKey.parse(Files.readString(file));
    } catch (IOException | MalformedNote e) {
      throw new ConfigurationError(
          "The log's verifier key "
              + file
              + " cannot be read: check signer.log-key.file; the integrator writes it as log.vkey");
    }
  }

  private double uncoveredSeconds() {
    return age().toMillis() / 1_000.0;
  }

  private Duration age() {
    return uncovered.age(context.clock().instant());
  }

  void start() {
    loop.start();
  }

  private void follow() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        context.kafka().reader(context.stage() + "-checkpoints")) {
      consumer.assign(List.of(CHECKPOINTS));
      long begin = consumer.beginningOffsets(List.of(CHECKPOINTS)).get(CHECKPOINTS);
      long end = consumer.endOffsets(List.of(CHECKPOINTS)).get(CHECKPOINTS);
      consumer.seek(CHECKPOINTS, Math.max(begin, end - LOOK_BACK));
      loop.ready(true);
      while (loop.goesOn()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          coverage(record)
              .map(Coverage::offsets)
              .filter(offsets -> isPossible(consumer, offsets))
              .ifPresent(uncovered::covered);
        }
      }
    }
  }

  /**
   * Where a leaf comes from stands beside it, not in it: whoever edits the broker's data could name
   * a place far ahead, and everything to come would be taken for covered.
   */
  static boolean isPossible(Consumer<byte[], byte[]> consumer, Map<Integer, Long> offsets) {
    Map<TopicPartition, Long> named = new HashMap<>();
    offsets.forEach(
        (partition, offset) ->
            named.put(new TopicPartition(TopicCatalogue.AUDIT_EVENTS, partition), offset));
    Map<TopicPartition, Long> ends = consumer.endOffsets(named.keySet());
    boolean possible =
        named.entrySet().stream().allMatch(one -> one.getValue() < ends.get(one.getKey()));
    if (!possible) {
      LOG.error(
          "A checkpoint says that it covers events that are not there: somebody wrote into the"
              + " trail. Nothing is taken for covered by it");
    }
    return possible;
  }

  /** What a record covers, if the log's key says so; what others write there says nothing. */
  private Optional<Coverage> coverage(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(COVERS);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    try {
      SignedNote note = SignedNote.parse(header.value());
      if (!(note.check(List.of(key)) instanceof SignedNote.Check.Signed)) {
        return Optional.empty();
      }
      Coverage coverage = Coverage.parse(note.text());
      return Optional.of(coverage).filter(known -> known.origin().equals(key.name()));
    } catch (MalformedNote e) {
      return Optional.empty();
    }
  }

  @Override
  public void requireCovered() {
    Duration age = age();
    if (age.compareTo(longest) > 0) {
      throw new TrailLags(
          "A use of the key was announced "
              + age.toSeconds()
              + " s ago and is in no checkpoint of the log: sequencer, integrator or broker hang,"
              + " or signer.log-key.file is of another log");
    }
  }

  @Override
  public void announced(int partition, long offset) {
    uncovered.announced(partition, offset, context.clock().instant());
  }

  boolean ready() {
    return loop.ready() && age().compareTo(longest) <= 0;
  }

  boolean failed() {
    return loop.failed();
  }

  @Override
  public void close() {
    loop.close();
  }
}
