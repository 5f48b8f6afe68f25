package de.siegel.servicekit.authority;

import de.siegel.identity.control.ControlHistory;
import de.siegel.identity.control.ControlHistory.Verdict;
import de.siegel.identity.control.ControlHistory.Version;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.control.VerifiedPayload;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.Heartbeat;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Signs and publishes control records in their order. What was published before is read back at
 * start, so that sequences and versions go on.
 */
public final class ControlPublisher {
  /** Id of the heartbeats of a topic. */
  private static final String HEARTBEAT = "heartbeat";

  private record Chain(ControlHistory history, AvroSerializer<ControlRecord> serializer) {}

  private final List<String> topics;
  private final Map<String, Chain> chains = new HashMap<>();
  private final Map<String, List<AuthorityKey>> authorities;
  private final Producer<byte[], byte[]> producer;
  private final Provider provider;
  private final InstantSource clock;

  /**
   * @param topics of this authority
   * @param authorities the keys, by role; one for heartbeats at least
   * @param serializers by topic
   */
  public ControlPublisher(
      Collection<String> topics,
      Map<String, List<AuthorityKey>> authorities,
      Function<String, AvroSerializer<ControlRecord>> serializers,
      Producer<byte[], byte[]> producer,
      Provider provider,
      InstantSource clock) {
    this.authorities = Map.copyOf(authorities);
    this.producer = producer;
    this.provider = provider;
    this.clock = clock;
    this.topics = List.copyOf(topics);
    for (String topic : topics) {
      chains.put(topic, new Chain(new ControlHistory(topic), serializers.apply(topic)));
    }
  }

  /**
   * Reads what was published before.
   *
   * @param seen takes each payload that is followed, and its bytes as they were signed
   */
  public void recover(
      KafkaConsumer<byte[], byte[]> consumer,
      AvroDeserializer<ControlRecord> deserializer,
      ControlSignatures signatures,
      BiConsumer<ControlPayload, byte[]> seen) {
    recoverRecords(
        consumer,
        deserializer,
        signatures,
        (payload, record) -> seen.accept(payload, Bytes.of(record.getPayload())));
  }

