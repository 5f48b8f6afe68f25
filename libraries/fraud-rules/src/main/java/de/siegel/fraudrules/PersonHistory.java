package de.siegel.fraudrules;

import java.time.LocalDate;
import java.util.List;

/** What the doses of one person say together. Pure. */
public final class PersonHistory {
  /** No more of one person are looked at: the newest. */
  public static final int LARGEST = 16;

  private PersonHistory() {}

  /**
   * One dose, as a request names it.
   *
   * @param product code of the product, see {@link DoseInterval#code}
   * @param number which dose, from 1
   * @param day when, in days since 1970-01-01
   */
  public record Dose(int product, int number, int day) {
    /** As a request names it. */
    public static Dose of(String product, int number, LocalDate day) {
      return new Dose(DoseInterval.code(product), number, (int) day.toEpochDay());
    }
  }

  /**
   * What they say. A dose of the same number with another date corrects the date, one of the same
   * date with another number corrects the number: what was corrected counts for no interval and no
   * order.
   *
   * @param now what is asked for
   * @param earlier what passed before, the oldest first; at most {@value #LARGEST}
   * @param unusualName what is said of the name
   */
  public static Person of(Dose now, List<Dose> earlier, boolean unusualName) {
    if (earlier.size() > LARGEST) {
      throw new IllegalArgumentException("more than " + LARGEST + " doses of one person");
    }
    int repeats = 0;
    boolean tooClose = false;
    boolean outOfOrder = false;
    for (int at = 0; at < earlier.size(); at++) {
      Dose other = earlier.get(at);
      if (other.product() == now.product() && other.number() == now.number()) {
        repeats++;
      }
      if (!isCorrected(now, earlier, at)) {
        tooClose |= DoseInterval.tooClose(now, other);
        outOfOrder |= outOfOrder(now, other);
      }
    }
    return new Person(repeats, tooClose, outOfOrder, unusualName);
  }

  private static boolean isCorrected(Dose now, List<Dose> earlier, int at) {
    Dose one = earlier.get(at);
    if (corrects(now, one)) {
      return true;
    }
    for (int later = at + 1; later < earlier.size(); later++) {
      if (corrects(earlier.get(later), one)) {
        return true;
      }
    }
    return false;
  }

  private static boolean corrects(Dose later, Dose earlier) {
    return later.number() == earlier.number() || later.day() == earlier.day();
  }

  /** Of products that nobody knows a second number may be of another series. */
  private static boolean outOfOrder(Dose one, Dose other) {
    return DoseInterval.known(one.product())
        && DoseInterval.known(other.product())
        && one.number() > other.number() != one.day() > other.day();
  }
}
