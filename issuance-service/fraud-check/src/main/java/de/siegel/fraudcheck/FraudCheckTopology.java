package de.siegel.fraudcheck;

import de.siegel.fraudcheck.country.Levels;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.OutboundSink;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** validated requests in; approvals, outcomes, decisions, audit events and parked records out. */
final class FraudCheckTopology {
  private static final String PROCESSOR = "check";

  private FraudCheckTopology() {}

  static Topology of(Supplier<Parts> partsOfTask) {
    Topology topology = new Topology();
    topology.addSource(
        "validated",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        TopicCatalogue.VALIDATED);
    topology.addProcessor(PROCESSOR, () -> new FraudCheckProcessor(partsOfTask), "validated");
    topology.addStateStore(
        // A few bytes a pharmacy: in memory, with a changelog that brings it back.
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(VelocityStore.NAME), Serdes.String(), Serdes.ByteArray()),
        PROCESSOR);
    for (String store : List.of(PharmacyStates.NAME, RaisedAlerts.NAME, Levels.NAME)) {
      topology.addStateStore(
          Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray()),
          PROCESSOR);
    }
    topology.addStateStore(
        // One page changes with almost every record: the cache writes it once a commit.
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(FraudCheckProcessor.DECIDED),
                Serdes.ByteArray(),
                Serdes.ByteArray())
            .withCachingEnabled(),
        PROCESSOR);
    OutboundSink.add(topology, PROCESSOR);
    return topology;
  }
}
