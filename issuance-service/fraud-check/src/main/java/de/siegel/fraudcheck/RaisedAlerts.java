package de.siegel.fraudcheck;

import de.siegel.fraudcheck.domain.Raised;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which alerts of each pharmacy go on; nothing of those that have none. */
final class RaisedAlerts {
  /** Name of the store. */
  static final String NAME = "alerts";

  private final KeyValueStore<String, byte[]> store;

  RaisedAlerts(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  Raised of(String pharmacyId) {
    byte[] value = store.get(pharmacyId);
    return value == null ? Raised.NONE : Raised.decode(value);
  }

  void put(String pharmacyId, Raised raised) {
    store.put(pharmacyId, raised.encode());
  }
}
