package de.siegel.fraudrules.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A pharmacy's state as bytes: for a state store and its changelog. At most {@value #LARGEST}
 * bytes; usual ones have some hundreds.
 */
public final class PharmacyStateCodec {
  /** No state is longer. */
  public static final int LARGEST = 4_096;

  private static final byte VERSION = 1;

  private PharmacyStateCodec() {}

  /** As bytes. */
  public static byte[] encode(PharmacyState state) {
    ByteBuffer out = ByteBuffer.allocate(LARGEST);
    out.put(VERSION).putInt(state.firstDay()).putInt(state.today()).putInt(state.lastDay());
    for (short passed : state.passed()) {
      out.putShort(passed);
    }
    out.putInt(state.seen()).putInt(state.visits());
    put(out, state.pattern());
    put(out, state.level());
    out.put((byte) state.operators().all().size());
    state.operators().all().forEach(operator -> put(out, operator));
    out.put((byte) state.terminals().all().size());
    for (Terminal terminal : state.terminals().all()) {
      out.putLong(terminal.id()).putInt(terminal.firstDay()).putInt(terminal.lastDay());
      out.put((byte) terminal.asked());
    }
    out.put((byte) state.sessions().all().size());
    for (OpenSession session : state.sessions().all()) {
      out.putLong(session.id()).putInt(session.firstDay()).putInt(session.lastDay());
      out.putLong(session.terminal());
    }
    out.putInt(state.odd()).putLong(state.oddSecond());
    out.put((byte) (state.waking() ? 1 : 0));
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
      PharmacyState state =
          new PharmacyState(
              in.getInt(),
              in.getInt(),
              in.getInt(),
              passed(in),
              in.getInt(),
              in.getInt(),
              pattern(in),
              level(in),
              known(in, PharmacyStateCodec::operator),
              known(
                  in,
                  from ->
                      new Terminal(
                          from.getLong(), from.getInt(), from.getInt(), from.get() & 0xFF)),
              known(
                  in,
                  from ->
                      new OpenSession(
                          from.getLong(), from.getInt(), from.getInt(), from.getLong())),
              in.getInt(),
              in.getLong(),
              in.get() != 0);
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
        slots[slot] = in.getFloat();
      }
    }
    return new WeekPattern(slots);
  }

  private static void put(ByteBuffer out, Level level) {
    out.putFloat(level.logMean()).putFloat(level.variance()).putFloat(level.evidence());
    out.putInt(level.days());
  }

  private static Level level(ByteBuffer in) {
    return new Level(in.getFloat(), in.getFloat(), in.getFloat(), in.getInt());
  }

  private static void put(ByteBuffer out, Operator operator) {
    out.putLong(operator.id()).putInt(operator.firstDay()).putInt(operator.lastDay());
    out.putInt(operator.today());
    put(out, operator.level());
    out.putLong(operator.lastSecond()).putLong(operator.lastVisit());
    out.putFloat(operator.fastUsually()).putFloat(operator.fastLately());
    out.putFloat(operator.interval()).putFloat(operator.intervalSquare());
    out.putInt(operator.intervals());
  }

  private static Operator operator(ByteBuffer in) {
    return new Operator(
        in.getLong(),
        in.getInt(),
        in.getInt(),
        in.getInt(),
        level(in),
        in.getLong(),
        in.getLong(),
        in.getFloat(),
        in.getFloat(),
        in.getFloat(),
        in.getFloat(),
        in.getInt());
  }

  private static <T extends Remembered> Known<T> known(ByteBuffer in, Function<ByteBuffer, T> one) {
    int count = in.get();
    if (count < 0 || count > Known.LARGEST) {
      throw new IllegalArgumentException("a pharmacy's state remembers too much");
    }
    List<T> all = new ArrayList<>(count);
    for (int at = 0; at < count; at++) {
      all.add(one.apply(in));
    }
    return new Known<>(all);
  }
}
