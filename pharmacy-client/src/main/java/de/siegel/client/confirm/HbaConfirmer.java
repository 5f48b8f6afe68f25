package de.siegel.client.confirm;

import de.siegel.identity.card.CardCertificate;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.CardVerifier;
import de.siegel.identity.card.Checked;
import de.siegel.identity.card.OcspAnswer;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.PersonCard;
import de.siegel.identity.card.TrustServiceList;
import de.siegel.identity.confirmation.Confirmation;
import de.siegel.sealing.ConfirmationStatement;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Confirms with a pharmacist's card (HBA): asks for the card's status with a question of just this
 * confirmation, shows the person what is asked for, and then has it sign over the answer.
 *
 * <p>Safe for use by several threads where the card is.
 */
public final class HbaConfirmer implements Confirmer {
  private final ProfessionalCard card;
  private final Supplier<Optional<TrustServiceList>> trustList;
  private final CardStatus status;
  private final Consumer<ConfirmationRequest> display;
  private final Executor executor;
  private final InstantSource clock;

  /**
   * @param trustList of the TI, which says who issued the card and where its status is asked; see
   *     {@link de.siegel.identity.card.TrustServiceListReader}
   * @param status usually {@link HttpCardStatus}
   * @param display shows the person what is confirmed; it has returned when the card is asked for a
   *     signature, which is when the PIN is asked for
   * @param executor where a person is waited for
   */
  public HbaConfirmer(
      ProfessionalCard card,
      Supplier<Optional<TrustServiceList>> trustList,
      CardStatus status,
      Consumer<ConfirmationRequest> display,
      Executor executor,
      InstantSource clock) {
    this.card = card;
    this.trustList = trustList;
    this.status = status;
    this.display = display;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * {@inheritDoc}
   *
   * @return fails with {@link CardNotUsable} if the stages would refuse the card anyway
   */
  @Override
  public CompletableFuture<Optional<Confirmation>> confirm(ConfirmationRequest asked) {
    return CompletableFuture.supplyAsync(() -> signed(asked), executor);
  }

  private Optional<Confirmation> signed(ConfirmationRequest asked) {
    ConfirmationStatement statement = asked.statement();
    byte[] certificate = card.certificate();
    Optional<TrustServiceList> list = trustList.get();
    PersonCard person =
        usable(
            CardCertificate.read(certificate)
                .then(read -> CardVerifier.verifyPerson(read, list, clock.instant())));
    OcspQuestion<PersonCard> question = new OcspQuestion<>(person, statement.statusNonce());
    byte[] answer;
    try {
      answer = status.ask(person.issuer(), question.request());
    } catch (IOException e) {
      throw new CardNotUsable(
          "The status of the card cannot be asked for: try again in a few minutes", e);
    }
    // Before a person is bothered with a PIN.
    usable(OcspAnswer.check(answer, question, list.orElseThrow(), clock.instant()));
    display.accept(asked);
    return card.sign(statement.bytes(answer))
        .map(
            signature ->
                new Confirmation.Hba(
                    statement.until().toEpochMilli(), certificate, signature, answer));
  }

  private static PersonCard usable(Checked<PersonCard> checked) {
    checked
        .refusal()
        .map(CardRefusal::text)
        .ifPresent(
            text -> {
              throw new CardNotUsable(text);
            });
    return checked.orElseThrow();
  }
}
