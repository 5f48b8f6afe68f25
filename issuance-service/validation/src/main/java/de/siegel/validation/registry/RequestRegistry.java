package de.siegel.validation.registry;

import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.serde.GeneratedClasses;
import de.siegel.schemas.state.RegistryEntry;
import de.siegel.schemas.state.WaitingRepeat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Every request of the last 48 h, by pharmacy and request id. Keys begin with the UTC day of the
 * request, so that a question is three point look-ups and forgetting is one range.
 */
public final class RequestRegistry {
  /** Name of the store. */
  public static final String STORE = "requests";

  private static final int DAYS_REMEMBERED = 2;
  private static final byte[] ISSUED_THROUGH = {'p'};
  private static final byte REQUEST = 'r';
  private static final byte WAITING = 'w';

  private final KeyValueStore<byte[], byte[]> store;

  public RequestRegistry(KeyValueStore<byte[], byte[]> store) {
    GeneratedClasses.trust();
    this.store = store;
  }

  /** What is remembered of a request, seen from a moment. */
  public Optional<RegistryEntry> find(String pharmacyId, String requestId, Instant at) {
    for (int daysAgo = 0; daysAgo <= DAYS_REMEMBERED; daysAgo++) {
      byte[] value = store.get(key(day(at) - daysAgo, pharmacyId, requestId));
      if (value != null) {
        return Optional.of(read(value, RegistryEntry::fromByteBuffer));
      }
    }
    return Optional.empty();
  }

  /** Remembers a request, or what has become of it. */
  public void put(String pharmacyId, String requestId, RegistryEntry entry) {
    try {
      store.put(
          key(day(entry.getRequestedAt()), pharmacyId, requestId), bytes(entry.toByteBuffer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes that a validated request ended otherwise than by a certificate. */
  public void decided(RequestDecision decision, Instant at) {
    find(decision.getPharmacyId(), decision.getRequestId(), at)
        .filter(entry -> entry.getRequestOffset() == decision.getRequestOffset())
        .filter(entry -> entry.getDecided() == OutcomeKind.UNKNOWN)
        .ifPresent(
            entry -> {
              entry.setDecided(decision.getKind());
              entry.setFindings(decision.getFindings());
              put(decision.getPharmacyId(), decision.getRequestId(), entry);
            });
  }

  /** All requests up to this offset are decided; -1 if none. */
  public long issuedThrough() {
    byte[] value = store.get(ISSUED_THROUGH);
    return value == null ? -1 : ByteBuffer.wrap(value).getLong();
  }

  /** Notes how far the signer has come. */
  public void issuedThrough(long offset) {
    if (offset > issuedThrough()) {
      store.put(ISSUED_THROUGH, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }
  }

  /** Keeps a repeated submission until its first is decided. */
  public void await(long firstOffset, WaitingRepeat repeat) {
    try {
      store.put(waiting(firstOffset, repeat.getSourceOffset()), bytes(repeat.toByteBuffer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes out the submissions that waited for a request at exactly this offset. */
  public List<WaitingRepeat> releaseAt(long offset) {
    return release(waiting(offset, 0), waiting(offset, Long.MAX_VALUE));
  }

  /** Takes out the submissions that waited for requests up to this offset. */
  public List<WaitingRepeat> releaseThrough(long offset) {
    return release(waiting(0, 0), waiting(offset, Long.MAX_VALUE));
  }

  private List<WaitingRepeat> release(byte[] from, byte[] to) {
    List<WaitingRepeat> released = new ArrayList<>();
    each(
        from,
        to,
        Integer.MAX_VALUE,
        entry -> {
          released.add(read(entry.value, WaitingRepeat::fromByteBuffer));
          store.delete(entry.key);
        });
    return released;
  }

  /**
   * Forgets requests that are older than what is remembered, at most so many at a time.
   *
   * @return how many were forgotten
   */
  public int forgetOld(Instant now, int most) {
    byte[] from = key(0, "", "");
    byte[] to = key(day(now) - DAYS_REMEMBERED - 1, "\uffff", "");
    return each(from, to, most, entry -> store.delete(entry.key));
  }

  private int each(byte[] from, byte[] to, int most, Consumer<KeyValue<byte[], byte[]>> action) {
    int seen = 0;
    List<KeyValue<byte[], byte[]>> found = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> entries = store.range(from, to)) {
      while (entries.hasNext() && seen < most) {
        found.add(entries.next());
        seen++;
      }
    }
    found.forEach(action);
    return seen;
  }

  private static int day(Instant at) {
    return (int) LocalDate.ofInstant(at, ZoneOffset.UTC).toEpochDay();
  }

  private static byte[] key(int day, String pharmacyId, String requestId) {
    byte[] pharmacy = pharmacyId.getBytes(StandardCharsets.UTF_8);
    byte[] request = requestId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + Integer.BYTES + pharmacy.length + 1 + request.length)
        .put(REQUEST)
        .putInt(day)
        .put(pharmacy)
        .put((byte) 0)
        .put(request)
        .array();
  }

  private static byte[] waiting(long firstOffset, long offset) {
    return ByteBuffer.allocate(1 + 2 * Long.BYTES)
        .put(WAITING)
        .putLong(firstOffset)
        .putLong(offset)
        .array();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private interface Reader<T> {
    T read(ByteBuffer bytes) throws IOException;
  }

  private static <T> T read(byte[] value, Reader<T> reader) {
    try {
      return reader.read(ByteBuffer.wrap(value));
    } catch (IOException e) {
      throw new UncheckedIOException("the registry of requests cannot be read", e);
    }
  }
}
