package de.siegel.client;

import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.Reply;
import de.siegel.sealing.Seal;
import de.siegel.sealing.SessionSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the tenant's outcomes from the oldest that is kept to the present end, once. */
final class EarlierOutcomes {
  private static final Duration POLL = Duration.ofMillis(500);

  private final ClientSettings settings;
  private final Map<String, SessionSecret> secrets;
  private final Set<String> requestIds;
  private final AvroDeserializer<Outcome> deserializer;
  private final OutcomeSeal seal;

  EarlierOutcomes(
      ClientSettings settings, Map<String, SessionSecret> secrets, Set<String> requestIds) {
    this.settings = settings;
    this.secrets = Map.copyOf(secrets);
    this.requestIds = Set.copyOf(requestIds);
    this.deserializer = new AvroDeserializer<>(settings.registry(), Outcome.class);
    this.seal = new OutcomeSeal(new Seal(settings.provider(), new SecureRandom()));
  }

  /** Hands over each certificate, with its request's id. */
  void read(BiConsumer<String, Reply> issued) {
    if (secrets.isEmpty() || requestIds.isEmpty()) {
      return;
    }
    Map<String, Object> kafka = new HashMap<>(settings.kafka());
    kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicCatalogue.outcomes(settings.tenant())).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.beginningOffsets(partitions).forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!reached(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          certificate(message.value(), issued);
        }
      }
    }
  }

  private static boolean reached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void certificate(byte[] value, BiConsumer<String, Reply> issued) {
    Outcome outcome;
    try {
      outcome = deserializer.deserialize(value);
    } catch (UndecodableRecord e) {
      return; // The reader of new outcomes has said so when it came.
    }
    SessionSecret secret = secrets.get(outcome.getSessionId());
    if (secret == null
        || outcome.getSealed() == null
        || !requestIds.contains(outcome.getRequestId())) {
      return;
    }
    Optional<Reply> reply = seal.reply(secret, outcome);
    reply
        .filter(read -> read.kind() == OutcomeKind.ISSUED)
        .filter(read -> settings.certificates().objection(Optional.empty(), read).isEmpty())
        .ifPresent(read -> issued.accept(outcome.getRequestId(), read));
  }
}
