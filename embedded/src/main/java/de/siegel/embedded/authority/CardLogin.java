package de.siegel.embedded.authority;

import de.siegel.client.session.CardProof;
import de.siegel.client.session.CardTerminal;
import de.siegel.client.session.SessionRefused;
import de.siegel.embedded.ti.TiSimulator;
import de.siegel.identity.card.CardChallenge;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.CardVerifier;
import de.siegel.identity.card.Checked;
import de.siegel.identity.card.OcspAnswer;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.OpenChallenges;
import de.siegel.identity.card.RegisterAnswer;
import de.siegel.identity.card.SessionEvidenceCheck;
import de.siegel.identity.card.TrustServiceList;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.servicekit.session.SessionEvidenceRule;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks V1 to V11 of a card that asks for a session, and keeps what stages check again. */
final class CardLogin {
  private static final int OPEN_CHALLENGES = 50_000;

  private final TiSimulator ti;
  private final Supplier<Optional<TrustServiceList>> trustList;
  private static final int BINDING_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final OpenChallenges challenges = new OpenChallenges(OPEN_CHALLENGES);

  CardLogin(TiSimulator ti, Supplier<Optional<TrustServiceList>> trustList) {
    this.ti = ti;
    this.trustList = trustList;
  }

  byte[] challenge(byte[] binding, Instant now) {
    byte[] nonce = new byte[CardChallenge.NONCE_LENGTH];
    random.nextBytes(nonce);
    CardChallenge challenge =
        new CardChallenge(
            SessionEvidenceRule.AUDIENCE, nonce, now.truncatedTo(ChronoUnit.MILLIS), binding);
    synchronized (challenges) {
      if (!challenges.give(challenge)) {
        throw new SessionRefused("Too many challenges are open: ask again in a minute");
      }
    }
    return challenge.bytes();
  }

  /**
   * Lets a card in.
   *
   * @param binding over what it applies for
   * @param telematikId of the pharmacy that it applies for
   * @throws SessionRefused with the code of the first check that it does not pass
   */
  SessionEvidence let(CardProof proof, byte[] binding, String telematikId, Instant now) {
    Optional<TrustServiceList> list = trustList.get();
    Optional<CardChallenge> presented = CardChallenge.read(proof.challenge());
    byte[] nonce = presented.map(CardChallenge::nonce).orElse(new byte[0]);
    Checked<byte[]> status =
        CardVerifier.verify(proof.certificate(), list, now)
            .then(
                card ->
                    redeem(nonce, binding, now)
                        .then(challenge -> challenge.check(card, proof.signature())))
            .then(
                card -> {
                  OcspQuestion question =
                      new OcspQuestion(card, presented.orElseThrow().statusNonce());
                  byte[] answer = ti.status().answer(question.request(), now);
                  return OcspAnswer.check(answer, question, list.orElseThrow(), now)
                      .then(
                          good ->
                              RegisterAnswer.check(
                                  ti.directory().search(good.telematikId()), good.telematikId()))
                      .then(
                          entry ->
                              entry.telematikId().equals(telematikId)
                                  ? Checked.passed(answer)
                                  : Checked.refused(
                                      de.siegel.identity.card.CardCode.NOT_ACTIVE,
                                      "the card of another pharmacy"));
                });
    status
        .refusal()
        .ifPresent(
            refusal -> {
              throw new SessionRefused(text(refusal));
            });
    return new SessionEvidence(
        SessionEvidenceCheck.SMC_B,
        List.of(ByteBuffer.wrap(proof.certificate())),
        ByteBuffer.wrap(proof.challenge()),
        ByteBuffer.wrap(proof.signature()),
        ByteBuffer.wrap(status.orElseThrow()));
  }

  /** Checks a card that is present once more, as if it opened a session; says why not. */
  Optional<String> verifyAgain(CardTerminal card, String telematikId, Instant now) {
    byte[] binding = new byte[BINDING_BYTES];
    random.nextBytes(binding);
    try {
      byte[] challenge = challenge(binding, now);
      let(
          new CardProof(card.certificate(), challenge, card.sign(challenge)),
          binding,
          telematikId,
          now);
      return Optional.empty();
    } catch (SessionRefused e) {
      return Optional.of(e.getMessage());
    }
  }

  private Checked<CardChallenge> redeem(byte[] nonce, byte[] binding, Instant now) {
    synchronized (challenges) {
      return challenges.redeem(nonce, binding, now);
    }
  }

  private static String text(CardRefusal refusal) {
    return refusal.code() + ": " + refusal.code().sentence();
  }
}
