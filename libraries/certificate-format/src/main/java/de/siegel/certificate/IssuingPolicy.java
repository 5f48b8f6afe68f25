package de.siegel.certificate;

import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;

/**
 * What one issuer decides within the rules of the format.
 *
 * @param country {@code co}, {@code iss} and the country of the UVCI: two letters
 * @param issuer {@code is}: 1 to 80 characters; a test environment says TEST here
 * @param zone where "today" is judged for dates without a time
 * @param products {@code mp} codes this issuer certifies
 * @param doses which {@code dn}/{@code sd} it certifies
 * @param testDevices rapid tests it certifies
 */
public record IssuingPolicy(
    String country,
    String issuer,
    ZoneId zone,
    Set<String> products,
    DoseRules doses,
    TestDevices testDevices) {

  public IssuingPolicy {
    if (!country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("a country is two letters A-Z");
    }
    if (issuer.isBlank() || issuer.codePointCount(0, issuer.length()) > FieldReader.TEXT) {
      throw new IllegalArgumentException("an issuer's name has 1 to 80 characters");
    }
    Objects.requireNonNull(zone);
    products = Set.copyOf(products);
    Objects.requireNonNull(doses);
    Objects.requireNonNull(testDevices);
    for (String product : products) {
      if (ValueSets.current().productCodes().state(product) != ValueSet.State.ACTIVE) {
        throw new IllegalArgumentException("a policy names active products only");
      }
    }
  }

  /** Germany: the first six rows of table 3.2 and the dose table of section 5. */
  public static IssuingPolicy germany() {
    return new IssuingPolicy(
        "DE",
        "Robert Koch-Institut",
        ZoneId.of("Europe/Berlin"),
        GermanDoses.PRODUCTS,
        new GermanDoses(),
        TestDevices.examples());
  }

  /**
   * Germany, for an environment.
   *
   * @param test true for a test environment: its issuer's name begins with TEST, so that nobody
   *     takes what it issues for real
   */
  public static IssuingPolicy germany(boolean test) {
    IssuingPolicy policy = germany();
    return test ? policy.withIssuer("TEST " + policy.issuer()) : policy;
  }

  /** The same policy under another issuer's name. */
  public IssuingPolicy withIssuer(String name) {
    return new IssuingPolicy(country, name, zone, products, doses, testDevices);
  }

  /** The same policy with another list of rapid tests. */
  public IssuingPolicy withTestDevices(TestDevices devices) {
    return new IssuingPolicy(country, issuer, zone, products, doses, devices);
  }
}
