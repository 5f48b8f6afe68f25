package de.siegel.client;

import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.sealing.ReplyJson;
import de.siegel.sealing.Seal;
import java.security.SecureRandom;
import java.time.Duration;
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

  private final Consumer<byte[], byte[]> consumer;
  private final AvroDeserializer<Outcome> deserializer;
  private final OutcomeSeal seal;
  private final Map<String, PharmacySession> sessions = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Reply>> awaited = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile Throwable ended;

  private OutcomeReader(
      Consumer<byte[], byte[]> consumer, AvroDeserializer<Outcome> deserializer, OutcomeSeal seal) {
    this.consumer = consumer;
    this.deserializer = deserializer;
    this.seal = seal;
    this.thread = new Thread(this::read, "siegel-outcomes");
    thread.setDaemon(true);
  }

  static OutcomeReader start(ClientSettings settings) {
    Map<String, Object> kafka = new HashMap<>(settings.kafka());
    kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(TopicCatalogue.outcomes(settings.tenant())).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      consumer.close();
      throw new KafkaException("There is no outcome topic for tenant " + settings.tenant());
    }
    consumer.assign(partitions);
    // The replies to what is submitted from now on lie behind the present end.
    consumer.endOffsets(partitions).forEach(consumer::seek);
    return start(consumer, settings);
  }

  /** Reads from a consumer that stands where the first reply may come. */
  static OutcomeReader start(Consumer<byte[], byte[]> consumer, ClientSettings settings) {
    OutcomeReader reader =
        new OutcomeReader(
            consumer,
            new AvroDeserializer<>(settings.registry(), Outcome.class),
            new OutcomeSeal(new Seal(settings.provider(), new SecureRandom())));
    reader.thread.start();
    return reader;
  }

  void listenFor(PharmacySession session) {
    sessions.put(session.sessionId(), session);
  }

  CompletableFuture<Reply> expect(String submissionId) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    awaited.put(submissionId, reply);
    Throwable reason = ended;
    if (reason != null) {
      give(submissionId, reason);
    }
    return reply;
  }

  void give(String submissionId, Throwable failure) {
    CompletableFuture<Reply> reply = awaited.remove(submissionId);
    if (reply != null) {
      reply.completeExceptionally(failure);
    }
  }

  int awaited() {
    return awaited.size();
  }

  private void read() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          read(message.value());
        }
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

  private void read(byte[] value) {
    Outcome outcome;
    try {
      outcome = deserializer.deserialize(value);
    } catch (UndecodableRecord e) {
      LOG.atWarn().addKeyValue("reason", e.reason()).log("An outcome cannot be read");
      return;
    }
    PharmacySession session = sessions.get(outcome.getSessionId());
    if (session == null || !awaited.containsKey(outcome.getSubmissionId())) {
      return; // another process of this tenant waits for it
    }
    Optional<Reply> reply =
        outcome.getSealed() == null
            ? Optional.ofNullable(outcome.getNotice())
                .filter(OutcomeReader::isNotice)
                .map(OutcomeReader::notice)
            : seal.open(session.secret(), outcome).flatMap(ReplyJson::read);
    if (reply.isEmpty()) {
      // Not by a stage that knows the session's secret: the true reply may still come.
      LOG.atWarn().log("An outcome was not sealed by the pipeline and is left alone");
      return;
    }
    CompletableFuture<Reply> waiting = awaited.remove(outcome.getSubmissionId());
    if (waiting != null) {
      waiting.complete(reply.get());
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
