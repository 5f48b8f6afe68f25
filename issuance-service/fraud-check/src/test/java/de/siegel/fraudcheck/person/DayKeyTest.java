package de.siegel.fraudcheck.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** HMAC-SHA256, as Java's own, with a key that can be destroyed. */
class DayKeyTest {
  @Test
  void itsTokensAreTheFirstEightBytesOfHmacSha256() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    byte[] secret = new byte[64];
    random.nextBytes(secret);
    DayKey key = new DayKey(into -> System.arraycopy(secret, 0, into, 0, into.length));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    for (int length = 0; length < 300; length++) {
      byte[] message = new byte[length + 5];
      random.nextBytes(message);
      assertThat(key.token(message, length))
          .isEqualTo(ByteBuffer.wrap(mac.doFinal(Arrays.copyOf(message, length))).getLong());
    }
  }

  @Test
  void nothingIsLeftOfOneThatWasDestroyed() {
    DayKey key = new DayKey(new SplittableRandom(1)::nextBytes);
    assertThat(key.isZero()).isFalse();
    key.destroy();
    assertThat(key.isZero()).isTrue();
    assertThatThrownBy(() -> key.token(new byte[1], 1)).isInstanceOf(IllegalStateException.class);
  }
}
