package de.siegel.fraudrules.state;

import de.siegel.fraudrules.Hold;
import de.siegel.fraudrules.HoldScope;
import de.siegel.fraudrules.RuleId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A pharmacy's state as bytes: for a state store and its changelog. At most {@value #LARGEST}
 * bytes; usual ones have some hundreds.
 */
public final class PharmacyStateCodec {
  /** No state is longer. */
  public static final int LARGEST = 5_120;

  private static final byte VERSION = 4;

  /** More requests or seconds than there can be, and few enough to reckon with. */
  private static final float MOST = 1e8f;

  private static final int MANY_BITS = Told.BITS / 16;
  private static final int LONGEST_AGO = 0xFFFF;
  private static final List<HoldScope> SCOPES = List.of(HoldScope.values());
  private static final List<RuleId> RULES = List.of(RuleId.values());

  private PharmacyStateCodec() {}

  /** As bytes. */
  public static byte[] encode(PharmacyState state) {
    ByteBuffer out = ByteBuffer.allocate(LARGEST);
    int today = state.today();
    out.put(VERSION).putInt(state.firstDay()).putInt(today).putInt(state.lastDay());
    for (short passed : state.passed()) {
      out.putShort(passed);
    }
    out.putInt(state.seen()).putInt(state.visits());
    put(out, state.pattern());
    put(out, state.level());
    known(out, state.operators(), today, PharmacyStateCodec::put);
    known(out, state.terminals(), today, (to, one) -> put(to, one, today));
    known(out, state.sessions(), today, (to, one) -> to.putLong(one.terminal()).putInt(one.card()));
    out.putFloat(state.usualTerminals());
    known(out, state.batches(), today, (to, one) -> {});
    put(out, state.told());
    put(out, state.doubt());
    out.flip();
    byte[] bytes = new byte[out.remaining()];
    out.get(bytes);
    return bytes;
  }

