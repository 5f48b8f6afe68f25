package de.siegel.servicekit.kafka;

import de.siegel.servicekit.record.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The one sink of a stage: each record says itself where it goes. */
public final class OutboundSink {
  /** Name of the sink node. */
  public static final String NAME = "outbound";

  private OutboundSink() {}

  /** Adds the sink behind a processor. */
  public static void add(Topology topology, String parent) {
    topology.addSink(
        NAME,
        (key, outbound, recordContext) -> outbound.topic(),
        new ByteArraySerializer(),
        (String topic, Outbound outbound) -> outbound.value(),
        (topic, key, outbound, partitions) -> Optional.of(Set.of(outbound.partition())),
        parent);
  }

  /** Hands a record to the sink. */
  public static void forward(
      ProcessorContext<byte[], Outbound> context, Outbound outbound, long timestamp) {
    Headers headers = new RecordHeaders();
    outbound
        .headers()
        .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    context.forward(new Record<>(outbound.key(), outbound, timestamp, headers));
  }
}
