package de.siegel.fraudcheck.person;

import de.siegel.fraudrules.DoseInterval;
import de.siegel.fraudrules.Person;
import de.siegel.fraudrules.PersonHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Links the requests of one person at one pharmacy for a day or two, and says of them counts alone.
 *
 * <p>A person is a token here: the first 8 bytes of HMAC-SHA256 of pharmacy, name and date of birth
 * under a key that only this object has. There is a new key each UTC day of event time; one lives
 * for its day and the next, then it is overwritten, and so is what was remembered under it. Nothing
 * of this is written anywhere: a process that begins, and a partition that comes from another one,
 * know nobody.
 *
 * <p>Bounded: {@value #PHARMACIES} pharmacies, those that asked last, and of each {@value
 * Rows#LARGEST} requests of 32 bytes, so 82 MB at the most; a flood of one displaces only what is
 * its own. Safe for use by several threads.
 */
public final class RecentPersons implements AutoCloseable {
  /** As many as there were in Germany, and some. */
  static final int PHARMACIES = 20_000;

  private static final int LONGEST_TEXT = 80;
  private static final int DAYS = 2;
  private static final int ASCII = 0x80;

  private final Consumer<byte[]> random;
  private final TreeMap<Integer, DayKey> keys = new TreeMap<>();
  private final byte[] message = new byte[4 * (1 + 3 * LONGEST_TEXT)];

  private final Map<String, Rows> pharmacies =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Rows> eldest) {
          if (size() <= PHARMACIES) {
            return false;
          }
          eldest.getValue().cut(Long.MIN_VALUE);
          return true;
        }
      };

  /**
   * @param random fills an array so that nobody can guess it
   */
  public RecentPersons(Consumer<byte[]> random) {
    this.random = random;
  }

  /**
   * A request about a vaccination.
   *
   * @param offset where it stands in its partition: what is judged again after an aborted
   *     transaction has the same one, and has not been before itself
   * @param supersedes id of the request that it replaces; empty if none
   * @param at event time
   * @param vaccinated when; null if it is about no vaccination
   */
  public record Request(
      String pharmacy,
      long offset,
      String id,
      String supersedes,
      Instant at,
      Holder holder,
      String product,
      int dose,
      LocalDate vaccinated) {
    private boolean linkable() {
      return holder.linkable() && vaccinated != null && !product.isEmpty() && dose > 0;
    }
  }

  /**
   * What is known of the person that a request is about. Of what is replaced by the request, or by
   * another one before it, nothing counts.
   */
  public synchronized Person see(Request request) {
    boolean unusual = request.holder().unusualName();
    boolean keyed = request.linkable() && keyed(day(request.at()));
    Rows rows = keyed ? pharmacies.get(request.pharmacy()) : null;
    if (rows == null) {
      return unusual ? new Person(0, false, false, true) : Person.UNKNOWN;
    }
    int end = rows.before(request.offset());
    List<PersonHistory.Dose> doses = new ArrayList<>(0);
    int length = write(request);
    for (Map.Entry<Integer, DayKey> key : keys.entrySet()) {
      collect(rows, end, key.getKey(), key.getValue(), length, request, doses);
    }
    Arrays.fill(message, 0, length, (byte) 0);
    return PersonHistory.of(
        PersonHistory.Dose.of(request.product(), request.dose(), request.vaccinated()),
        doses.size() <= PersonHistory.LARGEST
            ? doses
            : doses.subList(doses.size() - PersonHistory.LARGEST, doses.size()),
        unusual);
  }

  private void collect(
      Rows rows,
      int end,
      int keyDay,
      DayKey key,
      int length,
      Request request,
      List<PersonHistory.Dose> doses) {
    boolean made = false;
    long token = 0;
    for (int row = 0; row < end; row++) {
      if (!rows.isOf(row, keyDay)) {
        continue;
      }
      if (!made) {
        token = key.token(message, length);
        made = true;
      }
      if (rows.isOf(row, token, keyDay) && !replaced(rows, row, end, mark(request.supersedes()))) {
        doses.add(
            new PersonHistory.Dose(rows.product(row), rows.number(row), rows.vaccinated(row)));
      }
    }
  }

  private static boolean replaced(Rows rows, int row, int end, int supersedes) {
    int request = rows.request(row);
    if (request == supersedes) {
      return true;
    }
    for (int later = row + 1; later < end; later++) {
      if (rows.supersedes(later) == request) {
        return true;
      }
    }
    return false;
  }

  /**
   * Remembers a request that passed. One that was stopped is not: nothing was issued, and it may
   * come again. Whatever stands after it is judged again, and remembered then.
   */
  public synchronized void decided(Request request, boolean passed) {
    Rows rows = pharmacies.get(request.pharmacy());
    if (rows != null) {
      rows.cut(request.offset());
    }
    int today = day(request.at());
    if (!passed || !request.linkable() || !keyed(today)) {
      return;
    }
    int length = write(request);
    long token = keys.get(today).token(message, length);
    Arrays.fill(message, 0, length, (byte) 0);
    pharmacies
        .computeIfAbsent(request.pharmacy(), id -> new Rows())
        .add(
            token,
            request.offset(),
            mark(request.id()),
            mark(request.supersedes()),
            DoseInterval.code(request.product()),
            (int) request.vaccinated().toEpochDay(),
            request.dose(),
            today);
  }

  /** Ids are random and no secret; 0 of the empty one alone. */
  private static int mark(String id) {
    int mark = id.hashCode();
    return mark == 0 && !id.isEmpty() ? 1 : mark;
  }

  /** Whether there is a key for a day: not for one that is over for two days. */
  private boolean keyed(int day) {
    if (keys.containsKey(day)) {
      return true;
    }
    if (!keys.isEmpty() && day <= keys.lastKey() - DAYS) {
      return false;
    }
    keys.put(day, new DayKey(random));
    destroy(keys.lastKey() - DAYS, Integer.MAX_VALUE);
    return true;
  }

  private static int day(Instant at) {
    return (int) Math.floorDiv(at.getEpochSecond(), 86_400);
  }

  /**
   * Destroys what is over by the clock too: where nothing comes in, event time stands still. And
   * what is of days to come, which a broker's clock that went wrong has made.
   *
   * @param now by the clock of this process
   */
  public synchronized void forget(Instant now) {
    destroy(day(now) - DAYS, day(now) + 1);
  }

  /** Destroys the keys of all days but those in between. */
  private void destroy(int until, int last) {
    boolean any =
        keys.entrySet()
            .removeIf(
                entry -> {
                  int day = entry.getKey();
                  if (day > until && day <= last) {
                    return false;
                  }
                  entry.getValue().destroy();
                  pharmacies.values().forEach(rows -> rows.forget(day));
                  return true;
                });
    if (any) {
      pharmacies.values().removeIf(rows -> rows.count() == 0);
    }
  }

  /** Destroys everything. */
  @Override
  public synchronized void close() {
    destroy(Integer.MAX_VALUE, Integer.MIN_VALUE);
  }

  /** Writes what a token is made of; each part with its length, so that none is taken for two. */
  private int write(Request request) {
    int at = write(0, request.pharmacy());
    at = write(at, request.holder().family());
    at = write(at, request.holder().given());
    return write(at, request.holder().birth());
  }

  private int write(int from, String text) {
    int length = Math.min(text.length(), LONGEST_TEXT);
    message[from] = (byte) length;
    int at = from + 1;
    for (int index = 0; index < length; index++) {
      char letter = text.charAt(index);
      if (letter < ASCII) {
        message[at++] = (byte) letter;
      } else {
        message[at++] = (byte) 0xFF;
        message[at++] = (byte) (letter >> Byte.SIZE);
        message[at++] = (byte) letter;
      }
    }
    return at;
  }

  /**
   * Whether a token is among what is remembered: for tests, that look for it where it must not be.
   */
  public synchronized boolean knows(long token) {
    return pharmacies.values().stream().anyMatch(rows -> rows.knows(token));
  }

  /** How many requests are remembered. */
  synchronized int remembered() {
    return pharmacies.values().stream().mapToInt(Rows::count).sum();
  }

  /** Bytes of them, without what every object takes. */
  synchronized long bytes() {
    return pharmacies.values().stream().mapToLong(Rows::bytes).sum();
  }
}
