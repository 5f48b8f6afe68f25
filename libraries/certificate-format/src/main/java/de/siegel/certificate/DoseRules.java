package de.siegel.certificate;

/** Which dose counts an issuer certifies for a product. */
@FunctionalInterface
public interface DoseRules {

  /**
   * @param product {@code mp}
   * @param dose {@code dn}, from 1
   * @param series {@code sd}, from 1
   */
  boolean allows(String product, int dose, int series);
}
