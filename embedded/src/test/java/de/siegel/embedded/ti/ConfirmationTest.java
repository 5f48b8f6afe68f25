package de.siegel.embedded.ti;

import static de.siegel.embedded.ti.TestTi.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.card.CardCertificate;
import de.siegel.identity.card.CardIssuer;
import de.siegel.identity.card.CardVerifier;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.PersonCard;
import de.siegel.identity.card.TiObjectIdentifiers;
import de.siegel.identity.confirmation.Confirmation;
import de.siegel.identity.confirmation.ConfirmationCheck;
import de.siegel.identity.confirmation.ConfirmationCheck.Asked;
import de.siegel.identity.confirmation.ConfirmationJson;
import de.siegel.identity.confirmation.ConfirmationResult;
import de.siegel.identity.confirmation.ConfirmationResult.Confirmed;
import de.siegel.identity.confirmation.ConfirmationResult.Refused;
import de.siegel.identity.confirmation.Confirmers;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.ConfirmationTag;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.SessionSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pharmacist confirms a request with a professional's card (HBA). The attacker has the pharmacy:
 * its computers, its card that stays unlocked, its open session; and any other card that is sold.
 */
class ConfirmationTest {
  private static final String PHARMACY = "pharmacy-1";
  private static final String PERSON = "3-HBA-TEST.00001";
  private static final String SESSION = "0123456789abcdef0123456789abcdef";
  private static final Instant UNTIL = NOW.plus(Duration.ofMinutes(4));

  private final TestTi ti = new TestTi();
  private final TestCardCa professionals = TestCardCa.makeProfessional(NOW);
  private final SessionSecret secret = SessionSecret.of(SESSION, new byte[SessionSecret.LENGTH]);
  private final TestCard card;
  private List<Confirmer> confirmers = List.of(Confirmers.hba(PHARMACY, PERSON));

  ConfirmationTest() {
    trustProfessionals(true, Set.of(TiObjectIdentifiers.HP_AUT.getId()));
    card = known(professionals.pharmacist(PERSON, "Erika Muster", NOW));
  }

  private void trustProfessionals(boolean inAccord, Set<String> types) {
    ti.list.ca(
        professionals.certificate(), inAccord, NOW.minusSeconds(60), types, "http://127.0.0.1/x");
    ti.trust(true, Set.of(TiObjectIdentifiers.HCI_AUT.getId()));
  }

  private TestCard known(TestCardBuilder builder) {
    TestCard made = builder.build();
    ti.ocsp.know(made);
    return made;
  }

