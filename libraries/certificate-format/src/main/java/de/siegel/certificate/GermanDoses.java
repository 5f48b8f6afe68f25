package de.siegel.certificate;

import java.util.Set;

/**
 * The German dose table (section 5). A request for one dose cannot prove the history that tells
 * equal pairs apart, so the stated pair is accepted when some history of the table leads to it.
 */
final class GermanDoses implements DoseRules {

  private static final String JANSSEN = "EU/1/20/1525";
  private static final String VALNEVA = "EU/1/21/1624";

  static final Set<String> PRODUCTS =
      Set.of("EU/1/20/1528", "EU/1/20/1507", "EU/1/21/1529", JANSSEN, "EU/1/21/1618", VALNEVA);

  @Override
  public boolean allows(String product, int dose, int series) {
    if (!PRODUCTS.contains(product) || dose < 1 || series < 1) {
      return false;
    }
    boolean afterRecoveryOrSingle = dose == 1 && series == 1;
    boolean booster = dose >= 3 && series == dose;
    if (product.equals(JANSSEN)) {
      // Not 2/1 nor n/1: they cannot be told from a second Janssen dose, which is not covered.
      return afterRecoveryOrSingle || booster;
    }
    boolean basicSeries = series == 2 && dose <= 2;
    boolean afterJanssen = dose == 2 && series == 1;
    if (product.equals(VALNEVA)) {
      // Neither after recovery nor as a booster.
      return basicSeries || afterJanssen;
    }
    boolean boosterAfterShortSeries = dose >= 3 && series == 1;
    return basicSeries
        || afterJanssen
        || afterRecoveryOrSingle
        || booster
        || boosterAfterShortSeries;
  }
}
