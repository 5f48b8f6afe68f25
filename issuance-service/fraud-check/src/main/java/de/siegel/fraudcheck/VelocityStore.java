package de.siegel.fraudcheck;

import de.siegel.fraudrules.VelocityState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps each pharmacy's velocity, a version byte and one moment; and of those on probation each
 * moment that counts.
 */
final class VelocityStore {
  /** Name of the store. */
  static final String NAME = "velocity";

  private static final byte VERSION = 1;
  private static final byte PROBATION_VERSION = 2;

  /** The desk gives random ids, none of which begins so. */
  private static final String PROBATION = "probation/";

  private final KeyValueStore<String, byte[]> store;

  VelocityStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  VelocityState get(String pharmacyId) {
    byte[] value = store.get(pharmacyId);
    if (value == null) {
      return VelocityState.NEW;
    }
    ByteBuffer buffer = ByteBuffer.wrap(value);
    if (value.length != 1 + Long.BYTES || buffer.get() != VERSION) {
      throw new IllegalStateException("the velocity store holds a state of an unknown version");
    }
    return new VelocityState(buffer.getLong());
  }

  /** When a pharmacy on probation asked, as far as it still counts. */
  List<Long> ofProbation(String pharmacyId) {
    byte[] value = store.get(PROBATION + pharmacyId);
    // The first version had another limit; what it knew ends with it.
    if (value == null || value[0] == VERSION) {
      return List.of();
    }
    ByteBuffer buffer = ByteBuffer.wrap(value);
    if (value.length % Long.BYTES != 1 || buffer.get() != PROBATION_VERSION) {
      throw new IllegalStateException("the velocity store holds a state of an unknown version");
    }
    List<Long> moments = new ArrayList<>();
    while (buffer.hasRemaining()) {
      moments.add(buffer.getLong());
    }
    return moments;
  }

  void putOfProbation(String pharmacyId, List<Long> moments) {
    ByteBuffer buffer = ByteBuffer.allocate(1 + moments.size() * Long.BYTES).put(PROBATION_VERSION);
    moments.forEach(buffer::putLong);
    store.put(PROBATION + pharmacyId, buffer.array());
  }

  void put(String pharmacyId, VelocityState state) {
    store.put(
        pharmacyId,
        ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(state.expectedNanos()).array());
  }
}