  private byte[] tag(String requestId, String content) {
    return ConfirmationTag.of(
        secret, requestId, "eu-dcc-1.3", "r-1", content.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] tag() {
    return tag("r-2", "{\"type\":\"V\"}");
  }

  private ConfirmationStatement statement() {
    return new ConfirmationStatement(SESSION, tag(), UNTIL);
  }

  /** The responder's answer about any card of any CA, good or not. */
  private byte[] status(TestCard of, byte[] nonce, Instant at) {
    CardCertificate certificate = CardCertificate.read(of.der()).orElseThrow();
    X509CertificateHolder issuer =
        TiKeys.certificate(of.der()).getIssuer().equals(ti.ca.certificate().getSubject())
            ? ti.ca.certificate()
            : professionals.certificate();
    PersonCard asked =
        new PersonCard(
            certificate, new CardIssuer(issuer, true, NOW, Set.of(), Optional.empty()), "");
    return ti.ocsp.answer(new OcspQuestion<>(asked, nonce).request(), at);
  }

  private Confirmation.Hba confirm(TestCard with, ConfirmationStatement statement, Instant at) {
    byte[] status = status(with, statement.statusNonce(), at);
    return new Confirmation.Hba(
        statement.until().toEpochMilli(), with.der(), with.sign(statement.bytes(status)), status);
  }

  private Confirmation.Hba confirm(TestCard with) {
    return confirm(with, statement(), NOW);
  }

  private ConfirmationResult check(Confirmation confirmation, String session, byte[] tag) {
    return check(confirmation, session, tag, NOW);
  }

  private ConfirmationResult check(
      Confirmation confirmation, String session, byte[] tag, Instant requestedAt) {
    byte[] bytes = ConfirmationJson.write(confirmation);
    assertThat(bytes).hasSizeLessThan(ConfirmationJson.LONGEST);
    return ConfirmationCheck.check(
        bytes, new Asked(PHARMACY, session, tag, requestedAt), confirmers, ti.trustList);
  }

  private ConfirmationResult check(Confirmation confirmation) {
    return check(confirmation, SESSION, tag());
  }

  private static void assertRefused(ConfirmationResult result, RefusalCode code) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.code()).as(refused.detail()).isEqualTo(code));
  }

  private static void assertCardRefused(ConfirmationResult result, String why) {
    assertRefused(result, RefusalCode.CONFIRMATION_CARD_REFUSED);
    assertThat(((Refused) result).detail()).startsWith(why + ": ");
  }

  @Test
  void confirmsWhatAnEnrolledPharmacistsCardSigned() {
    assertThat(check(confirm(card))).isEqualTo(new Confirmed(confirmers.get(0)));
  }

  @Test
  void knowsThePersonAgainWithANewCard() {
    TestCard replacement = known(professionals.pharmacist(PERSON, "Erika Muster", NOW));

    assertThat(check(confirm(replacement))).isInstanceOf(Confirmed.class);
  }

  @Test
  void neverTakesThePharmacysOwnCard() {
    TestCard unlockedAllDay = known(ti.card());
    confirmers = List.of(Confirmers.hba(PHARMACY, TestTi.TELEMATIK_ID));

    assertThat(CardVerifier.verify(unlockedAllDay.der(), ti.trustList, NOW).refusal()).isEmpty();
    assertRefused(check(confirm(unlockedAllDay)), RefusalCode.CONFIRMATION_NOT_A_PERSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"76", "77", "78"})
  void neverTakesAnInstitutionsCertificateOfAnyType(String type) {
    TestCard institutions =
        known(
            professionals
                .pharmacist(PERSON, "Erika Muster", NOW)
                .policies(
                    TiObjectIdentifiers.GENERAL_POLICY,
                    TiObjectIdentifiers.HP_AUT,
                    new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.276.0.76.4." + type)));

    assertRefused(check(confirm(institutions)), RefusalCode.CONFIRMATION_NOT_A_PERSON);
  }

  @Test
  void neverTakesAnInstitutionsProfessionUnderAPersonsType() {
    TestCard pharmacy =
        known(
            professionals
                .pharmacist(PERSON, "Erika Muster", NOW)
                .extension(
                    TiObjectIdentifiers.ADMISSION,
                    false,
                    TestAdmission.of(
                        null,
                        "Öffentliche Apotheke",
                        TiObjectIdentifiers.PUBLIC_PHARMACY,
                        PERSON)));

    assertRefused(check(confirm(pharmacy)), RefusalCode.CONFIRMATION_NOT_A_PERSON);
  }

  @Test
  void refusesAPersonWhoIsNotEnrolled() {
    TestCard stranger = known(professionals.pharmacist("3-HBA-TEST.00002", "Max Muster", NOW));

    assertRefused(check(confirm(stranger)), RefusalCode.CONFIRMATION_NOT_ENROLLED);
  }

  @Test
  void refusesAPersonOfAnotherPharmacy() {
    confirmers = List.of(Confirmers.hba("pharmacy-2", PERSON));

    assertRefused(check(confirm(card)), RefusalCode.CONFIRMATION_NOT_ENROLLED);
  }

  @Test
  void refusesAPersonWhoseEnrolmentWasRevoked() {
    Confirmer revoked = Confirmers.hba(PHARMACY, PERSON);
    revoked.setState(ConfirmerState.REVOKED);
    confirmers = List.of(revoked);

    assertRefused(check(confirm(card)), RefusalCode.CONFIRMATION_NOT_ENROLLED);
  }

  @Test
  void refusesAConfirmationThatWasUsedForAnotherRequest() {
    assertRefused(
        check(confirm(card), SESSION, tag("r-3", "{\"type\":\"V\"}")),
        RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesAContentThatWasAltered() {
    assertRefused(
        check(confirm(card), SESSION, tag("r-2", "{\"type\":\"R\"}")),
        RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesAConfirmationOfAnotherSession() {
    assertRefused(
        check(confirm(card), "f".repeat(32), tag()), RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesASignatureForALogin() {
    Confirmation.Hba good = confirm(card);
    byte[] login = card.sign(ti.challenge(NOW));

    assertRefused(
        check(
            new Confirmation.Hba(
                good.untilMillis(), good.certificate(), login, good.ocspResponse())),
        RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesTheSignatureOfAnotherCard() {
    Confirmation.Hba good = confirm(card);
    TestCard thief = known(professionals.pharmacist("3-HBA-TEST.00002", "Max Muster", NOW));

    assertRefused(
        check(
            new Confirmation.Hba(
                good.untilMillis(),
                good.certificate(),
                thief.sign(statement().bytes(good.ocspResponse())),
                good.ocspResponse())),
        RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesASignatureThatWasMadeBeforeTheStatusWasAsked() {
    // Signed in the morning over no status, or an older one; asked when it is to be used.
    byte[] early = status(card, statement().statusNonce(), NOW.minus(Duration.ofHours(3)));
    byte[] fresh = status(card, statement().statusNonce(), NOW);
    byte[] signature = card.sign(statement().bytes(early));

    assertRefused(
        check(new Confirmation.Hba(UNTIL.toEpochMilli(), card.der(), signature, fresh)),
        RefusalCode.CONFIRMATION_OTHER_REQUEST);
    assertCardRefused(
        check(new Confirmation.Hba(UNTIL.toEpochMilli(), card.der(), signature, early)),
        "OCSP_TIME");
  }

  @Test
  void takesAStatusOfTheLastFiveMinutesAndNoOlderOne() {
    Instant oldest = NOW.minus(Duration.ofMinutes(5)).minusSeconds(37);

    assertThat(check(confirm(card, statement(), oldest))).isInstanceOf(Confirmed.class);
    assertCardRefused(check(confirm(card, statement(), oldest.minusSeconds(1))), "OCSP_TIME");
    assertCardRefused(check(confirm(card, statement(), NOW.plusSeconds(38))), "OCSP_TIME");
  }

  @Test
  void refusesAConfirmationThatArrivesAfterItsEnd() {
    assertThat(check(confirm(card), SESSION, tag(), UNTIL)).isInstanceOf(Confirmed.class);
    assertRefused(
        check(confirm(card), SESSION, tag(), UNTIL.plusMillis(1)), RefusalCode.CONFIRMATION_STALE);
  }

  @Test
  void refusesARevokedCard() {
    ti.ocsp.revoke(card, NOW);

    assertCardRefused(check(confirm(card)), "CERT_REVOKED");
  }

  @Test
  void refusesACardThatTheResponderDoesNotKnow() {
    TestCard unknown = professionals.pharmacist(PERSON, "Erika Muster", NOW).build();

    assertCardRefused(check(confirm(unknown)), "CERT_UNKNOWN");
  }

  @Test
  void refusesAStatusThatWasAskedForAnotherConfirmation() {
    byte[] other =
        status(card, new ConfirmationStatement(SESSION, tag("r-3", ""), UNTIL).statusNonce(), NOW);

    assertCardRefused(
        check(
            new Confirmation.Hba(
                UNTIL.toEpochMilli(), card.der(), card.sign(statement().bytes(other)), other)),
        "OCSP_NONCE");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void refusesEveryWrongStatus(TestOcspResponder.Fault fault) {
    ti.ocsp.fault(fault);

    assertRefused(check(confirm(card)), RefusalCode.CONFIRMATION_CARD_REFUSED);
  }

  @Test
  void refusesACardWithoutStatus() {
    byte[] none = new byte[0];

    assertCardRefused(
        check(
            new Confirmation.Hba(
                UNTIL.toEpochMilli(), card.der(), card.sign(statement().bytes(none)), none)),
        "OCSP_UNAVAILABLE");
  }

  @Test
  void refusesACardOfACaThatMayIssueInstitutionsCardsOnly() {
    TestCard wrongCa = known(ti.ca.pharmacist(PERSON, "Erika Muster", NOW));

    assertCardRefused(check(confirm(wrongCa)), "CA_NOT_AUTHORIZED");
  }

  @Test
  void refusesACardOfAnUnknownCa() {
    TestCard homeMade =
        TestCardCa.make("SIM.HBA-CA9 TEST-ONLY", NOW)
            .pharmacist(PERSON, "Erika Muster", NOW)
            .build();

    assertCardRefused(check(confirm(homeMade)), "CA_UNKNOWN");
  }

  @Test
  void refusesACardOfAnImpostorOfTheCa() {
    TestCard forged = professionals.impostor(NOW).pharmacist(PERSON, "Erika Muster", NOW).build();

    assertCardRefused(check(confirm(forged)), "AKI_MISMATCH");
  }

  @Test
  void refusesACardThatIsOver() {
    TestCard over =
        known(
            professionals
                .pharmacist(PERSON, "Erika Muster", NOW)
                .valid(NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(1)));

    assertCardRefused(check(confirm(over)), "NOT_VALID_NOW");
  }

  @Test
  void refusesEveryCardWithoutATrustList() {
    Confirmation confirmation = confirm(card);
    ti.trustList = Optional.empty();

    assertCardRefused(check(confirmation), "TSL_INVALID");
  }

  @Test
  void refusesEveryOtherProfileThanCHpAut() {
    assertProfile("KEY_USAGE", b -> b.extension(Extension.keyUsage, true, usage()));
    assertProfile(
        "EKU",
        b ->
            b.extension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
    assertProfile("TYPE_MISSING", b -> b.policies(TiObjectIdentifiers.GENERAL_POLICY));
    assertProfile("ADMISSION_MISSING", b -> b.without(TiObjectIdentifiers.ADMISSION));
    assertProfile(
        "ROLE_NOT_ALLOWED",
        b ->
            b.extension(
                TiObjectIdentifiers.ADMISSION,
                false,
                TestAdmission.of(
                    null,
                    "Pharmazeutisch-technische Assistentin",
                    new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.276.0.76.4.35"),
                    PERSON)));
  }

  private static KeyUsage usage() {
    return new KeyUsage(KeyUsage.digitalSignature);
  }

  private void assertProfile(String code, UnaryOperator<TestCardBuilder> change) {
    assertCardRefused(
        check(confirm(known(change.apply(professionals.pharmacist(PERSON, "E. Muster", NOW))))),
        code);
  }

  @Test
  void refusesWhatIsNoCertificate() {
    assertCardRefused(
        check(
            new Confirmation.Hba(
                UNTIL.toEpochMilli(), new byte[] {0x30}, new byte[64], new byte[0])),
        "CERT_UNREADABLE");
  }
}
