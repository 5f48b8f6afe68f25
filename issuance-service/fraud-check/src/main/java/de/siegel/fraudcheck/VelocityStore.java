package de.siegel.fraudcheck;

import de.siegel.fraudrules.VelocityState;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps each pharmacy's velocity: a version byte and one moment. */
final class VelocityStore {
  /** Name of the store. */
  static final String NAME = "velocity";

  private static final byte VERSION = 1;

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

  /** What a pharmacy did while on probation. */
  VelocityState ofProbation(String pharmacyId) {
    return get(PROBATION + pharmacyId);
  }

  void putOfProbation(String pharmacyId, VelocityState state) {
    put(PROBATION + pharmacyId, state);
  }

  void put(String pharmacyId, VelocityState state) {
    store.put(
        pharmacyId,
        ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(state.expectedNanos()).array());
  }
}
