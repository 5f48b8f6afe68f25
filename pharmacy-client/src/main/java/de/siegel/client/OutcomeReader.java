package de.siegel.client;

import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.registry.RegistryException;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.sealing.Seal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the tenant's outcomes from now on and hands each to who awaits it. */
final class OutcomeReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeReader.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** What stages say where a session's secret cannot be had. */
  private static final Set<String> NOTICES =
      Set.of(
          RefusalCode.SESSION_UNKNOWN.name(),
          RefusalCode.SESSION_UNREADABLE.name(),
          RefusalCode.SESSION_EVIDENCE_INVALID.name(),
          RefusalCode.EPOCH_EXPIRED.name());

  /** Outcomes leave their topic after 12 hours, and so do the requests. */
  static final Duration LONGEST_WAIT = Duration.ofHours(24);

  /** How often what could not be read is tried again, and what is overdue is looked for. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** So many outcomes wait for the registry before no more are fetched. */
  private static final int MOST_UNREAD = 1_000;

  private record Awaited(
      PharmacySession session, byte[] content, CompletableFuture<Reply> reply, Instant since) {}

  /** Somebody waits at the counter; Kafka's own minute is too long to say that nobody answers. */
  private static final Duration CONNECT = Duration.ofSeconds(15);

  private final Consumer<byte[], byte[]> consumer;
  private final AvroDeserializer<Outcome> deserializer;
  private final OutcomeSeal seal;
  private final CertificateCheck certificates;
  private final InstantSource clock;
  private final Map<String, Awaited> awaited = new ConcurrentHashMap<>();
  private final Deque<byte[]> unread = new ArrayDeque<>();
  private Instant nextLook = Instant.MIN;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Throwable ended;

  private OutcomeReader(
      Consumer<byte[], byte[]> consumer,
      AvroDeserializer<Outcome> deserializer,
      OutcomeSeal seal,
      CertificateCheck certificates,
      InstantSource clock) {
    this.certificates = certificates;
    this.clock = clock;
    this.consumer = consumer;
    this.deserializer = deserializer;
    this.seal = seal;
    this.thread = new Thread(this::read, "siegel-outcomes");
    thread.setDaemon(true);
  }

  static OutcomeReader start(ClientSettings settings, InstantSource clock) {
    Map<String, Object> kafka = new HashMap<>(settings.kafka());
    kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(TopicCatalogue.outcomes(settings.tenant()), CONNECT).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      consumer.close();
      throw new KafkaException("There is no outcome topic for tenant " + settings.tenant());
    }
    consumer.assign(partitions);
    // The replies to what is submitted from now on lie behind the present end.
    consumer.endOffsets(partitions).forEach(consumer::seek);
    return start(consumer, settings, clock);
  }

  /** Reads from a consumer that stands where the first reply may come. */
  static OutcomeReader start(
      Consumer<byte[], byte[]> consumer, ClientSettings settings, InstantSource clock) {
    OutcomeReader reader =
        new OutcomeReader(
            consumer,
            new AvroDeserializer<>(settings.registry(), Outcome.class),
            new OutcomeSeal(new Seal(settings.provider(), new SecureRandom())),
            settings.certificates(),
            clock);
    reader.thread.start();
    return reader;
  }

  /** Whoever submits is told the reply that this session's secret opens. */
  CompletableFuture<Reply> expect(PharmacySession session, byte[] content, String submissionId) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    awaited.put(submissionId, new Awaited(session, content, reply, clock.instant()));
    Throwable reason = ended;
    if (reason != null) {
      give(submissionId, reason);
    }
    return reply;
  }

  void give(String submissionId, Throwable failure) {
    Awaited waiting = awaited.remove(submissionId);
    if (waiting != null) {
      waiting.reply().completeExceptionally(failure);
    }
  }

  int awaited() {
    return awaited.size();
  }

  private void read() {
    try (consumer) {
      while (!closed) {
        if (unread.size() < MOST_UNREAD) {
          for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
            read(message.value());
          }
        } else {
          pause();
        }
        look();
      }
    } catch (WakeupException stop) {
      // close() woke us
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Reading outcomes failed, no more replies are delivered");
      end(e);
    } finally {
      end(new KafkaException("The client was closed before the reply came"));
    }
  }

  /** No more replies come: whoever waits, now or later, must not wait for ever. */
  private void end(RuntimeException reason) {
    if (ended == null) {
      ended = reason;
    }
    awaited.keySet().forEach(submissionId -> give(submissionId, ended));
  }

  /** Tries again what could not be read, and tells who waits for what cannot come any more. */
  private void look() {
    Instant now = clock.instant();
    if (now.isBefore(nextLook)) {
      return;
    }
    nextLook = now.plus(LOOK_EVERY);
    for (int left = unread.size(); left > 0 && !closed; left--) {
      read(unread.remove());
    }
    awaited.forEach(
        (submissionId, waiting) -> {
          if (!now.isBefore(waiting.since().plus(LONGEST_WAIT))) {
            give(submissionId, new OutcomeOverdue(submissionId, LONGEST_WAIT));
          }
        });
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void read(byte[] value) {
    Outcome outcome;
    try {
      outcome = deserializer.deserialize(value);
    } catch (UndecodableRecord e) {
      LOG.atWarn().addKeyValue("reason", e.reason()).log("An outcome cannot be read");
      return;
    } catch (RegistryException e) {
      // Not the outcome's fault: others can be read meanwhile, and this one when it answers.
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("An outcome waits for the registry");
      unread.add(value);
      return;
    }
    Awaited waiting = awaited.get(outcome.getSubmissionId());
    if (waiting == null || !waiting.session().sessionId().equals(outcome.getSessionId())) {
      return; // another process of this tenant waits for it
    }
    Optional<Reply> reply =
        outcome.getSealed() == null
            ? Optional.ofNullable(outcome.getNotice())
                .filter(OutcomeReader::isNotice)
                .map(OutcomeReader::notice)
            : seal.reply(waiting.session().secret(), outcome);
    if (reply.isEmpty()) {
      // Not by a stage that knows the session's secret: the true reply may still come.
      LOG.atWarn().log("An outcome was not sealed by the pipeline and is left alone");
      return;
    }
    deliver(outcome, waiting, reply.get());
  }

  private void deliver(Outcome outcome, Awaited waiting, Reply reply) {
    Optional<String> objection = objection(outcome.getDecidedBy(), waiting.content(), reply);
    if (objection.isPresent()) {
      LOG.atError().addKeyValue("reason", objection.get()).log("A certificate is not credible");
      give(
          outcome.getSubmissionId(),
          new CertificateNotCredible(outcome.getSubmissionId(), objection.get()));
    } else if (awaited.remove(outcome.getSubmissionId()) != null) {
      waiting.reply().complete(reply);
    }
  }

  private Optional<String> objection(String decidedBy, byte[] content, Reply reply) {
    if (reply.kind() != OutcomeKind.ISSUED) {
      return Optional.empty();
    }
    if (!decidedBy.equals(TopicCatalogue.SIGNER)) {
      return Optional.of("it does not come from the signer");
    }
    try {
      return certificates.objection(Optional.of(content), reply);
    } catch (RuntimeException e) {
      // The application's own trust list cannot be had: its reason, and not the end of all replies.
      return Optional.of("it could not be checked: " + e.getMessage());
    }
  }

  /** A notice is not sealed, so it is believed only where nothing could be sealed at all. */
  private static boolean isNotice(List<Finding> findings) {
    return findings.size() == 1 && NOTICES.contains(findings.get(0).getCode());
  }

  private static Reply notice(List<Finding> findings) {
    return Reply.refused(
        OutcomeKind.REJECTED,
        findings.stream()
            .map(
                finding ->
                    new ReplyError(
                        finding.getCode(),
                        finding.getField(),
                        RefusalCode.sentence(finding.getCode())))
            .toList());
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
