package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.SigningAlgorithm;
import java.security.Provider;
import java.security.Security;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session's Ed25519 key must be one that only its owner can sign with, whatever provider asks.
 */
class SessionKeyPointTest {
  static List<Provider> providers() {
    return List.of(Security.getProvider("SunEC"), new BouncyCastleProvider());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The points of order 1, 2, 4 and 8, and other encodings of them (RFC 8032 section 5.1.3).
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void refusesPointsUnderWhichAnybodyCanSign(String point) {
    for (Provider provider : providers()) {
      assertThat(
              new RequestSignature(provider)
                  .key(SigningAlgorithm.ED25519, HexFormat.of().parseHex(point)))
          .as(provider.getName())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void takesTheKeysThatAreMadeHere(Provider provider) {
    for (int number = 0; number < 20; number++) {
      byte[] key = SessionKeys.generate(SigningAlgorithm.ED25519, provider).publicKey();

      assertThat(new RequestSignature(provider).key(SigningAlgorithm.ED25519, key)).isPresent();
    }
  }
}
