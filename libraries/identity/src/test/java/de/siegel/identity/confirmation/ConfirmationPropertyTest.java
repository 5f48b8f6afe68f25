package de.siegel.identity.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.confirmation.ConfirmationCheck.Asked;
import de.siegel.identity.confirmation.ConfirmationResult.Confirmed;
import de.siegel.identity.testing.SoftAuthenticator;
import de.siegel.schemas.control.Confirmer;
import de.siegel.sealing.ConfirmationStatement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ConfirmationPropertyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String SESSION = "0123456789abcdef0123456789abcdef";
  private static final SoftAuthenticator DEVICE = new SoftAuthenticator();
  private static final Confirmer ENROLLED = DEVICE.enrolledFor("pharmacy-1");

  private static ConfirmationResult check(byte[] confirmation, byte[] tag) {
    return ConfirmationCheck.check(
        confirmation,
        new Asked("pharmacy-1", SESSION, tag, NOW),
        List.of(ENROLLED),
        Optional.empty());
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / Byte.SIZE % bytes.length] ^= (byte) (1 << bit % Byte.SIZE);
    return changed;
  }

  @Property(tries = 300)
  void anyChangedBitOfAnAssertionConfirmsNothing(
      @ForAll @IntRange(max = 2) int part, @ForAll @IntRange(max = 4_000) int bit) {
    byte[] tag = new byte[32];
    Confirmation.WebAuthn good =
        DEVICE.confirm(new ConfirmationStatement(SESSION, tag, NOW.plusSeconds(60)));
    Confirmation changed =
        new Confirmation.WebAuthn(
            good.untilMillis(),
            good.credentialId(),
            part == 0 ? flipped(good.authenticatorData(), bit) : good.authenticatorData(),
            part == 1 ? flipped(good.clientData(), bit) : good.clientData(),
            part == 2 ? flipped(good.signature(), bit) : good.signature());

    assertThat(check(ConfirmationJson.write(good), tag)).isInstanceOf(Confirmed.class);
    assertThat(check(ConfirmationJson.write(changed), tag)).isNotInstanceOf(Confirmed.class);
  }

  @Property(tries = 100)
  void aConfirmationIsForOneTagOnly(
      @ForAll @Size(32) byte[] confirmed, @ForAll @Size(32) byte[] asked) {
    byte[] confirmation =
        ConfirmationJson.write(
            DEVICE.confirm(new ConfirmationStatement(SESSION, confirmed, NOW.plusSeconds(60))));

    assertThat(check(confirmation, asked) instanceof Confirmed)
        .isEqualTo(Arrays.equals(confirmed, asked));
  }

  @Property(tries = 200)
  void countsFromFiveMinutesAndAClocksErrorBeforeItsEndUntilItsEnd(
      @ForAll @LongRange(min = -600_000, max = 600_000) long millis) {
    byte[] tag = new byte[32];
    Instant until = NOW.plusMillis(millis);
    byte[] confirmation =
        ConfirmationJson.write(DEVICE.confirm(new ConfirmationStatement(SESSION, tag, until)));

    assertThat(check(confirmation, tag) instanceof Confirmed)
        .isEqualTo(millis >= 0 && millis <= 330_000);
  }

  @Property(tries = 500)
  void readsBackWhatItWrites(
      @ForAll @LongRange(min = 0) long until,
      @ForAll @Size(max = 400) byte[] one,
      @ForAll @Size(max = 400) byte[] two,
      @ForAll @Size(max = 400) byte[] three) {
    Confirmation.Hba hba = new Confirmation.Hba(until, one, two, three);

    Confirmation.Hba read =
        (Confirmation.Hba) ConfirmationJson.read(ConfirmationJson.write(hba)).orElseThrow();

    assertThat(read.untilMillis()).isEqualTo(until);
    assertThat(read.certificate()).isEqualTo(one);
    assertThat(read.signature()).isEqualTo(two);
    assertThat(read.ocspResponse()).isEqualTo(three);
  }

  @Property(tries = 500)
  void anyBytesAreReadWithoutHarm(@ForAll @Size(max = 300) byte[] bytes) {
    assertThat(ConfirmationJson.read(bytes)).isEmpty();
  }

  @Property(tries = 300)
  void aConfirmationThatWasCutOffIsNone(@ForAll @IntRange(max = 10_000) int where) {
    byte[] whole =
        ConfirmationJson.write(
            DEVICE.confirm(new ConfirmationStatement(SESSION, new byte[32], NOW)));

    assertThat(ConfirmationJson.read(Arrays.copyOf(whole, where % whole.length))).isEmpty();
  }
}
