package de.siegel.validation;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.decided.Progress;
import de.siegel.servicekit.kafka.OutboundSink;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import de.siegel.validation.registry.RequestRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Between Kafka Streams and the handlers: nothing is decided here. */
final class ValidationProcessor implements Processor<byte[], byte[], byte[], Outbound> {
  private static final Duration HOUSEKEEPING = Duration.ofSeconds(10);
  private static final Duration EPOCHS = Duration.ofSeconds(2);
  private static final int FORGET_AT_A_TIME = 5_000;

  /** Name of the store that says how far requests were read. */
  static final String PROGRESS = "progress";

  private final Supplier<Parts> partsOfTask;
  private final int partitions;
  private ProcessorContext<byte[], Outbound> context;
  private Parts parts;
  private RequestRegistry registry;
  private RequestHandler requests;
  private DecisionsHandler decisions;
  private Progress progress;

  ValidationProcessor(Supplier<Parts> partsOfTask, int partitions) {
    this.partsOfTask = partsOfTask;
    this.partitions = partitions;
  }

  @Override
  public void init(ProcessorContext<byte[], Outbound> processorContext) {
    context = processorContext;
    parts = partsOfTask.get();
    KeyValueStore<byte[], byte[]> store = context.getStateStore(RequestRegistry.STORE);
    registry = new RequestRegistry(store);
    progress = new Progress(context.getStateStore(PROGRESS), TopicCatalogue.REQUESTS);
    requests = new RequestHandler(parts, registry, partitions);
    decisions = new DecisionsHandler(parts, registry, requests);
    context.schedule(HOUSEKEEPING, PunctuationType.WALL_CLOCK_TIME, this::housekeeping);
    context.schedule(EPOCHS, PunctuationType.WALL_CLOCK_TIME, now -> parts.epochEnd().look());
  }

  private void housekeeping(long now) {
    registry.forgetOld(Instant.ofEpochMilli(now), FORGET_AT_A_TIME);
    parts.samenessKeys().forgetDestroyed();
    decisions
        .expire(context.taskId().partition())
        .forEach(outbound -> OutboundSink.forward(context, outbound, now));
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    Parking.Source from = new Parking.Source(at.topic(), at.partition(), at.offset());
    Instant requestedAt = Instant.ofEpochMilli(message.timestamp());
    List<Outbound> out;
    if (at.topic().equals(TopicCatalogue.DECISIONS)) {
      out = decisions.handle(message.key(), message.value(), from);
    } else {
      progress.advance(at.offset());
      out = requests.handle(message.key(), message.value(), from, requestedAt);
      parts.counters().age(requestedAt, parts.clock().instant());
    }
    out.forEach(outbound -> OutboundSink.forward(context, outbound, message.timestamp()));
  }
}
