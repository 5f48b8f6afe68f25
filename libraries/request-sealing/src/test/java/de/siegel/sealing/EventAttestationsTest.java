package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventAttestationsTest {
  private static final SharedKey SIGNER = key("signer", 1, 1);
  private static final SharedKey DESK = key("desk", 1, 2);
  private static final byte[] EVENT = {9, 8, 7, 6, 5, 0};

  private final EventAttestations sequencer = of(SIGNER, DESK);

  private static SharedKey key(String sender, int number, int secret) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) secret);
    return new SharedKey(sender + ".sequencer." + number, sender, "sequencer", bytes);
  }

  private static EventAttestations of(SharedKey... keys) {
    return new EventAttestations("sequencer", List.of(keys));
  }

  @Test
  void holdsForWhoMadeItAndForNobodyElse() {
    byte[] attested = of(SIGNER).attest("signer", EVENT);

    assertThat(attested).startsWith(Arrays.copyOf(EVENT, EVENT.length - 1)).hasSize(5 + 35);
    assertThat(sequencer.holds("signer", attested)).isTrue();
    assertThat(sequencer.holds("desk", attested)).isFalse();
    assertThat(sequencer.holds("nobody", attested)).isFalse();
    assertThat(sequencer.holds("signer", of(DESK).attest("desk", EVENT))).isFalse();
    assertThat(of(key("signer", 1, 3)).holds("signer", attested)).isFalse();
  }

  @Test
  void noBitCanBeChanged() {
    byte[] attested = of(SIGNER).attest("signer", EVENT);
    for (int bit = 0; bit < 8 * attested.length; bit++) {
      byte[] changed = attested.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(sequencer.holds("signer", changed)).isFalse();
    }
    for (int length = 0; length < attested.length; length++) {
      assertThat(sequencer.holds("signer", Arrays.copyOf(attested, length))).isFalse();
    }
  }

  @Test
  void theNewestKeyAttestsAndTheOneBeforeStillHolds() {
    SharedKey next = key("signer", 2, 4);
    EventAttestations both = of(SIGNER, next, DESK);

    assertThat(both.holds("signer", of(SIGNER).attest("signer", EVENT))).isTrue();
    assertThat(both.holds("signer", of(SIGNER, next).attest("signer", EVENT))).isTrue();
    assertThat(sequencer.holds("signer", of(SIGNER, next).attest("signer", EVENT))).isFalse();
  }

  @Test
  void whoSharesNoKeyLeavesTheEventAsItIs() {
    assertThat(of(DESK).attest("operator", EVENT)).isEqualTo(EVENT);
    assertThat(sequencer.holds("operator", EVENT)).isFalse();
    assertThat(sequencer.senders()).containsExactlyInAnyOrder("signer", "desk");
    assertThatThrownBy(() -> sequencer.attest("signer", new byte[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
