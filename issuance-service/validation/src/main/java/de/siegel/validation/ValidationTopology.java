package de.siegel.validation;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.OutboundSink;
import de.siegel.validation.registry.RequestRegistry;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** requests and decisions in; validated requests, outcomes, audit events and parked records out. */
final class ValidationTopology {
  private static final String PROCESSOR = "validate";

  private ValidationTopology() {}

  static Topology of(Supplier<Parts> partsOfTask, int partitions) {
    Topology topology = new Topology();
    topology.addSource(
        "requests",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        TopicCatalogue.REQUESTS);
    topology.addSource(
        "decisions",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        TopicCatalogue.DECISIONS);
    topology.addProcessor(
        PROCESSOR, () -> new ValidationProcessor(partsOfTask, partitions), "requests", "decisions");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(RequestRegistry.STORE),
            Serdes.ByteArray(),
            Serdes.ByteArray()),
        PROCESSOR);
    topology.addStateStore(
        // It changes with each request: the cache writes it once a commit.
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ValidationProcessor.PROGRESS),
                Serdes.ByteArray(),
                Serdes.ByteArray())
            .withCachingEnabled(),
        PROCESSOR);
    OutboundSink.add(topology, PROCESSOR);
    return topology;
  }
}
