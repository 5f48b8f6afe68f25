package de.siegel.servicekit.authority;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.servicekit.crypto.CryptoProviders;
import java.security.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftBundleTest {
  private static final Provider PROVIDER = CryptoProviders.choose().hot();

  /** No signature is needed over nothing, so nothing would tell a stranger from a person. */
  @Test
  void nobodySignsNothing() {
    AuthorityKey one = AuthorityKey.generate(PROVIDER);
    AuthorityKey two = AuthorityKey.generate(PROVIDER);
    Role root = new Role("root", 2, Map.of(one.id(), one.publicKey(), two.id(), two.publicKey()));
    ControlSignatures check =
        new ControlSignatures(new RootOfTrust("test", 1, Instant.MAX, root, Map.of()), PROVIDER);

    assertThatThrownBy(
            () ->
                new DraftBundle(List.of())
                    .sign(new PersonalSignatures("invented", List.of()), check))
        .hasMessageStartingWith("SIGNATURE_INVALID");
  }
}
