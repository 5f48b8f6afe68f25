package de.siegel.embedded.ti;

import static de.siegel.embedded.ti.TestTi.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.card.CardCertificate;
import de.siegel.identity.card.CardVerifier;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.TiObjectIdentifiers;
import de.siegel.identity.confirmation.Confirmation;
import de.siegel.identity.confirmation.ConfirmationCheck;
import de.siegel.identity.confirmation.ConfirmationCheck.Asked;
import de.siegel.identity.confirmation.ConfirmationJson;
import de.siegel.identity.confirmation.ConfirmationResult.Confirmed;
import de.siegel.identity.confirmation.Confirmers;
import de.siegel.sealing.ConfirmationStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConfirmationPropertyTest {
  private static final String PHARMACY = "pharmacy-1";
  private static final String PERSON = "3-HBA-TEST.00001";
  private static final byte[] TAG = new byte[32];
  private static final Instant UNTIL = NOW.plus(Duration.ofMinutes(4));
  private static final TestTi TI = new TestTi();
  private static final TestCardCa PROFESSIONALS = TestCardCa.makeProfessional(NOW);
  private static final TestCard CARD = PROFESSIONALS.pharmacist(PERSON, "Muster", NOW).build();

  static {
    TI.list.ca(
        PROFESSIONALS.certificate(),
        true,
        NOW.minusSeconds(60),
        Set.of(TiObjectIdentifiers.HP_AUT.getId()),
        "http://127.0.0.1/x");
    TI.trust(true, Set.of(TiObjectIdentifiers.HCI_AUT.getId()));
    TI.ocsp.know(CARD);
  }

  private static Confirmation.Hba good() {
    ConfirmationStatement statement = new ConfirmationStatement("session", TAG, UNTIL);
    byte[] status =
        TI.ocsp.answer(
            new OcspQuestion<>(
                    CardVerifier.verifyPerson(
                            CardCertificate.read(CARD.der()).orElseThrow(), TI.trustList, NOW)
                        .orElseThrow(),
                    statement.statusNonce())
                .request(),
            NOW);
    return new Confirmation.Hba(
        UNTIL.toEpochMilli(), CARD.der(), CARD.sign(statement.bytes(status)), status);
  }

  private static boolean isConfirmed(Confirmation confirmation) {
    return ConfirmationCheck.check(
            ConfirmationJson.write(confirmation),
            new Asked(PHARMACY, "session", TAG, NOW),
            List.of(Confirmers.hba(PHARMACY, PERSON)),
            TI.trustList)
        instanceof Confirmed;
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / Byte.SIZE % bytes.length] ^= (byte) (1 << bit % Byte.SIZE);
    return changed;
  }

  @Property(tries = 300)
  void anyChangedBitOfWhatACardSignedConfirmsNothing(
      @ForAll @IntRange(max = 2) int part, @ForAll @IntRange(max = 20_000) int bit) {
    Confirmation.Hba good = good();

    assertThat(isConfirmed(good)).isTrue();
    assertThat(
            isConfirmed(
                new Confirmation.Hba(
                    good.untilMillis(),
                    part == 0 ? flipped(good.certificate(), bit) : good.certificate(),
                    part == 1 ? flipped(good.signature(), bit) : good.signature(),
                    part == 2 ? flipped(good.ocspResponse(), bit) : good.ocspResponse())))
        .isFalse();
  }
}
