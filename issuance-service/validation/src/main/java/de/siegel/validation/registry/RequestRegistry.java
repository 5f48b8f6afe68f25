package de.siegel.validation.registry;

import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.serde.GeneratedClasses;
import de.siegel.schemas.serde.SingleObject;
import de.siegel.schemas.state.RegistryEntry;
import de.siegel.schemas.state.WaitingRepeat;
import de.siegel.servicekit.decided.DecidedOffsets;
import de.siegel.servicekit.decided.StorePages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.avro.message.BinaryMessageDecoder;
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
  private static final Duration ISSUED_REMEMBERED = Duration.ofDays(DAYS_REMEMBERED + 2);

  /** How far a broker's clock may be set back without a request being forgotten. */
  private static final Duration CLOCK_SLACK = Duration.ofHours(1);

  /** A request that waits so long is parked; more repeats of it would only fill the store. */
  private static final int MOST_WAITING = 100;

  private static final BinaryMessageDecoder<RegistryEntry> ENTRIES =
      SingleObject.decoder(RegistryEntry.getDecoder(), RegistryEntry.getClassSchema());
  private static final BinaryMessageDecoder<WaitingRepeat> REPEATS =
      SingleObject.decoder(WaitingRepeat.getDecoder(), WaitingRepeat.getClassSchema());

  private static final byte ISSUED = 'i';
  private static final byte REQUEST = 'r';
  private static final byte WAITING = 'w';

  private final KeyValueStore<byte[], byte[]> store;
  private final DecidedOffsets issued;

  public RequestRegistry(KeyValueStore<byte[], byte[]> store) {
    GeneratedClasses.trust();
    this.store = store;
    this.issued = new DecidedOffsets(new StorePages(store, ISSUED));
  }

  /** What is remembered of a request, seen from a moment. */
  public Optional<RegistryEntry> find(String pharmacyId, String requestId, Instant at) {
    for (int day = day(at.plus(CLOCK_SLACK)); day >= day(at) - DAYS_REMEMBERED; day--) {
      byte[] value = store.get(key(day, pharmacyId, requestId));
      if (value != null) {
        return Optional.of(read(value, ENTRIES::decode));
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

  /**
   * Whether a request is decided: refused by validation, told to have ended otherwise, or issued.
   */
  public boolean decided(RegistryEntry entry) {
    return entry.getDecided() != OutcomeKind.UNKNOWN || issued.contains(entry.getRequestOffset());
  }

  /** Notes that a validated request ended otherwise than by a certificate. */
  public void ended(RequestDecision decision) {
    find(decision.getPharmacyId(), decision.getRequestId(), decision.getRequestedAt())
        .filter(entry -> entry.getRequestOffset() == decision.getRequestOffset())
        .filter(entry -> !decided(entry))
        .ifPresent(
            entry -> {
              entry.setDecided(decision.getKind());
              entry.setFindings(decision.getFindings());
              entry.setMessages(decision.getMessages());
              entry.setScope(decision.getScope());
              entry.setUntil(decision.getUntil());
              entry.setNext(decision.getNext());
              put(decision.getPharmacyId(), decision.getRequestId(), entry);
            });
  }

  /** Notes that a certificate was published for the request at an offset. */
  public void issued(long offset, Instant at) {
    issued.add(offset, at);
  }

  /**
   * Keeps a repeated submission until its first is decided.
   *
   * @return false if as many wait for it as may
   */
  public boolean await(long firstOffset, WaitingRepeat repeat) {
    byte[] from = waiting(firstOffset, 0);
    byte[] to = waiting(firstOffset, Long.MAX_VALUE);
    if (each(from, to, MOST_WAITING, entry -> {}) == MOST_WAITING) {
      return false;
    }
    try {
      store.put(waiting(firstOffset, repeat.getSourceOffset()), bytes(repeat.toByteBuffer()));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes out the submissions that waited for the requests at these offsets. */
  public List<WaitingRepeat> release(NavigableSet<Long> offsets) {
    if (offsets.isEmpty()) {
      return List.of();
    }
    return release(
        waiting(offsets.first(), 0),
        waiting(offsets.last(), Long.MAX_VALUE),
        (firstOffset, repeat) -> offsets.contains(firstOffset));
  }

  /** Takes out the submissions that came before a moment and wait still. */
  public List<WaitingRepeat> releaseOlder(Instant before) {
    return release(
        waiting(0, 0),
        waiting(Long.MAX_VALUE, Long.MAX_VALUE),
        (firstOffset, repeat) -> repeat.getRequestedAt().isBefore(before));
  }

  private List<WaitingRepeat> release(
      byte[] from, byte[] to, BiPredicate<Long, WaitingRepeat> condition) {
    List<WaitingRepeat> released = new ArrayList<>();
    each(
        from,
        to,
        Integer.MAX_VALUE,
        entry -> {
          WaitingRepeat repeat = read(entry.value, REPEATS::decode);
          if (condition.test(ByteBuffer.wrap(entry.key).getLong(1), repeat)) {
            released.add(repeat);
            store.delete(entry.key);
          }
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
    issued.forget(now.minus(ISSUED_REMEMBERED));
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
