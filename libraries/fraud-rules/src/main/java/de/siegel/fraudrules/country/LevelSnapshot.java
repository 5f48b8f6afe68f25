package de.siegel.fraudrules.country;

import java.nio.ByteBuffer;

/**
 * What one partition counted so far: numbers of its last {@value DaySums#DAYS} days, since each day
 * began. It replaces what that partition counted before, so that one that comes twice counts once.
 * Immutable.
 */
public final class LevelSnapshot {
  private static final byte VERSION = 1;
  private static final int DAY_BYTES = 4 + 8 + 8 + 4;

  private final DaySums sums = new DaySums();

  LevelSnapshot(DaySums counted) {
    sums.add(counted);
  }

  DaySums sums() {
    DaySums copy = new DaySums();
    copy.add(sums);
    return copy;
  }

  void addTo(DaySums all) {
    all.add(sums);
  }

  /** As bytes: at most 386. */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(2 + DaySums.DAYS * DAY_BYTES);
    out.put(VERSION).put((byte) 0);
    byte count = 0;
    for (int at = 0; at < DaySums.DAYS; at++) {
      if (sums.pharmacies[at] > 0) {
        out.putInt(sums.days[at]).putLong(sums.seen[at]).putLong(sums.expected[at]);
        out.putInt(sums.pharmacies[at]);
        count++;
      }
    }
    out.put(1, count);
    out.flip();
    byte[] bytes = new byte[out.remaining()];
    out.get(bytes);
    return bytes;
  }

  /**
   * From bytes.
   *
   * @throws IllegalArgumentException if they are none of a snapshot
   */
  public static LevelSnapshot decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < 2 || in.get() != VERSION) {
      throw new IllegalArgumentException("a level's snapshot has an unknown version");
    }
    int count = in.get();
    if (count < 0 || count > DaySums.DAYS || in.remaining() != count * DAY_BYTES) {
      throw new IllegalArgumentException("a level's snapshot has another length");
    }
    DaySums read = new DaySums();
    for (int n = 0; n < count; n++) {
      int day = in.getInt();
      if (day <= 0 || read.pharmacies[Math.floorMod(day, DaySums.DAYS)] != 0) {
        throw new IllegalArgumentException("a level's snapshot has days that exclude each other");
      }
      int at = read.place(day);
      read.seen[at] = in.getLong();
      read.expected[at] = in.getLong();
      read.pharmacies[at] = in.getInt();
      if (read.seen[at] < 0 || read.expected[at] < 0 || read.pharmacies[at] <= 0) {
        throw new IllegalArgumentException("a level's snapshot has a negative number");
      }
    }
    return new LevelSnapshot(read);
  }
}
