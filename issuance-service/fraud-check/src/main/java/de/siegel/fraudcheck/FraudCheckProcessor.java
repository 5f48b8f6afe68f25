package de.siegel.fraudcheck;

import de.siegel.servicekit.kafka.OutboundSink;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Between Kafka Streams and the handler: nothing is decided here. */
final class FraudCheckProcessor implements Processor<byte[], byte[], byte[], Outbound> {
  private final Supplier<Parts> partsOfTask;
  private ProcessorContext<byte[], Outbound> context;
  private ValidatedHandler handler;

  FraudCheckProcessor(Supplier<Parts> partsOfTask) {
    this.partsOfTask = partsOfTask;
  }

  @Override
  public void init(ProcessorContext<byte[], Outbound> processorContext) {
    context = processorContext;
    KeyValueStore<String, byte[]> store = context.getStateStore(VelocityStore.NAME);
    handler = new ValidatedHandler(partsOfTask.get(), new VelocityStore(store));
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    Parking.Source from = new Parking.Source(at.topic(), at.partition(), at.offset());
    handler
        .handle(message.key(), message.value(), from)
        .forEach(outbound -> OutboundSink.forward(context, outbound, message.timestamp()));
  }
}
