package de.siegel.identity.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.confirmation.ConfirmationCheck.Asked;
import de.siegel.identity.confirmation.ConfirmationResult.Confirmed;
import de.siegel.identity.confirmation.ConfirmationResult.Refused;
import de.siegel.identity.testing.SoftAuthenticator;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerKind;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.ConfirmationTag;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.SessionSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What does not depend on cards; for those see ConfirmationTest of the simulator. */
class ConfirmationCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String PHARMACY = "pharmacy-1";
  private static final String SESSION = "0123456789abcdef0123456789abcdef";
  private static final byte[] CONTENT = "{\"type\":\"V\"}".getBytes(StandardCharsets.UTF_8);

  private final SessionSecret secret = SessionSecret.of(SESSION, new byte[SessionSecret.LENGTH]);
  private final SoftAuthenticator device = new SoftAuthenticator();
  private final Confirmer enrolled = device.enrolledFor(PHARMACY);

  private byte[] tag(String requestId, byte[] content) {
    return ConfirmationTag.of(secret, requestId, "eu-dcc-1.3", "request-1", content);
  }

  private Asked asked() {
    return new Asked(PHARMACY, SESSION, tag("request-2", CONTENT), NOW);
  }

  private ConfirmationStatement statement(Instant until) {
    return new ConfirmationStatement(SESSION, tag("request-2", CONTENT), until);
  }

  private ConfirmationStatement statement() {
    return statement(NOW.plusSeconds(60));
  }

  private ConfirmationResult check(Confirmation confirmation, Asked asked, Confirmer... known) {
    return ConfirmationCheck.check(
        ConfirmationJson.write(confirmation), asked, List.of(known), Optional.empty());
  }

  private ConfirmationResult check(Confirmation confirmation) {
    return check(confirmation, asked(), enrolled);
  }

  private static void assertRefused(ConfirmationResult result, RefusalCode code) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.code()).as(refused.detail()).isEqualTo(code));
  }

  @Test
  void confirmsWhatAPersonAtAnEnrolledDeviceSigned() {
    assertThat(check(device.confirm(statement()))).isEqualTo(new Confirmed(enrolled));
  }

  @Test
  void findsTheOneWhoConfirmedAmongOthers() {
    Confirmer other = new SoftAuthenticator().enrolledFor(PHARMACY);
    Confirmer pharmacist = Confirmers.hba(PHARMACY, "3-HBA-1");

    assertThat(check(device.confirm(statement()), asked(), other, pharmacist, enrolled))
        .isEqualTo(new Confirmed(enrolled));
  }

  @Test
  void isGoodUntilItsEndAndNotAMillisecondLonger() {
    assertThat(check(device.confirm(statement(NOW)))).isInstanceOf(Confirmed.class);
    assertRefused(
        check(device.confirm(statement(NOW.minusMillis(1)))), RefusalCode.CONFIRMATION_STALE);
  }

  @Test
  void endsAtMostFiveMinutesAndAClocksErrorAhead() {
    Instant latest = NOW.plus(Duration.ofMinutes(5)).plus(ConfirmationCheck.CLOCK_AHEAD);

    assertThat(check(device.confirm(statement(latest)))).isInstanceOf(Confirmed.class);
    assertRefused(
        check(device.confirm(statement(latest.plusMillis(1)))), RefusalCode.CONFIRMATION_STALE);
    assertRefused(
        check(device.answer(Long.MAX_VALUE, new byte[32])), RefusalCode.CONFIRMATION_STALE);
  }

  @Test
  void refusesAnotherEndThanTheOneSigned() {
    Confirmation.WebAuthn signed = device.confirm(statement());
    Confirmation longer =
        new Confirmation.WebAuthn(
            signed.untilMillis() + 1,
            signed.credentialId(),
            signed.authenticatorData(),
            signed.clientData(),
            signed.signature());

    assertRefused(check(longer), RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesOneThatWasUsedForAnotherRequest() {
    Asked another = new Asked(PHARMACY, SESSION, tag("request-3", CONTENT), NOW);

    assertRefused(
        check(device.confirm(statement()), another, enrolled),
        RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesAContentThatWasChangedAfterThePersonConfirmed() {
    byte[] changed = "{\"type\":\"R\"}".getBytes(StandardCharsets.UTF_8);
    Asked altered = new Asked(PHARMACY, SESSION, tag("request-2", changed), NOW);

    assertRefused(
        check(device.confirm(statement()), altered, enrolled),
        RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesOneOfAnotherSession() {
    Asked elsewhere = new Asked(PHARMACY, "f".repeat(32), asked().tag(), NOW);

    assertRefused(
        check(device.confirm(statement()), elsewhere, enrolled),
        RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesAPersonOfAnotherPharmacy() {
    assertRefused(
        check(device.confirm(statement()), asked(), device.enrolledFor("pharmacy-2")),
        RefusalCode.CONFIRMATION_NOT_ENROLLED);
  }

  @Test
  void refusesWhoIsNotEnrolled() {
    assertRefused(
        check(new SoftAuthenticator().confirm(statement())), RefusalCode.CONFIRMATION_NOT_ENROLLED);
    assertRefused(
        check(device.confirm(statement()), asked()), RefusalCode.CONFIRMATION_NOT_ENROLLED);
  }

  @Test
  void refusesWhoseEnrolmentWasRevokedOrIsNotUnderstood() {
    for (ConfirmerState state : List.of(ConfirmerState.REVOKED, ConfirmerState.UNKNOWN)) {
      assertRefused(
          check(
              device.confirm(statement()),
              asked(),
              Confirmer.newBuilder(enrolled).setHeader(header()).setState(state).build()),
          RefusalCode.CONFIRMATION_NOT_ENROLLED);
    }
    assertRefused(
        check(
            device.confirm(statement()),
            asked(),
            Confirmer.newBuilder(enrolled)
                .setHeader(header())
                .setKind(ConfirmerKind.UNKNOWN)
                .build()),
        RefusalCode.CONFIRMATION_NOT_ENROLLED);
  }

  private static de.siegel.schemas.control.ControlHeader header() {
    return new de.siegel.schemas.control.ControlHeader(
        "", "", 0L, 0L, ByteBuffer.allocate(0), NOW, "");
  }

  @Test
  void refusesAnotherKeyUnderAnEnrolledCredentialsName() {
    Confirmation.WebAuthn stolen = new SoftAuthenticator().confirm(statement());
    Confirmation renamed =
        new Confirmation.WebAuthn(
            stolen.untilMillis(),
            device.credentialId(),
            stolen.authenticatorData(),
            stolen.clientData(),
            stolen.signature());

    assertRefused(check(renamed), RefusalCode.CONFIRMATION_OTHER_REQUEST);
  }

  @Test
  void refusesADeviceThatDidNotVerifyItsPerson() {
    device.flags(SoftAuthenticator.PRESENT);

    assertRefused(check(device.confirm(statement())), RefusalCode.CONFIRMATION_NOT_VERIFIED);
  }

  @Test
  void refusesADeviceThatNobodyTouched() {
    device.flags(SoftAuthenticator.VERIFIED);

    assertRefused(check(device.confirm(statement())), RefusalCode.CONFIRMATION_NOT_VERIFIED);
  }

  @Test
  void refusesAnotherRelyingParty() {
    device.relyingParty("phish.example");

    assertRefused(check(device.confirm(statement())), RefusalCode.CONFIRMATION_NOT_VERIFIED);
  }

  @Test
  void refusesAnotherOrigin() {
    device.origin("https://phish.example");

    assertRefused(check(device.confirm(statement())), RefusalCode.CONFIRMATION_NOT_VERIFIED);
  }

  @Test
  void refusesAPageEmbeddedInAnother() {
    device.embedded();

    assertRefused(check(device.confirm(statement())), RefusalCode.CONFIRMATION_NOT_VERIFIED);
  }

  @Test
  void refusesARegistrationInsteadOfAnAssertion() {
    device.type("webauthn.create");

    assertRefused(check(device.confirm(statement())), RefusalCode.CONFIRMATION_NOT_VERIFIED);
  }

  @Test
  void doesNotMindWhetherADeviceCounts() {
    assertThat(check(device.counter(7).confirm(statement()))).isInstanceOf(Confirmed.class);
    assertThat(check(device.counter(3).confirm(statement()))).isInstanceOf(Confirmed.class);
  }

  @Test
  void refusesAnEnrolledKeyThatIsNone() {
    Confirmer broken =
        Confirmers.webAuthn(
            PHARMACY,
            device.credentialId(),
            new byte[] {1, 2, 3},
            SoftAuthenticator.RELYING_PARTY,
            SoftAuthenticator.ORIGIN);

    assertRefused(
        check(device.confirm(statement()), asked(), broken), RefusalCode.CONFIRMATION_NOT_ENROLLED);
  }

  @Test
  void refusesWhatIsNoAssertionAtAll() {
    Confirmation nonsense =
        new Confirmation.WebAuthn(
            NOW.toEpochMilli(), device.credentialId(), new byte[3], new byte[] {'{'}, new byte[0]);

    assertThat(check(nonsense)).isInstanceOf(Refused.class);
  }

  @Test
  void refusesACardWhereThereIsNoTrustList() {
    Confirmation card =
        new Confirmation.Hba(NOW.toEpochMilli(), new byte[0], new byte[0], new byte[0]);

    assertRefused(check(card), RefusalCode.CONFIRMATION_CARD_REFUSED);
  }
}
