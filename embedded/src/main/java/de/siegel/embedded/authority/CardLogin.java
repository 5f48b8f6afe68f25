package de.siegel.embedded.authority;

import de.siegel.client.session.CardProof;
import de.siegel.client.session.CardTerminal;
import de.siegel.client.session.SessionRefused;
import de.siegel.embedded.ti.TiSimulator;
import de.siegel.identity.card.CardChallenge;
import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.CardVerifier;
import de.siegel.identity.card.Checked;
import de.siegel.identity.card.OcspAnswer;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.OpenChallenges;
import de.siegel.identity.card.PharmacyCard;
import de.siegel.identity.card.RegisterAnswer;
import de.siegel.identity.card.RegisterEntry;
import de.siegel.identity.card.SessionEvidenceCheck;
import de.siegel.identity.card.TrustServiceList;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.servicekit.session.SessionEvidenceRule;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks V1 to V10 of a card, and keeps what stages check again. */
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

  /**
   * Gives a challenge out.
   *
   * @param audience who asks
   * @param binding over what the card is to speak for
   */
  byte[] challenge(String audience, byte[] binding, Instant now) {
    byte[] nonce = new byte[CardChallenge.NONCE_LENGTH];
    random.nextBytes(nonce);
    CardChallenge challenge =
        new CardChallenge(audience, nonce, now.truncatedTo(ChronoUnit.MILLIS), binding);
    synchronized (challenges) {
      if (!challenges.give(challenge)) {
        throw new SessionRefused("Too many challenges are open: ask again in a minute");
      }
    }
    return challenge.bytes();
  }

  /**
   * A card that passed V1 to V10.
   *
   * @param card the card
   * @param entry its pharmacy in the directory
   * @param status the responder's answer
   */
  record Proven(PharmacyCard card, RegisterEntry entry, byte[] status) {}

  /**
   * Checks V1 to V10.
   *
   * @param binding over what the card speaks for
   */
  Checked<Proven> check(CardProof proof, byte[] binding, Instant now) {
    Optional<TrustServiceList> list = trustList.get();
    Optional<CardChallenge> presented = CardChallenge.read(proof.challenge());
    byte[] nonce = presented.map(CardChallenge::nonce).orElse(new byte[0]);
    return CardVerifier.verify(proof.certificate(), list, now)
        .then(
            card ->
                redeem(nonce, binding, now)
                    .then(challenge -> challenge.check(card, proof.signature())))
        .then(card -> status(card, presented.orElseThrow(), list.orElseThrow(), now));
  }

  private Checked<Proven> status(
      PharmacyCard card, CardChallenge challenge, TrustServiceList list, Instant now) {
    OcspQuestion question = new OcspQuestion(card, challenge.statusNonce());
    byte[] answer = ti.status().answer(question.request(), now);
    return OcspAnswer.check(answer, question, list, now)
        .then(
            good ->
                RegisterAnswer.check(ti.directory().search(good.telematikId()), good.telematikId()))
        .then(entry -> Checked.passed(new Proven(card, entry, answer)));
  }

  /**
   * Lets a card in that belongs to a pharmacy.
   *
   * @param binding over what it applies for
   * @param telematikIds of the pharmacy that it applies for
   */
  Checked<SessionEvidence> let(
      CardProof proof, byte[] binding, Collection<String> telematikIds, Instant now) {
    return check(proof, binding, now)
        .then(
            proven ->
                telematikIds.contains(proven.entry().telematikId())
                    ? Checked.passed(evidence(proof, proven.status()))
                    : Checked.refused(CardCode.NOT_ACTIVE, "the card of another pharmacy"));
  }

  private static SessionEvidence evidence(CardProof proof, byte[] status) {
    return new SessionEvidence(
        SessionEvidenceCheck.SMC_B,
        List.of(ByteBuffer.wrap(proof.certificate())),
        ByteBuffer.wrap(proof.challenge()),
        ByteBuffer.wrap(proof.signature()),
        ByteBuffer.wrap(status));
  }

  /** Checks a card that is present once more, as if it opened a session; says why not. */
  Optional<String> verifyAgain(CardTerminal card, Collection<String> telematikIds, Instant now) {
    byte[] binding = new byte[BINDING_BYTES];
    random.nextBytes(binding);
    byte[] challenge = challenge(SessionEvidenceRule.AUDIENCE, binding, now);
    CardProof proof = new CardProof(card.certificate(), challenge, card.sign(challenge));
    return let(proof, binding, telematikIds, now).refusal().map(CardRefusal::text);
  }

  private Checked<CardChallenge> redeem(byte[] nonce, byte[] binding, Instant now) {
    synchronized (challenges) {
      return challenges.redeem(nonce, binding, now);
    }
  }
}
