package de.siegel.embedded.desk;

import de.siegel.desk.ApplicationDesk;
import de.siegel.desk.ApplicationDesk.Answer;
import de.siegel.embedded.ti.TestCard;
import de.siegel.identity.session.CardProof;
import de.siegel.schemas.control.OnboardingClass;

/**
 * A pharmacy of a test that applies, or what claims to be one.
 *
 * @param desk where
 * @param card with what
 */
public record TestApplicant(ApplicationDesk desk, TestCard card) {
  /** Applies as a guest. */
  public Answer apply() {
    ApplicationDesk.Invitation invitation = desk.invite(OnboardingClass.GUEST);
    return desk.apply(
        invitation.pharmacyId(), OnboardingClass.GUEST, proof(invitation.challenge()));
  }

  /** Its answer to a challenge. */
  public CardProof proof(byte[] challenge) {
    return new CardProof(card.certificate(), challenge, card.sign(challenge));
  }
}
