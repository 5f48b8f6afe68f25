package de.siegel.fraudrules;

import java.util.Map;
import java.util.stream.Collectors;

/** How far doses of the known vaccines are apart. Pure. */
public final class DoseInterval {
  /**
   * Days between two doses at the least, by the products' information (SmPC, section 4.2): three
   * weeks, four, and four ("between 4 and 12 weeks"). Products of one dose have none.
   */
  private static final Map<String, Integer> LEAST =
      Map.of("EU/1/20/1528", 21, "EU/1/20/1507", 28, "EU/1/21/1529", 28, "EU/1/20/1525", 0);

  private static final Map<Integer, Integer> BY_CODE =
      LEAST.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(entry -> code(entry.getKey()), Map.Entry::getValue));

  /**
   * So many days less is unusual, but it happens, and such vaccinations count: what two requests
   * say of one person has to be farther off before it cannot be.
   */
  static final int TOLERANCE = 7;

  private DoseInterval() {}

  /** A small number in place of a product's. */
  public static int code(String product) {
    return product.hashCode();
  }

  /** Days by the product's information; 0 if it names none, or the product is not known. */
  public static int least(String product) {
    return LEAST.getOrDefault(product, 0);
  }

  static boolean known(int product) {
    return BY_CODE.containsKey(product);
  }

  /**
   * Whether two doses of one person are closer together than can be: each dose between them needs
   * its time too. Of two products the shorter time counts, of one dose none.
   */
  static boolean tooClose(PersonHistory.Dose one, PersonHistory.Dose other) {
    int least =
        Math.min(BY_CODE.getOrDefault(one.product(), 0), BY_CODE.getOrDefault(other.product(), 0));
    if (least == 0) {
      return false;
    }
    long between = Math.abs((long) one.number() - other.number());
    return Math.abs((long) one.day() - other.day()) < between * (least - TOLERANCE);
  }
}
