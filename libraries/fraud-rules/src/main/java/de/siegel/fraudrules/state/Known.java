package de.siegel.fraudrules.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A few things that a pharmacy uses. When it is full, what was used the fewest days goes first: so
 * whoever brings many new ones displaces only those.
 *
 * @param all of them
 * @param <T> what
 */
public record Known<T extends Remembered>(List<T> all) {
  /** So many are remembered. */
  public static final int LARGEST = 24;

  public Known {
    all = List.copyOf(all);
  }

  /** Nothing is. */
  public static <T extends Remembered> Known<T> none() {
    return new Known<>(List.of());
  }

  /** One of them, or null. */
  public T find(long id) {
    for (T one : all) {
      if (one.id() == id) {
        return one;
      }
    }
    return null;
  }

  /** With one put into the place of what has its token, or added. */
  Known<T> with(T one) {
    List<T> next = new ArrayList<>(all);
    for (int at = 0; at < next.size(); at++) {
      if (next.get(at).id() == one.id()) {
        next.set(at, one);
        return new Known<>(next);
      }
    }
    if (next.size() >= LARGEST) {
      next.remove(leastUsed(next));
    }
    next.add(one);
    return new Known<>(next);
  }

  private static <T extends Remembered> int leastUsed(List<T> all) {
    int least = 0;
    for (int at = 1; at < all.size(); at++) {
      int days = used(all.get(at)) - used(all.get(least));
      if (days < 0 || (days == 0 && all.get(at).lastDay() < all.get(least).lastDay())) {
        least = at;
      }
    }
    return least;
  }

  private static int used(Remembered one) {
    return one.lastDay() - one.firstDay();
  }

  /** Each changed. */
  Known<T> each(UnaryOperator<T> change) {
    return new Known<>(all.stream().map(change).toList());
  }

  /** Without what was last used before a day. */
  Known<T> since(int day) {
    return all.stream().allMatch(one -> one.lastDay() >= day)
        ? this
        : new Known<>(all.stream().filter(one -> one.lastDay() >= day).toList());
  }

  /** How many were first seen on a day or later. */
  public int newSince(int day) {
    int count = 0;
    for (T one : all) {
      if (one.firstDay() >= day) {
        count++;
      }
    }
    return count;
  }
}
