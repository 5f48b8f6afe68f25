package de.siegel.embedded.ti;

import static de.siegel.embedded.ti.TestTi.NOW;
import static de.siegel.embedded.ti.TestTi.TELEMATIK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.card.Checked;
import de.siegel.identity.card.RegisterEntry;
import de.siegel.identity.card.TiObjectIdentifiers;
import java.time.Duration;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;

/** The counterparts of {@link IdentityTableTest}: the checks are not simply closed. */
class GoodCardsTest {
  private final TestTi ti = TestTi.good();

  private void assertLetIn(TestCardBuilder card) {
    Checked<RegisterEntry> result = ti.loginKnown(card.build());

    assertThat(result.refusal()).isEmpty();
    assertThat(result.orElseThrow().telematikId()).isEqualTo(TELEMATIK_ID);
  }

  @Test
  void letsAPharmacyInWithTheAddressOfTheDirectory() {
    Checked<RegisterEntry> result = ti.loginKnown(ti.card().build());

    assertThat(result.orElseThrow())
        .isEqualTo(
            new RegisterEntry(
                TELEMATIK_ID,
                "Apotheke am Markt",
                java.util.List.of("Marktplatz 1, 10115 Berlin")));
  }

  @Test
  void needsNoAdmissionAuthority() {
    assertLetIn(
        ti.card()
            .extension(
                TiObjectIdentifiers.ADMISSION,
                false,
                TestAdmission.of(
                    null,
                    "Öffentliche Apotheke",
                    TiObjectIdentifiers.PUBLIC_PHARMACY,
                    TELEMATIK_ID)));
  }

  @Test
  void readsUmlautsInNames() {
    assertLetIn(ti.ca.card(TELEMATIK_ID, "Bären-Apotheke zur Größe", NOW));
  }

  @Test
  void doesNotMindAFurtherExtensionThatIsNotCritical() {
    assertLetIn(
        ti.card().extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.1"), false, DERNull.INSTANCE));
  }

  @Test
  void doesNotMindASubjectAlternativeName() {
    assertLetIn(
        ti.card()
            .extension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "apotheke.invalid"))));
  }

  @Test
  void takesARenewedCardOfTheSameTelematikId() {
    assertLetIn(ti.card());
    assertLetIn(ti.card());
  }

  @Test
  void takesAStatusThatWasProduced37SecondsAgo() {
    ti.ocsp.times(Duration.ofSeconds(37), Duration.ofSeconds(37), Duration.ofSeconds(37));

    assertLetIn(ti.card());
  }

  /** Two published certificates' bytes: with and without an authority. */
  @Test
  void encodesAnAdmissionAsRealCardsDo() {
    String golden =
        "306DA4283026310B300906035504061302444531173015060355040A0C0E414B204272616E64656E62757267"
            + "3041303F303D303B30170C15C3966666656E746C696368652041706F7468656B65300906072A8214004C0436"
            + "1315332D322D41504F2D415343484F4646534348452D31";
    String withoutAuthority = "3043" + golden.substring(golden.indexOf("3041303F"));

    assertThat(admission("AK Brandenburg")).isEqualTo(golden);
    assertThat(admission(null)).isEqualTo(withoutAuthority);
  }

  private static String admission(String authority) {
    return HexFormat.of()
        .withUpperCase()
        .formatHex(
            TiKeys.der(
                TestAdmission.of(
                    authority,
                    "Öffentliche Apotheke",
                    TiObjectIdentifiers.PUBLIC_PHARMACY,
                    "3-2-APO-ASCHOFFSCHE-1")));
  }
}