  /**
   * From bytes.
   *
   * @throws IllegalArgumentException if they are none of a state
   */
  public static PharmacyState decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (in.get() != VERSION) {
        throw new IllegalArgumentException("a pharmacy's state has an unknown version");
      }
      int firstDay = in.getInt();
      int today = in.getInt();
      PharmacyState state =
          new PharmacyState(
              firstDay,
              today,
              in.getInt(),
              passed(in),
              count(in),
              count(in),
              pattern(in),
              level(in),
              known(in, today, Known.LARGEST, (id, first, last) -> operator(in, id, first, last)),
              known(
                  in,
                  today,
                  Terminal.LARGEST,
                  (id, first, last) -> terminal(in, today, id, first, last)),
              known(
                  in,
                  today,
                  Known.LARGEST,
                  (id, first, last) -> new OpenSession(id, first, last, in.getLong(), in.getInt())),
              number(in, 0, Known.LARGEST),
              known(in, today, Known.LARGEST, UsedBatch::new),
              told(in),
              doubt(in));
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("a pharmacy's state has more bytes than it needs");
      }
      return state;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a pharmacy's state is cut off", e);
    }
  }

  private static short[] passed(ByteBuffer in) {
    short[] passed = new short[24];
    for (int hour = 0; hour < passed.length; hour++) {
      passed[hour] = in.getShort();
      if (passed[hour] < 0) {
        throw new IllegalArgumentException("a pharmacy's state has a negative number");
      }
    }
    return passed;
  }

  /** Most hours of the week are empty: a bit each, and a number for those that are not. */
  private static void put(ByteBuffer out, WeekPattern pattern) {
    int bits = out.position();
    out.position(bits + WeekPattern.SLOTS / 8);
    for (int slot = 0; slot < WeekPattern.SLOTS; slot++) {
      if (pattern.slot(slot) > 0) {
        out.put(bits + slot / 8, (byte) (out.get(bits + slot / 8) | 1 << slot % 8));
        out.putFloat(pattern.slot(slot));
      }
    }
  }

  private static WeekPattern pattern(ByteBuffer in) {
    byte[] bits = new byte[WeekPattern.SLOTS / 8];
    in.get(bits);
    float[] slots = new float[WeekPattern.SLOTS];
    for (int slot = 0; slot < WeekPattern.SLOTS; slot++) {
      if ((bits[slot / 8] & 1 << slot % 8) != 0) {
        slots[slot] = number(in, 0, MOST);
      }
    }
    return new WeekPattern(slots);
  }

  private static void put(ByteBuffer out, Level level) {
    out.putFloat(level.logMean()).putFloat(level.variance()).putFloat(level.evidence());
    out.putShort((short) level.days());
  }

  /** Corrupted bytes must not become a level that nothing is ever above. */
  private static float number(ByteBuffer in, float from, float to) {
    float number = in.getFloat();
    if (!(number >= from && number <= to)) {
      throw new IllegalArgumentException("a pharmacy's state has a number out of its range");
    }
    return number;
  }

  private static int count(ByteBuffer in) {
    int count = in.getInt();
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException("a pharmacy's state has a number out of its range");
    }
    return count;
  }

  private static Level level(ByteBuffer in) {
    return new Level(
        number(in, -Level.LARGEST_LOG, Level.LARGEST_LOG),
        number(in, 0, Level.LARGEST_VARIANCE),
        number(in, 0, Level.LARGEST_EVIDENCE),
        in.getShort() & 0xFFFF);
  }

  /** A few bits by their places, many as they stand. */
  private static void put(ByteBuffer out, Told told) {
    int count = told.count();
    out.putInt(told.since()).put((byte) Math.min(count, MANY_BITS));
    for (int word = 0; word < Told.BITS / 64; word++) {
      if (count >= MANY_BITS) {
        out.putLong(told.word(word));
        continue;
      }
      for (long left = told.word(word); left != 0; left &= left - 1) {
        out.putShort((short) (64 * word + Long.numberOfTrailingZeros(left)));
      }
    }
  }

  private static Told told(ByteBuffer in) {
    int since = in.getInt();
    int count = in.get();
    long[] bits = new long[Told.BITS / 64];
    if (count < 0 || count > MANY_BITS) {
      throw new IllegalArgumentException("a pharmacy's state has told too much");
    }
    if (count == MANY_BITS) {
      in.asLongBuffer().get(bits);
      in.position(in.position() + 8 * bits.length);
      return new Told(since, bits);
    }
    for (int at = 0; at < count; at++) {
      int bit = in.getShort() & Told.BITS - 1;
      bits[bit >> 6] |= 1L << bit;
    }
    return new Told(since, bits);
  }

  private static void put(ByteBuffer out, Doubt doubt) {
    out.putInt(doubt.odd()).putLong(doubt.oddSecond()).put((byte) doubt.waking());
    out.put((byte) doubt.batches());
    out.putLong(doubt.released()).put((byte) doubt.holds().all().size());
    for (Hold hold : doubt.holds().all()) {
      out.put((byte) hold.scope().ordinal()).putLong(hold.subject());
      out.putLong(hold.from()).putLong(hold.until());
      out.put((byte) hold.rule().ordinal()).put((byte) (hold.personReleases() ? 1 : 0));
    }
  }

  private static Doubt doubt(ByteBuffer in) {
    int odd = count(in);
    long oddSecond = in.getLong();
    int waking = in.get() & 0xFF;
    int batches = in.get() & 0xFF;
    long released = in.getLong();
    int count = in.get();
    List<Hold> holds = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      holds.add(
          new Hold(
              one(SCOPES, in.get()),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              one(RULES, in.get()),
              in.get() != 0));
    }
    return new Doubt(odd, oddSecond, waking, batches, new Holds(holds), released);
  }

  private static <T> T one(List<T> all, int place) {
    if (place < 0 || place >= all.size()) {
      throw new IllegalArgumentException("a pharmacy's state names what there is not");
    }
    return all.get(place);
  }

  private static void put(ByteBuffer out, Terminal terminal, int today) {
    out.put((byte) terminal.asked());
    ago(out, terminal.passedSince() == 0 ? LONGEST_AGO : today - terminal.passedSince());
  }

  private static Terminal terminal(ByteBuffer in, int today, long id, int first, int last) {
    int asked = in.get() & 0xFF;
    int ago = in.getShort() & 0xFFFF;
    return new Terminal(id, first, last, asked, ago == LONGEST_AGO ? 0 : today - ago);
  }

  private static void put(ByteBuffer out, Operator operator) {
    out.putInt(operator.today());
    put(out, operator.level());
    out.putLong(operator.lastSecond()).putInt(operator.lastVisit());
    ago(out, (int) Math.min(LONGEST_AGO, operator.lastSecond() - operator.visitSecond()));
    out.put((byte) operator.heads());
    out.putFloat(operator.fastUsually()).putFloat(operator.fastLately());
    out.putFloat(operator.interval()).putFloat(operator.intervalSquare());
    out.putShort((short) operator.intervals());
    Bursts bursts = operator.bursts();
    out.putShort((short) bursts.shortly()).putShort((short) bursts.hourly());
    out.putShort((short) bursts.mostShortly()).putShort((short) bursts.mostHourly());
    out.putShort((short) bursts.usualShortly()).putShort((short) bursts.usualHourly());
    out.put((byte) operator.vouched()).put((byte) operator.unanswered());
  }

  private static Operator operator(ByteBuffer in, long id, int first, int last) {
    int today = count(in);
    Level level = level(in);
    long lastSecond = in.getLong();
    return new Operator(
        id,
        first,
        last,
        today,
        level,
        lastSecond,
        in.getInt(),
        lastSecond - (in.getShort() & 0xFFFF),
        in.get() & 0xFF,
        number(in, 0, 1),
        number(in, 0, 1),
        number(in, 0, MOST),
        number(in, 0, MOST * MOST),
        in.getShort() & 0xFFFF,
        new Bursts(
            in.getShort() & 0xFFFF,
            in.getShort() & 0xFFFF,
            in.getShort() & 0xFFFF,
            in.getShort() & 0xFFFF,
            in.getShort() & 0xFFFF,
            in.getShort() & 0xFFFF),
        in.get() & 0xFF,
        in.get() & 0xFF);
  }

  /** Reads what follows token and days. */
  @FunctionalInterface
  private interface Rest<T> {
    T read(long id, int firstDay, int lastDay);
  }

  /** Days are written as days before today: two bytes hold more than a century of them. */
  private static <T extends Remembered> void known(
      ByteBuffer out, Known<T> known, int today, BiConsumer<ByteBuffer, T> rest) {
    out.put((byte) known.all().size());
    for (T one : known.all()) {
      out.putLong(one.id());
      ago(out, today - one.firstDay());
      ago(out, today - one.lastDay());
      rest.accept(out, one);
    }
  }

  private static void ago(ByteBuffer out, int daysOrSeconds) {
    out.putShort((short) Math.max(0, Math.min(LONGEST_AGO, daysOrSeconds)));
  }

  private static <T extends Remembered> Known<T> known(
      ByteBuffer in, int today, int largest, Rest<T> rest) {
    int count = in.get();
    if (count < 0 || count > largest) {
      throw new IllegalArgumentException("a pharmacy's state remembers too much");
    }
    List<T> all = new ArrayList<>(count);
    for (int at = 0; at < count; at++) {
      long id = in.getLong();
      int first = today - (in.getShort() & 0xFFFF);
      int last = today - (in.getShort() & 0xFFFF);
      all.add(rest.read(id, first, last));
    }
    return new Known<>(all, largest);
  }
}