  /**
   * As {@link #recover}, for who wants to know who signed.
   *
   * @param seen takes each payload that is followed, and its record; of its signatures only as many
   *     as are needed are sure to be genuine
   */
  public synchronized void recoverRecords(
      KafkaConsumer<byte[], byte[]> consumer,
      AvroDeserializer<ControlRecord> deserializer,
      ControlSignatures signatures,
      BiConsumer<ControlPayload, ControlRecord> seen) {
    List<TopicPartition> partitions =
        topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
        recover(message, deserializer, signatures, seen);
      }
    }
  }

  private void recover(
      ConsumerRecord<byte[], byte[]> message,
      AvroDeserializer<ControlRecord> deserializer,
      ControlSignatures signatures,
      BiConsumer<ControlPayload, ControlRecord> seen) {
    String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    // Its own heartbeats tell nothing new, and what they let expire has to leave the topic.
    if (message.value() == null || key.equals(HEARTBEAT)) {
      return;
    }
    ControlRecord record;
    try {
      record = deserializer.deserialize(message.value());
    } catch (UndecodableRecord e) {
      return; // not ours; no reader follows it either
    }
    signatures
        .verify(message.topic(), key, record)
        .ifPresent(
            verified -> {
              Chain chain = chains.get(message.topic());
              if (chain.history().accept(verified, clock.instant()) == Verdict.NEXT) {
                seen.accept(verified.payload(), record);
              }
            });
  }

  /** Whether an id was ever published on a topic, and is not forgotten. */
  public synchronized boolean knows(String topic, String id) {
    return chains.get(topic).history().version(id) != Version.NONE;
  }

  /** What a record became. */
  public record Published(
      long sequence, List<String> signers, CompletableFuture<RecordMetadata> durable) {
    private static final int SECONDS = 30;

    /** Returns when it is durable. */
    public void await() {
      try {
        durable.get(SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Stopped while publishing a control record", e);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("A control record could not be published", e);
      }
    }
  }

  /** What would be the next record of an id, for persons to sign. */
  public synchronized ControlPayload draft(
      String topic, String id, Function<ControlHeader, ControlPayload> make) {
    return drafts(topic, List.of(id), (header, same) -> make.apply(header)).get(0);
  }

  /**
   * What would be the next records of a topic, one after the other, for persons to sign.
   *
   * @param ids each once
   * @param make makes the payload of an id around its header
   */
  public synchronized List<ControlPayload> drafts(
      String topic,
      Collection<String> ids,
      BiFunction<ControlHeader, String, ControlPayload> make) {
    ControlHistory history = chains.get(topic).history();
    long sequence = history.sequence();
    List<ControlPayload> drafts = new ArrayList<>();
    for (String id : ids) {
      sequence++;
      Version before = history.version(id);
      drafts.add(make.apply(header(topic, id, before.number() + 1, sequence, before.hash()), id));
    }
    return drafts;
  }

  /** A brake's next version, for persons to sign. */
  public synchronized ControlPayload draftBrake(Restriction content, RestrictionState state) {
    String topic = TopicCatalogue.ADMISSIONS;
    String id = Restrictions.id(content);
    Version before = chains.get(topic).history().version(id);
    ControlHeader header = header(topic, id, before.number() + 1, 0, before.hash());
    return new ControlPayload.OfRestriction(
        Restriction.newBuilder(content).setHeader(header).setState(state).build());
  }

  /** Whether drafts of one topic still would be its next records, in this order. */
  public synchronized boolean areNext(Collection<ControlPayload> drafts) {
    long sequence = -1;
    for (ControlPayload draft : drafts) {
      ControlHeader header = draft.header();
      Chain chain = chains.get(header.getTopic());
      if (chain == null) {
        return false;
      }
      Version before = chain.history().version(header.getId());
      sequence = sequence < 0 ? chain.history().sequence() : sequence;
      // Brakes stand outside the order of the topic.
      if (!(draft instanceof ControlPayload.OfRestriction)) {
        sequence++;
        if (header.getSequence() != sequence) {
          return false;
        }
      }
      if (header.getVersion() != before.number() + 1
          || !Arrays.equals(Bytes.of(header.getPrevious()), before.hash())) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #areNext}. */
  public boolean isNext(ControlPayload draft) {
    return areNext(List.of(draft));
  }

  /**
   * Publishes drafts that persons have signed: all, or none.
   *
   * @return empty if too few have signed one of them, or another record came before
   */
  public Optional<List<Published>> publishDrafts(
      List<ControlRecord> records, ControlSignatures signatures) {
    // Outside the lock: many signatures take longer than a heartbeat may wait.
    List<VerifiedPayload> verified = new ArrayList<>();
    for (ControlRecord record : records) {
      ControlPayload.read(Bytes.of(record.getPayload()))
          .flatMap(
              draft -> signatures.verify(draft.header().getTopic(), draft.header().getId(), record))
          .ifPresent(verified::add);
    }
    return verified.size() < records.size() ? Optional.empty() : publishVerified(records, verified);
  }

  private synchronized Optional<List<Published>> publishVerified(
      List<ControlRecord> records, List<VerifiedPayload> verified) {
    if (!areNext(verified.stream().map(VerifiedPayload::payload).toList())) {
      return Optional.empty();
    }
    List<Published> published = new ArrayList<>();
    for (int n = 0; n < records.size(); n++) {
      published.add(publishSigned(records.get(n), verified.get(n)));
    }
    return Optional.of(published);
  }

  private Published publishSigned(ControlRecord record, VerifiedPayload verified) {
    ControlHeader header = verified.payload().header();
    Chain chain = chains.get(header.getTopic());
    Verdict verdict = chain.history().accept(verified, clock.instant());
    if (verdict != Verdict.NEXT) {
      throw new IllegalStateException("No reader would follow " + header.getId() + ": " + verdict);
    }
    return new Published(
        header.getSequence(),
        record.getSignatures().stream().map(ControlSignature::getKeyId).toList(),
        send(chain, header.getTopic(), header.getId(), record));
  }

  /**
   * Publishes a draft that persons have signed.
   *
   * @return empty if too few have, or another record came before it
   */
  public Optional<Published> publishDraft(ControlRecord record, ControlSignatures signatures) {
    return publishDrafts(List.of(record), signatures).map(published -> published.get(0));
  }

  /**
   * Publishes a record.
   *
   * @param make makes the payload around its header
   */
  public synchronized Published publish(
      String topic, String id, Function<ControlHeader, ControlPayload> make) {
    long sequence = chains.get(topic).history().sequence() + 1;
    return publish(topic, id, sequence, authorities.get(RootOfTrust.roleName(topic)), make);
  }

  /** Publishes a brake with the authority's own key, which may stop a pharmacy. */
  public synchronized Published publishBrake(ControlPayload.OfRestriction brake) {
    String topic = TopicCatalogue.ADMISSIONS;
    return publish(
        topic,
        brake.header().getId(),
        0,
        authorities.get(RootOfTrust.roleName(topic)),
        header ->
            new ControlPayload.OfRestriction(
                Restriction.newBuilder(brake.value()).setHeader(header).build()));
  }

  private Published publish(
      String topic,
      String id,
      long sequence,
      List<AuthorityKey> keys,
      Function<ControlHeader, ControlPayload> make) {
    Chain chain = chains.get(topic);
    Version before = chain.history().version(id);
    ControlHeader header = header(topic, id, before.number() + 1, sequence, before.hash());
    ControlPayload payload = make.apply(header);
    ControlRecord record = ControlSignatures.sign(payload, keys, provider);
    VerifiedPayload own = VerifiedPayload.of(payload, Bytes.of(record.getPayload()));
    Verdict verdict = chain.history().accept(own, clock.instant());
    if (verdict != Verdict.NEXT) {
      throw new IllegalStateException(
          "No reader would follow " + id + " on " + topic + ": " + verdict);
    }
    return new Published(
        header.getSequence(),
        keys.stream().map(AuthorityKey::id).toList(),
        send(chain, topic, id, record));
  }

  /** Says on every topic what is in force, and removes from it what ended long ago. */
  public synchronized void heartbeat() {
    for (String topic : topics) {
      Chain chain = chains.get(topic);
      ControlHistory history = chain.history();
      ControlHeader header = header(topic, HEARTBEAT, 0, history.sequence(), Version.NONE.hash());
      for (String ended : history.expire(header.getIssuedAt())) {
        // A reader that begins now must still find the last sequence.
        if (!ended.equals(history.last())) {
          producer.send(new ProducerRecord<>(topic, 0, key(ended), null));
        }
      }
      ControlPayload payload =
          new ControlPayload.OfHeartbeat(new Heartbeat(header, ByteBuffer.wrap(history.state())));
      List<AuthorityKey> one = authorities.get(RootOfTrust.roleName(topic)).subList(0, 1);
      send(chain, topic, HEARTBEAT, ControlSignatures.sign(payload, one, provider));
    }
    producer.flush();
  }

  private ControlHeader header(
      String topic, String id, long version, long sequence, byte[] previous) {
    return new ControlHeader(
        topic,
        id,
        version,
        sequence,
        ByteBuffer.wrap(previous),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        RootOfTrust.roleName(topic));
  }

  private CompletableFuture<RecordMetadata> send(
      Chain chain, String topic, String id, ControlRecord record) {
    CompletableFuture<RecordMetadata> durable = new CompletableFuture<>();
    producer.send(
        new ProducerRecord<>(topic, 0, key(id), chain.serializer().serialize(record)),
        (metadata, failure) -> {
          if (failure == null) {
            durable.complete(metadata);
          } else {
            durable.completeExceptionally(failure);
          }
        });
    return durable;
  }

  private static byte[] key(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }
}
