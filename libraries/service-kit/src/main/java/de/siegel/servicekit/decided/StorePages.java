package de.siegel.servicekit.decided;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Pages in a store of Kafka Streams, which commits them with the decisions that they note. */
public final class StorePages implements Pages {
  private final KeyValueStore<byte[], byte[]> store;
  private final byte prefix;

  /**
   * @param prefix first byte of the keys; no other key of the store begins with it
   */
  public StorePages(KeyValueStore<byte[], byte[]> store, byte prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  @Override
  public byte[] get(long number) {
    return store.get(key(number));
  }

  @Override
  public void put(long number, byte[] page) {
    store.put(key(number), page);
  }

  @Override
  public void removeIf(Predicate<byte[]> condition) {
    List<byte[]> removed = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> pages = store.range(key(0), key(Long.MAX_VALUE))) {
      while (pages.hasNext()) {
        KeyValue<byte[], byte[]> page = pages.next();
        if (condition.test(page.value)) {
          removed.add(page.key);
        }
      }
    }
    removed.forEach(store::delete);
  }

  private byte[] key(long number) {
    return ByteBuffer.allocate(1 + Long.BYTES).put(prefix).putLong(number).array();
  }
}
