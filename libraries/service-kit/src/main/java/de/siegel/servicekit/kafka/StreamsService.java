package de.siegel.servicekit.kafka;

import de.siegel.schemas.registry.RegistryUnavailable;
import de.siegel.servicekit.control.ControlTopicReader;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stateful stage as a Kafka Streams application: exactly once, committed often, stopped by an
 * offset that is missing. What is only away (broker, registry, authorities) is tried again; any
 * other failure ends the stage.
 */
public final class StreamsService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);
  private static final long CACHE_BYTES = 8L * 1024 * 1024;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final ServiceContext context;
  private final ControlTopicReader controlReader;
  private final BooleanSupplier controlFresh;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private volatile boolean failed;

  /**
   * @param topology the stage's topology
   * @param controlFresh whether the stage's control view is fresh
   */
  public StreamsService(
      ServiceContext context,
      ControlTopicReader controlReader,
      BooleanSupplier controlFresh,
      Topology topology) {
    this.context = context;
    this.controlReader = controlReader;
    this.controlFresh = controlFresh;
    this.streams = new KafkaStreams(topology, settings(context));
    this.metrics = new KafkaStreamsMetrics(streams);
    streams.setUncaughtExceptionHandler(this::onFailure);
    streams.setGlobalStateRestoreListener(new RestoreTimes(context.meters()));
    streams.setStandbyUpdateListener(new StandbyCopies(context.meters()));
  }

  private static Properties settings(ServiceContext context) {
    String stage = context.stage();
    Properties settings = new Properties();
    settings.putAll(context.kafka().common());
    for (Map.Entry<String, Object> entry :
        context.kafka().transactionalProducer(stage, stage).entrySet()) {
      switch (entry.getKey()) {
        case ProducerConfig.COMPRESSION_TYPE_CONFIG,
            ProducerConfig.LINGER_MS_CONFIG,
            ProducerConfig.BATCH_SIZE_CONFIG,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG ->
            settings.put(StreamsConfig.producerPrefix(entry.getKey()), entry.getValue());
        default -> {
          // Streams sets the rest itself for exactly once
        }
      }
    }
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, stage);
    settings.put(StreamsConfig.CLIENT_ID_CONFIG, stage + "-" + context.instance());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        context.configuration().whole(stage + ".commit-interval-ms", 50, 5, 5_000));
    settings.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        context.configuration().whole(stage + ".threads", 1, 1, 64));
    // With one instance there is nobody to keep a copy.
    settings.put(
        StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
        context.configuration().whole(stage + ".standby-replicas", 0, 0, 3));
    settings.put(
        StreamsConfig.STATE_DIR_CONFIG, context.configuration().path("state.folder").toString());
    // For stores that ask for a cache: what changes with each record is written once a commit.
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    // No stage relies on an order between its topics, and to ask before each record which partition
    // might have an older one cost a twentieth of validation.
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    // Nothing is global here; without it Streams warns at each start.
    settings.put("processing.exception.handler.global.enabled", true);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "none");
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 1_000);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
    return settings;
  }

  private StreamThreadExceptionResponse onFailure(Throwable failure) {
    if (passing(failure)) {
      LOG.atWarn()
          .addKeyValue("stage", context.stage())
          .addKeyValue("reason", rootOf(failure).toString())
          .log("Stage stopped deciding, trying again");
      pause();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.atError()
        .addKeyValue("stage", context.stage())
        .setCause(failure)
        .log("Stage failed and stays stopped");
    failed = true;
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean passing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ControlUnavailable
          || cause instanceof RegistryUnavailable
          || cause instanceof MissingSourceTopicException
          // The coordinator aborted a transaction that took too long, and a commit came behind it:
          // nothing was committed, a new thread begins where the last transaction ended.
          || cause instanceof InvalidTxnStateException
          || cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_AFTER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    controlReader.start();
    streams.start();
    metrics.bindTo(context.meters());
  }

  @Override
  public boolean ready() {
    return streams.state() == KafkaStreams.State.RUNNING && controlFresh.getAsBoolean();
  }

  @Override
  public boolean failed() {
    return failed || streams.state() == KafkaStreams.State.ERROR;
  }

  @Override
  public void close() {
    // Leaves its group: otherwise its partitions wait for the end of its session, 10 s, also for
    // itself after a restart.
    streams.close(
        CloseOptions.timeout(DRAIN)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    metrics.close();
    controlReader.close();
  }
}
