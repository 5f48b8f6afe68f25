package de.siegel.fraudrules.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A few things that a pharmacy uses. When it is full, what was used the fewest days goes first: so
 * whoever brings many new ones displaces only those. Immutable.
 *
 * @param <T> what
 */
public final class Known<T extends Remembered> {
  /** So many are remembered. */
  public static final int LARGEST = 24;

  private final Remembered[] all;

  /** Their tokens, in a row: each request looks for several. */
  private final long[] ids;

  /** Of some. */
  public Known(List<T> all) {
    this(all.toArray(new Remembered[0]), new long[all.size()]);
    for (int at = 0; at < ids.length; at++) {
      ids[at] = this.all[at].id();
    }
  }

  private Known(Remembered[] all, long[] ids) {
    this.all = all;
    this.ids = ids;
  }

  /** Nothing is. */
  public static <T extends Remembered> Known<T> none() {
    return new Known<>(List.of());
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
      return new Known<>(next, ids);
    }
    int before = Math.min(all.length, LARGEST - 1);
    Remembered[] next = Arrays.copyOf(all, before + 1);
    long[] tokens = Arrays.copyOf(ids, before + 1);
    if (all.length > before) {
      int gone = leastUsed();
      System.arraycopy(all, gone + 1, next, gone, before - gone);
      System.arraycopy(ids, gone + 1, tokens, gone, before - gone);
    }
    next[before] = one;
    tokens[before] = one.id();
    return new Known<>(next, tokens);
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
    return new Known<>(next, ids);
  }

  /** Without what was last used before a day. */
  Known<T> since(int day) {
    for (int at = 0; at < all.length; at++) {
      if (all[at].lastDay() < day) {
        return new Known<>(all().stream().filter(one -> one.lastDay() >= day).toList());
      }
    }
    return this;
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
