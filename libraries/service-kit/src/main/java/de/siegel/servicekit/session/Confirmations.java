package de.siegel.servicekit.session;

import de.siegel.identity.card.TrustServiceList;
import de.siegel.identity.confirmation.ConfirmationCheck;
import de.siegel.identity.confirmation.ConfirmationCheck.Asked;
import de.siegel.identity.confirmation.ConfirmationResult;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.ConfirmationTag;
import de.siegel.servicekit.control.ControlState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a person has confirmed a request. Each stage that rests on it checks for itself.
 *
 * <p>Not safe for use by several threads.
 */
public final class Confirmations {
  private final ControlState control;
  private final Supplier<Optional<TrustServiceList>> trustList;

  /**
   * @param control says who may confirm
   * @param trustList the trust list of cards; absent: no card counts
   */
  public Confirmations(ControlState control, Supplier<Optional<TrustServiceList>> trustList) {
    this.control = control;
    this.trustList = trustList;
  }

  /**
   * Checks what the envelope says of a person's act. Nothing is asked of anybody; the trust list
   * and who may confirm are as this process knows them now.
   *
   * @param request whose signature was checked
   * @param content what was sealed in it, opened
   * @param session that it was sent in
   * @param requestedAt event time
   * @return empty if the request has no confirmation
   */
  public Optional<ConfirmationResult> check(
      IssuanceRequest request, byte[] content, OpenSession session, Instant requestedAt) {
    RequestEnvelope envelope = request.getEnvelope();
    if (envelope.getConfirmation() == null) {
      return Optional.empty();
    }
    String pharmacyId = session.record().getPharmacyId();
    byte[] tag =
        ConfirmationTag.of(
            session.secret(),
            envelope.getRequestId(),
            envelope.getFormat(),
            envelope.getSupersedes(),
            content);
    return Optional.of(
        ConfirmationCheck.check(
            Bytes.of(envelope.getConfirmation()),
            new Asked(pharmacyId, session.record().getSessionId(), tag, requestedAt),
            control.confirmers(pharmacyId),
            trustList.get()));
  }
}
