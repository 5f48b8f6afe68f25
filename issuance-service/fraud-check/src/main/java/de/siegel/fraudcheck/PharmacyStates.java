package de.siegel.fraudcheck;

import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is remembered of each pharmacy, about a kilobyte each. */
final class PharmacyStates {
  /** Name of the store. */
  static final String NAME = "pharmacies";

  private static final byte[] NOTHING = {};

  private final KeyValueStore<String, byte[]> store;

  PharmacyStates(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /**
   * As the store has it; empty if the pharmacy was never seen.
   *
   * @param pharmacyId which
   */
  byte[] bytes(String pharmacyId) {
    byte[] value = store.get(pharmacyId);
    return value == null ? NOTHING : value;
  }

  /**
   * Reads what the store has.
   *
   * @throws IllegalStateException if it is no state: the stage stops, for whoever is not known is
   *     not suspected either
   */
  static PharmacyState read(byte[] bytes) {
    if (bytes.length == 0) {
      return PharmacyState.NEW;
    }
    try {
      return PharmacyStateCodec.decode(bytes);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "The store of pharmacies holds something else than a state. Nothing is decided with it:"
              + " stop the stage, and let it restore the store from its changelog.",
          e);
    }
  }

  void put(String pharmacyId, PharmacyState state) {
    store.put(pharmacyId, PharmacyStateCodec.encode(state));
  }
}
