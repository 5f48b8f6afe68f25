package de.siegel.revocations;

import de.siegel.certificate.KeyId;
import de.siegel.revocation.RevocationBatch;
import de.siegel.revocation.SignedBatch;
import de.siegel.revocation.TouchedCertificate;
import de.siegel.revocations.key.UploadKey;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches on their way: signed and kept as the gateway takes them ({@code ID.cms}, base64), then
 * published, then delivered, each step once it is known to have happened. What is kept here goes on
 * after a crash; a batch that was published or delivered twice is the same batch.
 *
 * <p>Safe for use by several threads.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final String STATE = ".json";
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Path folder;
  private final UploadKey key;
  private final String country;
  private final Optional<Gateway> gateway;
  private final InstantSource clock;
  private final Map<String, BatchState> batches = new TreeMap<>();
  private Instant nextTry = Instant.MIN;

  /**
   * @throws ConfigurationError if something in the folder is no batch
   */
  Outbox(
      Path folder, UploadKey key, String country, Optional<Gateway> gateway, InstantSource clock) {
    this.folder = PrivateFiles.folder(folder);
    this.key = key;
    this.country = country;
    this.gateway = gateway;
    this.clock = clock;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(STATE)).toList()) {
        BatchState state = BatchState.read(PrivateFiles.read(file));
        batches.put(state.id(), state);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationError(
          "In " + folder + " is something that is no batch: restore it from a backup");
    }
  }

  /**
   * Makes batches for certificates; a second time for the same cause it makes none.
   *
   * @param cause why, for people and for the audit; nothing of a holder
   */
  synchronized List<BatchState> add(String cause, List<TouchedCertificate> certificates) {
    Instant now = clock.instant();
    List<BatchState> made = new ArrayList<>();
    for (RevocationBatch batch : RevocationBatch.of(country, certificates, now)) {
      String id = id(cause, batch);
      if (!batches.containsKey(id)) {
        BatchState state =
            new BatchState(
                id,
                cause,
                country,
                batch.keyId().map(KeyId::base64).orElse(""),
                batch.kind().name(),
                batch.entries().size(),
                batch.expires(),
                now,
                Optional.empty(),
                Optional.empty(),
                "");
        PrivateFiles.write(
            cms(id), SignedBatch.base64(key.sign(batch)).getBytes(StandardCharsets.US_ASCII));
        keep(state);
        made.add(state);
      }
    }
    return made;
  }

  /** The same for the same cause: made again after a crash, a batch is not another one. */
  private static String id(String cause, RevocationBatch batch) {
    return UUID.nameUUIDFromBytes(
            Sha256.of(
                PreAuthenticationEncoding.of("siegel/revocation-batch/v1")
                    .add(cause)
                    .add(batch.json())
                    .bytes()))
        .toString();
  }

  /** Whether batches were made for a cause. */
  synchronized boolean knows(String cause) {
    return batches.values().stream().anyMatch(state -> state.cause().equals(cause));
  }

  private Path cms(String id) {
    return folder.resolve(id + ".cms");
  }

  private void keep(BatchState state) {
    PrivateFiles.write(folder.resolve(state.id() + STATE), state.bytes());
    batches.put(state.id(), state);
  }

  /** All of them, the newest first. */
  synchronized List<BatchState> all() {
    return batches.values().stream()
        .sorted(java.util.Comparator.comparing(BatchState::madeAt).reversed())
        .toList();
  }

  /** Those that are not where they should be. */
  synchronized List<BatchState> underWay() {
    return batches.values().stream()
        .filter(
            state ->
                state.publishedAt().isEmpty()
                    || (gateway.isPresent() && state.deliveredAt().isEmpty()))
        .filter(state -> state.expires().isAfter(clock.instant()))
        .toList();
  }

  /** Publishes what is not published yet; whoever delivers slowly holds none of it up. */
  void publish(Producer<byte[], byte[]> producer) {
    for (BatchState state : underWay()) {
      if (state.publishedAt().isEmpty()) {
        BatchState next = publish(producer, state, cms64(state));
        synchronized (this) {
          keep(next);
        }
      }
    }
  }

  /** Delivers what is published; on another thread than {@link #publish}. */
  void deliver() {
    if (gateway.isEmpty() || clock.instant().isBefore(nextTry)) {
      return;
    }
    for (BatchState state : underWay()) {
      if (state.publishedAt().isPresent()) {
        BatchState next = deliver(state, cms64(state));
        synchronized (this) {
          keep(next);
        }
        if (!next.problem().isEmpty()) {
          // The gateway is away, or does not want any: the others need not find that out too.
          nextTry = clock.instant().plus(RETRY);
          return;
        }
      }
    }
  }

  private String cms64(BatchState state) {
    return new String(PrivateFiles.read(cms(state.id())), StandardCharsets.US_ASCII);
  }

  private BatchState publish(Producer<byte[], byte[]> producer, BatchState state, String cms) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            TopicCatalogue.REVOCATIONS,
            (country + "/" + state.kid()).getBytes(StandardCharsets.UTF_8),
            Base64.getDecoder().decode(cms));
    record.headers().add("batch", state.id().getBytes(StandardCharsets.US_ASCII));
    try {
      producer.send(record).get();
      return state.published(clock.instant());
    } catch (ExecutionException e) {
      LOG.atWarn().addKeyValue("batch", state.id()).setCause(e).log("A batch was not published");
      return state.failed("not published: " + e.getCause().getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return state.failed("not published: stopped");
    }
  }

  private BatchState deliver(BatchState state, String cms) {
    try {
      gateway.orElseThrow().deliver(cms);
      return state.delivered(clock.instant());
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("batch", state.id()).setCause(e).log("A batch was not delivered");
      return state.failed("not delivered: " + e.getMessage());
    }
  }
}
