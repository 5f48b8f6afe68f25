package de.siegel.fraudrules.state;

import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.Hold;
import java.util.ArrayList;
import java.util.List;

/**
 * The holds of a pharmacy that may be in force. When there are too many, of those that a person can
 * end the one that ends first goes: what began it asks again for a hold by itself. Where there are
 * none of those nothing new is remembered: nobody can wash away what only analysts end.
 *
 * @param all of them
 */
public record Holds(List<Hold> all) {
  /** So many are remembered. */
  public static final int LARGEST = 8;

  /** None is. */
  public static final Holds NONE = new Holds(List.of());

  public Holds {
    all = List.copyOf(all);
    if (all.size() > LARGEST) {
      throw new IllegalArgumentException("more than " + LARGEST + " holds");
    }
  }

  /** Whether something is held already for the reason of another hold. */
  public boolean has(Hold hold) {
    for (Hold one : all) {
      if (one.sameAs(hold)) {
        return true;
      }
    }
    return false;
  }

  /** Those that are not over. */
  Holds at(long second) {
    for (int at = 0; at < all.size(); at++) {
      if (all.get(at).until() <= second) {
        return new Holds(all.stream().filter(hold -> hold.until() > second).toList());
      }
    }
    return this;
  }

  /** With others that begin, unless the same is held. */
  Holds with(List<Hold> begun) {
    if (begun.isEmpty()) {
      return this;
    }
    List<Hold> next = new ArrayList<>(all);
    for (Hold hold : begun) {
      if (next.stream().noneMatch(hold::sameAs)) {
        if (next.size() >= LARGEST) {
          next.remove(first(next));
        }
        if (next.size() < LARGEST) {
          next.add(hold);
        }
      }
    }
    return new Holds(next);
  }

  /** Of those that a person can end; null if there are none. */
  private static Hold first(List<Hold> all) {
    Hold first = null;
    for (Hold hold : all) {
      if (hold.personReleases() && (first == null || hold.until() < first.until())) {
        first = hold;
      }
    }
    return first;
  }

  /** Without those that a request ends, for a person confirmed it and it passed. */
  Holds confirmed(Features request) {
    return all.isEmpty()
        ? this
        : new Holds(
            all.stream().filter(hold -> !(hold.personReleases() && hold.covers(request))).toList());
  }

  /** Without those that began before a time. */
  Holds since(long second) {
    return all.isEmpty()
        ? this
        : new Holds(all.stream().filter(hold -> hold.from() >= second).toList());
  }
}
