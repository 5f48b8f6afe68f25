package de.siegel.servicekit.authority;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.SignedOrder;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.testing.TestClock;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private static final Provider PROVIDER = CryptoProviders.choose().hot();
  private static final AuthorityKey PERSON = AuthorityKey.generate(PROVIDER);
  private static final Role ROLE =
      new Role("admissions", 1, Map.of(PERSON.id(), PERSON.publicKey()));

  private final TestClock clock = new TestClock(Instant.parse("2026-11-29T10:00:00Z"));
  private final Orders orders = new Orders(ROLE, PROVIDER, clock);

  private SignedOrder order(AuthorityKey by, Instant at) {
    return SignedOrder.sign("wave.pause", List.of(), at, by, new SecureRandom(), PROVIDER);
  }

  @Test
  void takesAnOrderOnce() {
    clock.advance(Duration.ofSeconds(10));
    SignedOrder order = order(PERSON, clock.instant());

    assertThatCode(() -> orders.take(order)).doesNotThrowAnyException();
    assertThatThrownBy(() -> orders.take(order)).hasMessageStartingWith("nonce");
  }

  @Test
  void takesNoneThatIsOldOrEarlyOrSomebodyElses() {
    clock.advance(Duration.ofHours(1));
    for (long seconds : List.of(-61, 3)) {
      assertThatThrownBy(() -> orders.take(order(PERSON, clock.instant().plusSeconds(seconds))))
          .hasMessageStartingWith("at: is in the future, or more than a minute ago");
    }
    assertThatThrownBy(() -> orders.take(order(AuthorityKey.generate(PROVIDER), clock.instant())))
        .hasMessageStartingWith("signature");
  }

  /**
   * A service forgets what it took when it ends: what is older than its start is not taken again.
   */
  @Test
  void anOrderFromBeforeARestartIsNotTakenAgain() {
    // By a clock that runs ahead as far as it may; the service comes back at once.
    clock.advance(Duration.ofSeconds(10));
    SignedOrder order = order(PERSON, clock.instant().plusSeconds(2));
    orders.take(order);
    Orders afterRestart = new Orders(ROLE, PROVIDER, clock);
    clock.advance(Duration.ofSeconds(2));

    assertThatThrownBy(() -> afterRestart.take(order))
        .hasMessageStartingWith("at: is before the service was started");
    clock.advance(Duration.ofSeconds(1));
    assertThatCode(() -> afterRestart.take(order(PERSON, clock.instant())))
        .doesNotThrowAnyException();
  }
}
