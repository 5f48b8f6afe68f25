package de.siegel.fraudcheck.person;

import java.util.Arrays;

/**
 * What is remembered of the newest requests of one pharmacy, 32 bytes each, at most {@value
 * #LARGEST}; then the oldest goes. In the order of their offsets. Not safe for use by several
 * threads.
 */
final class Rows {
  /** About what a pharmacy asks for in two days of the busiest week of 2021. */
  static final int LARGEST = 128;

  private static final int FIRST = 4;
  private static final int WIDTH = 4;
  private static final int TOKEN = 0;
  private static final int OFFSET = 1;
  private static final int REQUESTS = 2;
  private static final int DOSE = 3;

  private static final int PRODUCT_AT = 32;
  private static final int DAY_AT = 16;
  private static final int NUMBER_AT = 8;

  private long[] rows = new long[FIRST * WIDTH];
  private int count;

  int count() {
    return count;
  }

  /** Bytes that it takes, without what every object takes. */
  int bytes() {
    return rows.length * Long.BYTES;
  }

  /**
   * Adds a request, later than all others.
   *
   * @param token of the person, under the key of a day
   * @param offset where it stands in its partition
   * @param request mark of its id
   * @param supersedes mark of the id of the one that it replaces; 0 if none
   * @param product code of the product
   * @param vaccinated in days since 1970-01-01
   * @param number of the dose
   * @param keyDay the day of the key
   */
  void add(
      long token,
      long offset,
      int request,
      int supersedes,
      int product,
      int vaccinated,
      int number,
      int keyDay) {
    if (count == LARGEST) {
      System.arraycopy(rows, WIDTH, rows, 0, (count - 1) * WIDTH);
      count--;
    } else if (count * WIDTH == rows.length) {
      long[] larger = Arrays.copyOf(rows, Math.min(2 * rows.length, LARGEST * WIDTH));
      Arrays.fill(rows, 0);
      rows = larger;
    }
    int at = count * WIDTH;
    rows[at + TOKEN] = token;
    rows[at + OFFSET] = offset;
    rows[at + REQUESTS] = pair(request, supersedes);
    rows[at + DOSE] =
        (long) product << PRODUCT_AT
            | (long) Math.max(0, Math.min(vaccinated, Character.MAX_VALUE)) << DAY_AT
            | (long) (number & 0xFF) << NUMBER_AT
            | keyDay & 0xFF;
    count++;
  }

  private static long pair(int request, int supersedes) {
    return (long) request << Integer.SIZE | supersedes & 0xFFFF_FFFFL;
  }

  /** How many stand before an offset. */
  int before(long offset) {
    int end = count;
    while (end > 0 && rows[(end - 1) * WIDTH + OFFSET] >= offset) {
      end--;
    }
    return end;
  }

  boolean isOf(int row, long token, int keyDay) {
    return rows[row * WIDTH + TOKEN] == token && isOf(row, keyDay);
  }

  /** Whether its token is under the key of a day. */
  boolean isOf(int row, int keyDay) {
    return (rows[row * WIDTH + DOSE] & 0xFF) == (keyDay & 0xFF);
  }

  boolean knows(long token) {
    for (int row = 0; row < count; row++) {
      if (rows[row * WIDTH + TOKEN] == token) {
        return true;
      }
    }
    return false;
  }

  int request(int row) {
    return (int) (rows[row * WIDTH + REQUESTS] >> Integer.SIZE);
  }

  int supersedes(int row) {
    return (int) rows[row * WIDTH + REQUESTS];
  }

  int product(int row) {
    return (int) (rows[row * WIDTH + DOSE] >> PRODUCT_AT);
  }

  int vaccinated(int row) {
    return (int) (rows[row * WIDTH + DOSE] >> DAY_AT) & 0xFFFF;
  }

  int number(int row) {
    return (int) (rows[row * WIDTH + DOSE] >> NUMBER_AT) & 0xFF;
  }

  /** Forgets, and overwrites, what stands at an offset or after it. */
  void cut(long offset) {
    int end = before(offset);
    Arrays.fill(rows, end * WIDTH, count * WIDTH, 0);
    count = end;
  }

  /** Forgets, and overwrites, what is under the key of a day. */
  void forget(int keyDay) {
    int kept = 0;
    for (int row = 0; row < count; row++) {
      if (!isOf(row, keyDay)) {
        System.arraycopy(rows, row * WIDTH, rows, kept * WIDTH, WIDTH);
        kept++;
      }
    }
    Arrays.fill(rows, kept * WIDTH, count * WIDTH, 0);
    count = kept;
  }
}
