package de.siegel.signer;

import de.siegel.certificate.CertificateFormats;
import de.siegel.certificate.IssuingPolicy;
import de.siegel.certificate.WorkingBuffers;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.registry.RegistryUnavailable;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Attestations;
import de.siegel.sealing.BlindSeal;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.RequestSignature;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.control.ControlTopicReader;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.health.OutcomeCounters;
import de.siegel.servicekit.record.OutcomeWriter;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.servicekit.session.EpochEnd;
import de.siegel.servicekit.session.OpenSessions;
import de.siegel.signer.domain.DecidedRequests;
import de.siegel.signer.key.CountedKey;
import de.siegel.signer.key.Pkcs12SigningKey;
import de.siegel.signer.key.SignatureLedger;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signer: some workers side by side, each with its own key handle, consumer and producers. */
public final class SignerService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(SignerService.class);
  private static final int RETRY_MILLIS = 1_000;
  private static final int DRAIN_MILLIS = 20_000;

  private final ServiceContext context;
  private final ControlView view;
  private final ControlTopicReader controlReader;
  private final CheckpointWatch checkpoints;
  private final Path keyStore;
  private final char[] password;
  private final Path ledgerFolder;
  private final int batchSize;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final Counter aborts;
  private volatile boolean stopped;
  private volatile boolean failed;

  /**
   * Reads the configuration and opens the key once, so that a wrong one stops the start.
   *
   * @throws ConfigurationError naming the setting that has to be changed
   */
  public SignerService(ServiceContext context) {
    this.context = context;
    this.view = new ControlView(context.clock());
    this.controlReader = context.controlReader(view);
    // A bad trust list of cards is told at the start, not with the first session.
    context.sessionEvidence();
    context
        .configuration()
        .require("epoch-keys.holders", "attestation-keys.folder", "audit-link-keys.folder");
    this.checkpoints = new CheckpointWatch(context);
    this.keyStore = context.configuration().path("signer.key-store.file");
    this.password = password(context.configuration().path("signer.key-store-password.file"));
    this.ledgerFolder = context.configuration().path("signer.ledger.folder");
    this.batchSize =
        context.configuration().whole("signer.batch-size", 500, 1, BatchSigner.LARGEST_BATCH);
    this.aborts =
        Counter.builder("siegel.transaction.aborts")
            .tag("stage", context.stage())
            .register(context.meters());
    Pkcs12SigningKey.open(keyStore, password, context.crypto().hot());
    int workers = context.configuration().whole("signer.threads", 1, 1, 64);
    for (int worker = 0; worker < workers; worker++) {
      int number = worker;
      threads.add(new Thread(() -> runUntilStopped(number), context.stage() + "-" + worker));
    }
  }

  private static char[] password(Path file) {
    try {
      return Files.readString(file).strip().toCharArray();
    } catch (IOException e) {
      throw new ConfigurationError(
          "The password file "
              + file
              + (Files.exists(file) ? " cannot be read" : " does not exist")
              + ": check signer.key-store-password.file");
    }
  }

  @Override
  public void start() {
    controlReader.start();
    checkpoints.start();
    threads.forEach(Thread::start);
  }

  private void runUntilStopped(int number) {
    CountedKey key;
    try {
      // Once, however often the loop begins anew: one ledger for each worker of a process.
      key =
          new CountedKey(
              Pkcs12SigningKey.open(keyStore, password, context.crypto().hot()),
              SignatureLedger.open(ledgerFolder, UUID.randomUUID().toString()));
    } catch (RuntimeException e) {
      fail(e);
      return;
    }
    while (!stopped && !failed) {
      try {
        run(number, key);
      } catch (NoOffsetForPartitionException | OffsetOutOfRangeException lost) {
        fail(lost);
      } catch (OvertakenByControl overtaken) {
        LOG.atInfo()
            .addKeyValue("stage", context.stage())
            .addKeyValue("reason", overtaken.getMessage())
            .log("Signer worker begins its batch again");
      } catch (KafkaException | ControlUnavailable | TrailLags | RegistryUnavailable e) {
        LOG.atWarn()
            .addKeyValue("stage", context.stage())
            .addKeyValue("reason", e.toString())
            .log("Signer worker stopped deciding, trying again");
        pause();
      } catch (RuntimeException e) {
        fail(e);
      }
    }
  }

  private void fail(RuntimeException failure) {
    failed = true;
    LOG.atError()
        .addKeyValue("stage", context.stage())
        .setCause(failure)
        .log("Signer failed and stays stopped");
  }

  private void run(int number, CountedKey key) {
    String client = context.stage() + "-" + context.instance() + "-" + number;
    Map<String, Object> consumerSettings = context.kafka().consumer(client);
    consumerSettings.put(ConsumerConfig.GROUP_ID_CONFIG, context.stage());
    consumerSettings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchSize);
    consumerSettings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    consumerSettings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    DecidedRequests memory = new DecidedRequests();
    Attestations attestations =
        new Attestations(context.stage(), context.attestationKeys().sharedKeys());
    Seal seal = context.seal();
    OpenSessions sessions =
        new OpenSessions(
            context.stage(),
            view,
            context.sessionEvidence(),
            context.epochKeys(view),
            new RequestSignature(context.crypto().hot()),
            context.clock());
    BatchSigner signer = batchSigner(key, memory, attestations, sessions, seal);
    Map<String, Object> ends = context.kafka().consumer(client + "-ends");
    ends.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    DecidedHistory history =
        new DecidedHistory(
            consumer(context.kafka().consumer(client + "-decided")),
            consumer(ends),
            context.deserializer(RequestsDecided.class),
            attestations,
            memory,
            context.clock());
    KafkaConsumer<byte[], byte[]> consumer = consumer(consumerSettings);
    KafkaProducer<byte[], byte[]> transactional =
        producer(context.kafka().transactionalProducer(client, client));
    Map<String, Object> attemptSettings = context.kafka().producer(client + "-attempts");
    // One event at a time, and the worker waits for it.
    attemptSettings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    KafkaProducer<byte[], byte[]> attempts = producer(attemptSettings);
    try (SignerWorker worker =
            new SignerWorker(
                consumer,
                transactional,
                attempts,
                signer,
                history,
                checkpoints,
                new EpochEnd(sessions, List.of(seal), WorkingBuffers::forget)::look,
                aborts::increment);
        KafkaClientMetrics consumerMetrics = new KafkaClientMetrics(consumer);
        KafkaClientMetrics producerMetrics = new KafkaClientMetrics(transactional)) {
      consumerMetrics.bindTo(context.meters());
      producerMetrics.bindTo(context.meters());
      running.incrementAndGet();
      worker.run(() -> stopped || failed);
    } finally {
      running.decrementAndGet();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private BatchSigner batchSigner(
      CountedKey key,
      DecidedRequests memory,
      Attestations attestations,
      OpenSessions sessions,
      Seal seal) {
    RequestSignature signature = new RequestSignature(context.crypto().hot());
    Examiner examiner =
        new Examiner(
            view,
            context.deserializer(IssuanceApproved.class),
            attestations,
            sessions,
            signature,
            new RequestSeal(seal),
            new BlindSeal(seal),
            CertificateFormats.under(
                IssuingPolicy.germany(context.environment() == Environment.TEST)),
            context.clock());
    Writers writers =
        new Writers(
            new OutcomeWriter(
                context.stage(),
                new OutcomeSeal(seal),
                topic -> context.serializer(topic, Outcome.class)),
            context.auditWriter(),
            context.serializer(TopicCatalogue.DECISIONS, RequestsDecided.class),
            attestations,
            context.clock());
    return new BatchSigner(
        examiner,
        new CertificateSigner(key, context.crypto().hot()),
        memory,
        writers,
        new OutcomeCounters(context.meters(), context.stage()),
        context.clock());
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean ready() {
    return !failed && running.get() == threads.size() && view.fresh() && checkpoints.ready();
  }

  @Override
  public boolean failed() {
    return failed || checkpoints.failed();
  }

  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(DRAIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    checkpoints.close();
    controlReader.close();
  }
}
