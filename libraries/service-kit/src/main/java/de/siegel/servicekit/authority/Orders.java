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
  private static final Duration AHEAD = Duration.ofSeconds(2);
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
    if (order.at().isAfter(now.plus(AHEAD)) || order.at().isBefore(now.minus(LONGEST_AGE))) {
      throw new OrderRefused(
          "at: is in the future, or more than a minute ago; set the clock and sign the order"
              + " again");
    }
    // Before it was started, this may have been taken that was signed by a clock that runs ahead.
    if (!order.at().isAfter(since.plus(AHEAD))) {
      throw new OrderRefused(
          "at: is before the service was started, or hardly after, and it knows nothing of orders"
              + " before that; sign the order again");
    }
    if (taken.size() >= MOST || taken.putIfAbsent(order.nonce(), now) != null) {
      throw new OrderRefused("nonce: this order was taken before; sign a new one");
    }
  }
}
