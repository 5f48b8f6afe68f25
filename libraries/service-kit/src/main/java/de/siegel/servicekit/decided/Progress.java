package de.siegel.servicekit.decided;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far a stage has read a topic, kept with its state: who moves its committed offsets back stops
 * it, instead of having everything answered a second time.
 *
 * <p>Not safe for use by several threads.
 */
public final class Progress {
  private final KeyValueStore<byte[], byte[]> store;
  private final byte[] key;

  /**
   * @param topic the topic that is read
   */
  public Progress(KeyValueStore<byte[], byte[]> store, String topic) {
    this.store = store;
    this.key = topic.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Notes that the record at an offset is being decided.
   *
   * @throws OffsetsMovedBack if it was before
   */
  public void advance(long offset) {
    byte[] before = store.get(key);
    if (before != null && offset <= ByteBuffer.wrap(before).getLong()) {
      throw new OffsetsMovedBack(
          "Offset "
              + offset
              + " of "
              + new String(key, StandardCharsets.UTF_8)
              + " was read before: somebody moved this stage's offsets back. Set them behind "
              + ByteBuffer.wrap(before).getLong()
              + " again.");
    }
    store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
  }
}
