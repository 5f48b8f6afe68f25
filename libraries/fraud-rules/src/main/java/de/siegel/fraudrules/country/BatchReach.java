package de.siegel.fraudrules.country;

/**
 * How far one batch has come: the pharmacies that use it, up to a number from which on it is
 * everywhere, and how many of them were new on each of the last days. Mutable.
 */
final class BatchReach {
  /** From so many pharmacies on nobody counts any more. */
  static final int EVERYWHERE = 512;

  /** Days over which new ones are counted. */
  static final int WINDOW = 7;

  private static final int EMPTY = 0;

  final int firstDay;
  private int lastDay;
  private int foundDay;

  /** Open addressing, at most half full; four bytes of a token tell so few pharmacies apart. */
  private int[] slots = new int[8];

  private int pharmacies;
  private final int[] days = new int[WINDOW];
  private final int[] gains = new int[WINDOW];

  BatchReach(int day) {
    this.firstDay = day;
    this.lastDay = day;
  }

  void add(long pharmacy, int day) {
    lastDay = Math.max(lastDay, day);
    if (pharmacies >= EVERYWHERE || !put((int) (pharmacy * 0x9E3779B97F4A7C15L >>> 32))) {
      return;
    }
    pharmacies++;
    int at = Math.floorMod(day, WINDOW);
    if (days[at] < day) {
      days[at] = day;
      gains[at] = 0;
    }
    if (days[at] == day) {
      gains[at]++;
    }
  }

  /** How many use it. */
  int pharmacies() {
    return pharmacies;
  }

  /** How many of them are new within the days that end with one. */
  int gained(int today) {
    int sum = 0;
    for (int at = 0; at < WINDOW; at++) {
      sum += days[at] > today - WINDOW && days[at] <= today ? gains[at] : 0;
    }
    return sum;
  }

  int lastDay() {
    return lastDay;
  }

  /** When it was found to be used too widely; 0 if it was not. */
  int foundDay() {
    return foundDay;
  }

  void found(int day) {
    foundDay = day;
  }

  private boolean put(int token) {
    int key = token == EMPTY ? Integer.MIN_VALUE : token;
    if (2 * pharmacies >= slots.length) {
      int[] old = slots;
      slots = new int[2 * old.length];
      for (int slot : old) {
        if (slot != EMPTY) {
          insert(slot);
        }
      }
    }
    return insert(key);
  }

  private boolean insert(int key) {
    int at = key * 0x9E3779B9 >>> 32 - Integer.numberOfTrailingZeros(slots.length);
    while (slots[at] != EMPTY) {
      if (slots[at] == key) {
        return false;
      }
      at = at + 1 & slots.length - 1;
    }
    slots[at] = key;
    return true;
  }
}
