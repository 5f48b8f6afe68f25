package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who signs checkpoints believes a record of the log only with the sequencer's word for it. */
class LeafAttestationsTest {
  private static final byte[] LEAF = {1, 2, 3};

  private static SharedKey key(String recipient, int number, int secret) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) secret);
    return new SharedKey("sequencer." + recipient + "." + number, "sequencer", recipient, bytes);
  }

  private static LeafAttestations of(SharedKey... keys) {
    return new LeafAttestations("sequencer", "integrator", List.of(keys));
  }

  @Test
  void holdsForThatLeafAtThatPlaceAlone() {
    LeafAttestations both = of(key("integrator", 1, 1));
    byte[] attestation = both.attest(7, 1, 42, LEAF);

    assertThat(both.holds(attestation, 7, 1, 42, LEAF)).isTrue();
    assertThat(both.holds(attestation, 8, 1, 42, LEAF)).isFalse();
    assertThat(both.holds(attestation, 7, 2, 42, LEAF)).isFalse();
    assertThat(both.holds(attestation, 7, 1, 43, LEAF)).isFalse();
    assertThat(both.holds(attestation, 7, 1, 42, new byte[] {1, 2, 4})).isFalse();
    assertThat(both.holds(null, 7, 1, 42, LEAF)).isFalse();
    for (int bit = 0; bit < 8 * attestation.length; bit++) {
      byte[] changed = attestation.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(both.holds(changed, 7, 1, 42, LEAF)).isFalse();
    }
    assertThat(both.holds(Arrays.copyOf(attestation, 32), 7, 1, 42, LEAF)).isFalse();
  }

  @Test
  void anotherKeyIsNone() {
    byte[] attestation = of(key("integrator", 1, 1)).attest(7, 1, 42, LEAF);
    assertThat(of(key("integrator", 1, 2)).holds(attestation, 7, 1, 42, LEAF)).isFalse();
    assertThat(of(key("signer", 1, 1)).areShared()).isFalse();
    assertThat(of(key("signer", 1, 1)).holds(attestation, 7, 1, 42, LEAF)).isFalse();
  }

  @Test
  void theNewestKeyAttestsAndTheOneBeforeStillHolds() {
    LeafAttestations old = of(key("integrator", 1, 1));
    LeafAttestations next = of(key("integrator", 1, 1), key("integrator", 2, 2));
    assertThat(next.holds(old.attest(7, 1, 42, LEAF), 7, 1, 42, LEAF)).isTrue();
    assertThat(old.holds(next.attest(7, 1, 42, LEAF), 7, 1, 42, LEAF)).isFalse();
  }
}
