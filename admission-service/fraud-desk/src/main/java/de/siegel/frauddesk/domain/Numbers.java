package de.siegel.frauddesk.domain;

import java.math.BigDecimal;

/** Numbers as people write them. */
public final class Numbers {
  private Numbers() {}

  /** Without an exponent, and without zeros at the end. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }
}
