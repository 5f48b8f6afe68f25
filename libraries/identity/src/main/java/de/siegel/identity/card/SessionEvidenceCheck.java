package de.siegel.identity.card;

import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.sealing.Bytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks the evidence behind a session again, offline: V1 to V9 as of the session's begin, and that
 * the card is one of the pharmacy's. So the session authority alone opens no session for a pharmacy
 * whose card it does not have.
 */
public final class SessionEvidenceCheck {
  /** The kind of evidence that a card gives. */
  public static final String SMC_B = "smc-b";

  private SessionEvidenceCheck() {}

  /**
   * Checks a session.
   *
   * @param telematikIds of the pharmacy, as its admission names them
   * @param trustList absent if none could be had: then no evidence holds
   * @param audience the name of the session authority
   */
  public static Checked<PharmacyCard> check(
      Session session,
      List<String> telematikIds,
      Optional<TrustServiceList> trustList,
      String audience) {
    SessionEvidence evidence = session.getEvidence();
    if (evidence == null
        || !SMC_B.equals(evidence.getKind())
        || evidence.getChain().isEmpty()
        || evidence.getChallenge() == null
        || evidence.getSignature() == null
        || evidence.getOcspResponse() == null) {
      return Checked.refused(CardCode.POP_FAILED, "no evidence of a card");
    }
    Instant at = session.getNotBefore();
    Optional<CardChallenge> challenge =
        CardChallenge.read(Bytes.of(evidence.getChallenge()))
            .filter(read -> read.audience().equals(audience))
            .filter(read -> Arrays.equals(read.binding(), SessionBinding.of(session)));
    if (challenge.isEmpty()) {
      return Checked.refused(CardCode.POP_FAILED, "a challenge for something else");
    }
    if (!challenge.get().isFresh(at)) {
      return Checked.refused(CardCode.POP_EXPIRED, "older than the session by too much");
    }
    return CardVerifier.verify(Bytes.of(evidence.getChain().get(0)), trustList, at)
        .then(card -> challenge.get().check(card, Bytes.of(evidence.getSignature())))
        .then(
            card ->
                OcspAnswer.check(
                    Bytes.of(evidence.getOcspResponse()),
                    new OcspQuestion<>(card, challenge.get().statusNonce()),
                    trustList.orElseThrow(),
                    at))
        .then(
            card ->
                telematikIds.contains(card.telematikId())
                    ? Checked.passed(card)
                    : Checked.refused(CardCode.NOT_ACTIVE, "not a card of this pharmacy"));
  }
}
