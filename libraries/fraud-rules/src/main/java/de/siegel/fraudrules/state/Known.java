package de.siegel.fraudrules.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A few things that a pharmacy uses. When it is full, what was used the fewest days goes first: so
 * whoever brings many new ones displaces only those. Immutable.
 *
 * @param <T> what
 */
public final class Known<T extends Remembered> {
  /** So many are remembered, where nothing else is said. */
  public static final int LARGEST = 24;

  private final Remembered[] all;

  /** Their tokens, in a row: each request looks for several. */
  private final long[] ids;

  private final int largest;

  /**
   * Of some.
   *
   * @param largest so many are remembered at most
   */
  public Known(List<T> all, int largest) {
    this(all.toArray(new Remembered[0]), new long[all.size()], largest);
    for (int at = 0; at < ids.length; at++) {
      ids[at] = this.all[at].id();
    }
  }

  private Known(Remembered[] all, long[] ids, int largest) {
    this.all = all;
    this.ids = ids;
    this.largest = largest;
  }

  /** Nothing is, and at most so many will be. */
  public static <T extends Remembered> Known<T> none(int largest) {
    return new Known<>(List.of(), largest);
  }

  /** All of them. */
  @SuppressWarnings("unchecked")
  public List<T> all() {
    return (List<T>) Collections.unmodifiableList(Arrays.asList(all));
  }

  @SuppressWarnings("unchecked")
  private T get(int at) {
    return (T) all[at];
  }

  /** Where that token is; -1 if nowhere. */
  private int place(long id) {
    for (int at = 0; at < ids.length; at++) {
      if (ids[at] == id) {
        return at;
      }
    }
    return -1;
  }

  /** One of them, or null. */
  public T find(long id) {
    int at = place(id);
    return at < 0 ? null : get(at);
  }

  /** With one put into the place of what has its token, or added. */
  Known<T> with(T one) {
    int at = place(one.id());
    if (at >= 0) {
      Remembered[] next = all.clone();
      next[at] = one;
      return new Known<>(next, ids, largest);
    }
    int before = Math.min(all.length, largest - 1);
    Remembered[] next = Arrays.copyOf(all, before + 1);
    long[] tokens = Arrays.copyOf(ids, before + 1);
    if (all.length > before) {
      int gone = leastUsed();
      System.arraycopy(all, gone + 1, next, gone, before - gone);
      System.arraycopy(ids, gone + 1, tokens, gone, before - gone);
    }
    next[before] = one;
    tokens[before] = one.id();
    return new Known<>(next, tokens, largest);
  }

  private int leastUsed() {
    int least = 0;
    int fewest = used(all[0]);
    for (int at = 1; at < all.length; at++) {
      int days = used(all[at]);
      if (days < fewest || (days == fewest && all[at].lastDay() < all[least].lastDay())) {
        least = at;
        fewest = days;
      }
    }
    return least;
  }

  private static int used(Remembered one) {
    return one.lastDay() - one.firstDay();
  }

  /** Each changed, but for its token. */
  Known<T> each(UnaryOperator<T> change) {
    Remembered[] next = new Remembered[all.length];
    for (int at = 0; at < next.length; at++) {
      next[at] = change.apply(get(at));
    }
    return new Known<>(next, ids, largest);
  }

  /** Without what was last used before a day. */
  Known<T> since(int day) {
    for (int at = 0; at < all.length; at++) {
      if (all[at].lastDay() < day) {
        return without(one -> one.lastDay() < day);
      }
    }
    return this;
  }

  /** Without some. */
  Known<T> without(Predicate<T> gone) {
    return new Known<>(all().stream().filter(gone.negate()).toList(), largest);
  }

  /** How many were first seen on a day or later. */
  public int newSince(int day) {
    int count = 0;
    for (Remembered one : all) {
      if (one.firstDay() >= day) {
        count++;
      }
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Known<?> known && Arrays.equals(all, known.all);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(all);
  }

  @Override
  public String toString() {
    return all().toString();
  }
}
