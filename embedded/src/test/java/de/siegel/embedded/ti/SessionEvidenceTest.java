package de.siegel.embedded.ti;

import static de.siegel.embedded.ti.TestTi.NOW;
import static de.siegel.embedded.ti.TestTi.TELEMATIK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.card.CardChallenge;
import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.CardVerifier;
import de.siegel.identity.card.Checked;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.PharmacyCard;
import de.siegel.identity.card.SessionBinding;
import de.siegel.identity.card.SessionEvidenceCheck;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.SigningAlgorithm;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a stage demands of a session before it believes it. The attacker here owns the session
 * authority: it can publish any record, but has no card of the pharmacy.
 */
class SessionEvidenceTest {
  private static final String AUDIENCE = "authority";

  private final TestTi ti = TestTi.good();
  private final TestCard card = ti.card().build();

  private static Session application() {
    Session session = new Session();
    session.setSessionId("0123456789abcdef0123456789abcdef");
    session.setPharmacyId("pharmacy-1");
    session.setTenant("tenant");
    session.setTerminal("counter-1");
    session.setOperator("op-7");
    session.setSigningAlgorithm(SigningAlgorithm.ED25519);
    session.setSigningKey(ByteBuffer.wrap(new byte[32]));
    session.setEpoch("epoch-1");
    session.setSecretCommitment(ByteBuffer.wrap(new byte[32]));
    session.setNotBefore(NOW);
    session.setNotAfter(NOW.plus(Duration.ofHours(4)));
    session.setState(SessionState.OPEN);
    return session;
  }

  /** A session that the pharmacy's card has opened. */
  Session opened() {
    return opened(card, AUDIENCE);
  }

  private Session opened(TestCard by, String audience) {
    ti.ocsp.know(by);
    Session session = application();
    CardChallenge challenge =
        new CardChallenge(audience, new byte[32], NOW, SessionBinding.of(session));
    PharmacyCard verified = CardVerifier.verify(by.der(), ti.trustList, NOW).orElseThrow();
    OcspQuestion<PharmacyCard> question = new OcspQuestion<>(verified, challenge.statusNonce());
    session.setEvidence(
        new SessionEvidence(
            "smc-b",
            List.of(ByteBuffer.wrap(by.der())),
            ByteBuffer.wrap(challenge.bytes()),
            ByteBuffer.wrap(by.sign(challenge)),
            ByteBuffer.wrap(ti.ocsp.answer(question.request(), NOW))));
    return session;
  }

  Checked<PharmacyCard> check(Session session) {
    return SessionEvidenceCheck.check(session, List.of(TELEMATIK_ID), ti.trustList, AUDIENCE);
  }

  private static void assertRefused(Checked<?> result, CardCode code) {
    assertThat(result.refusal()).map(CardRefusal::code).contains(code);
  }

  @Test
  void believesASessionThatThePharmacysCardHasOpened() {
    assertThat(check(opened()).orElseThrow().telematikId()).isEqualTo(TELEMATIK_ID);
  }

  static Stream<Consumer<Session>> changes() {
    return Stream.of(
        session -> session.setSessionId("f".repeat(32)),
        session -> session.setPharmacyId("pharmacy-2"),
        session -> session.setTenant("other"),
        session -> session.setTerminal("counter-2"),
        session -> session.setOperator("op-8"),
        session -> session.setSigningAlgorithm(SigningAlgorithm.ES256),
        session -> session.setSigningKey(ByteBuffer.wrap(new byte[] {1})),
        session -> session.setEpoch("epoch-2"),
        session -> session.setSecretCommitment(ByteBuffer.wrap(new byte[] {1})));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void refusesAnythingThatTheCardHasNotSpokenFor(Consumer<Session> change) {
    Session session = opened();
    change.accept(session);

    assertRefused(check(session), CardCode.POP_FAILED);
  }

  @Test
  void refusesTheCardOfAnotherPharmacy() {
    Session session = opened(ti.ca.card("3-another", "x", NOW).build(), AUDIENCE);

    assertRefused(check(session), CardCode.NOT_ACTIVE);
  }

  @Test
  void refusesAChallengeForAnotherAudience() {
    assertRefused(check(opened(card, "somebody-else")), CardCode.POP_FAILED);
  }

  @Test
  void refusesEvidenceThatIsUsedAgainLater() {
    Session session = opened();
    session.setNotBefore(NOW.plusSeconds(61));

    assertRefused(check(session), CardCode.POP_EXPIRED);
  }

  @Test
  void refusesAStatusFromBeforeTheCardWasRevoked() {
    Session before = opened();
    Session after = opened();
    after.getEvidence().setOcspResponse(before.getEvidence().getOcspResponse().duplicate());
    after
        .getEvidence()
        .setChallenge(
            ByteBuffer.wrap(
                new CardChallenge(
                        AUDIENCE, new byte[32], NOW.minusSeconds(1), SessionBinding.of(after))
                    .bytes()));
    after
        .getEvidence()
        .setSignature(
            ByteBuffer.wrap(
                card.sign(de.siegel.sealing.Bytes.of(after.getEvidence().getChallenge()))));

    assertRefused(check(after), CardCode.OCSP_NONCE);
  }

  @Test
  void refusesEvidenceOfNothing() {
    Session session = opened();
    session.getEvidence().setKind("soft-test");
    assertRefused(check(session), CardCode.POP_FAILED);

    session.setEvidence(null);
    assertRefused(check(session), CardCode.POP_FAILED);
  }

  @Test
  void refusesWithoutATrustList() {
    assertRefused(
        SessionEvidenceCheck.check(opened(), List.of(TELEMATIK_ID), Optional.empty(), AUDIENCE),
        CardCode.TSL_INVALID);
  }

  @Test
  void refusesBytesThatAreNoChallenge() {
    for (byte[] bytes : List.of(new byte[0], new byte[8], new byte[1_000])) {
      Session session = opened();
      session.getEvidence().setChallenge(ByteBuffer.wrap(bytes));
      assertRefused(check(session), CardCode.POP_FAILED);
    }
  }
}
