package de.siegel.certificate;

import java.util.Objects;
import java.util.Set;

/**
 * One row of table 3.2.
 *
 * @param name trade name
 * @param code {@code mp}
 * @param holder {@code ma}
 * @param prophylaxes the {@code vp} codes that may stand with it (V-01)
 * @param active whether it may still be issued
 */
public record VaccineProduct(
    String name, String code, String holder, Set<String> prophylaxes, boolean active) {
  public VaccineProduct {
    Objects.requireNonNull(name);
    Objects.requireNonNull(code);
    Objects.requireNonNull(holder);
    prophylaxes = Set.copyOf(prophylaxes);
  }
}
