package de.siegel.identity.confirmation;

import de.siegel.identity.card.CardCertificate;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.CardVerifier;
import de.siegel.identity.card.Checked;
import de.siegel.identity.card.OcspAnswer;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.PersonCard;
import de.siegel.identity.card.TrustServiceList;
import de.siegel.identity.confirmation.ConfirmationResult.Confirmed;
import de.siegel.identity.confirmation.ConfirmationResult.Refused;
import de.siegel.schemas.control.Confirmer;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a person who may has confirmed just this request, now. Offline and without a state: that
 * a confirmation is used once follows from the request's id in its tag, which is decided once.
 *
 * <p>The first error wins: cheap before dear, who it is before what was signed. A request that was
 * changed, another request and a broken signature look alike from here, and share one code.
 */
public final class ConfirmationCheck {
  /** So far may the clock of who made the confirmation run ahead. */
  public static final Duration CLOCK_AHEAD = Duration.ofSeconds(30);

  private ConfirmationCheck() {}

  /**
   * The request that has to be confirmed.
   *
   * @param pharmacyId of its session
   * @param sessionId of its session
   * @param tag {@link de.siegel.sealing.ConfirmationTag} over what it says, 32 bytes
   * @param requestedAt event time: when it arrived, by the broker's clock
   */
  public record Asked(String pharmacyId, String sessionId, byte[] tag, Instant requestedAt) {
    public Asked {
      Objects.requireNonNull(pharmacyId);
      Objects.requireNonNull(sessionId);
      Objects.requireNonNull(requestedAt);
      tag = tag.clone();
    }

    @Override
    public byte[] tag() {
      return tag.clone();
    }
  }

  /**
   * Checks a confirmation.
   *
   * @param confirmation what stands in the envelope, of any length
   * @param confirmers who may confirm, as the admission authority says; others' are passed over
   * @param trustList of cards; absent if none could be had: then no card counts
   */
  public static ConfirmationResult check(
      byte[] confirmation,
      Asked asked,
      Collection<Confirmer> confirmers,
      Optional<TrustServiceList> trustList) {
    Optional<Confirmation> read = ConfirmationJson.read(confirmation);
    if (read.isEmpty()) {
      return refused(RefusalCode.CONFIRMATION_MALFORMED, "not of the form of a confirmation");
    }
    Instant until = read.get().until();
    if (asked.requestedAt().isAfter(until)) {
      return refused(RefusalCode.CONFIRMATION_STALE, "the request came after its end");
    }
    if (until.isAfter(asked.requestedAt().plus(ConfirmationStatement.LONGEST).plus(CLOCK_AHEAD))) {
      return refused(RefusalCode.CONFIRMATION_STALE, "its end is too far off");
    }
    ConfirmationStatement statement =
        new ConfirmationStatement(asked.sessionId(), asked.tag(), until);
    return read.get() instanceof Confirmation.Hba hba
        ? card(hba, statement, asked, confirmers, trustList)
        : device((Confirmation.WebAuthn) read.get(), statement, asked, confirmers);
  }

  private static ConfirmationResult card(
      Confirmation.Hba hba,
      ConfirmationStatement statement,
      Asked asked,
      Collection<Confirmer> confirmers,
      Optional<TrustServiceList> trustList) {
    Checked<CardCertificate> read = CardCertificate.read(hba.certificate());
    if (read instanceof Checked.Passed<CardCertificate> passed
        && CardVerifier.isOfAnInstitution(passed.value())) {
      return refused(RefusalCode.CONFIRMATION_NOT_A_PERSON, "an institution's certificate");
    }
    Checked<PersonCard> verified =
        read.then(
            certificate -> CardVerifier.verifyPerson(certificate, trustList, asked.requestedAt()));
    if (verified.refusal().isPresent()) {
      return refusedCard(verified.refusal().get());
    }
    PersonCard card = verified.orElseThrow();
    Optional<Confirmer> confirmer =
        confirmers.stream()
            .filter(one -> Confirmers.isCard(one, asked.pharmacyId(), card.telematikId()))
            .findFirst();
    if (confirmer.isEmpty()) {
      return refused(RefusalCode.CONFIRMATION_NOT_ENROLLED, "no such card in this pharmacy");
    }
    if (!card.hasSigned(statement.bytes(hba.ocspResponse()), hba.signature())) {
      return refused(
          RefusalCode.CONFIRMATION_OTHER_REQUEST, "not the card's signature over this request");
    }
    // The card signed what the responder had answered: so it did not sign before that.
    return OcspAnswer.check(
            hba.ocspResponse(),
            new OcspQuestion<>(card, statement.statusNonce()),
            trustList.orElseThrow(),
            asked.requestedAt().minus(ConfirmationStatement.LONGEST),
            asked.requestedAt())
        .refusal()
        .map(ConfirmationCheck::refusedCard)
        .orElseGet(() -> new Confirmed(confirmer.get()));
  }

  private static ConfirmationResult device(
      Confirmation.WebAuthn assertion,
      ConfirmationStatement statement,
      Asked asked,
      Collection<Confirmer> confirmers) {
    Optional<Confirmer> confirmer =
        confirmers.stream()
            .filter(
                one -> Confirmers.isCredential(one, asked.pharmacyId(), assertion.credentialId()))
            .findFirst();
    if (confirmer.isEmpty()) {
      return refused(RefusalCode.CONFIRMATION_NOT_ENROLLED, "no such credential in this pharmacy");
    }
    return WebAuthnAssertion.problem(assertion, confirmer.get(), statement.challenge())
        .<ConfirmationResult>map(problem -> problem)
        .orElseGet(() -> new Confirmed(confirmer.get()));
  }

  private static ConfirmationResult refusedCard(CardRefusal refusal) {
    return refused(RefusalCode.CONFIRMATION_CARD_REFUSED, refusal.code() + ": " + refusal.detail());
  }

  private static Refused refused(RefusalCode code, String detail) {
    return new Refused(code, detail);
  }
}
