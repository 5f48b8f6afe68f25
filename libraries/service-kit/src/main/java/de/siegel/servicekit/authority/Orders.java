package de.siegel.servicekit.authority;

import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.SignedOrder;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes persons' orders: signed by a key of the role, fresh, and each once. */
public final class Orders {
  private static final Duration LONGEST_AGE = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final Role role;
  private final Provider provider;
  private final InstantSource clock;
  private final Instant since;
  private final Map<String, Instant> taken = new LinkedHashMap<>();

  /**
   * @param role whose keys may order
   */
  public Orders(Role role, Provider provider, InstantSource clock) {
    this.role = role;
    this.provider = provider;
    this.clock = clock;
    this.since = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Takes an order.
   *
   * @throws OrderRefused saying what to do
   */
  public synchronized void take(SignedOrder order) {
    Instant now = clock.instant();
    taken.values().removeIf(at -> at.plus(LONGEST_AGE.multipliedBy(2)).isBefore(now));
    if (!order.isSignedBy(role, provider)) {
      throw new OrderRefused(
          "signature: must be by a key that the root of trust names for "
              + role.name()
              + ", over just this order");
    }
    if (Duration.between(order.at(), now).abs().compareTo(LONGEST_AGE) > 0) {
      throw new OrderRefused(
          "at: is more than a minute off; set the clock and sign the order again");
    }
    if (order.at().isBefore(since)) {
      throw new OrderRefused(
          "at: is before the service was started, which knows nothing of orders before that; sign"
              + " the order again");
    }
    if (taken.size() >= MOST || taken.putIfAbsent(order.nonce(), now) != null) {
      throw new OrderRefused("nonce: this order was taken before; sign a new one");
    }
  }
}
