package de.siegel.servicekit.card;

import de.siegel.identity.card.CardChallenge;
import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.CardVerifier;
import de.siegel.identity.card.Challenges;
import de.siegel.identity.card.Checked;
import de.siegel.identity.card.OcspAnswer;
import de.siegel.identity.card.OcspQuestion;
import de.siegel.identity.card.PharmacyCard;
import de.siegel.identity.card.RegisterAnswer;
import de.siegel.identity.card.RegisterEntry;
import de.siegel.identity.card.SessionEvidenceCheck;
import de.siegel.identity.card.TrustServiceList;
import de.siegel.identity.session.CardProof;
import de.siegel.schemas.control.SessionEvidence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Checks V1 to V10 of cards, and keeps what stages check again. What is asked of others is asked
 * without waiting: whoever does not answer delays one card.
 *
 * <p>Safe for use by several threads.
 */
public final class CardLogin {
  /** Who does not answer within this time is not available (gematik: 10 s). */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private final CardStatusSource status;
  private final CardDirectory directory;
  private final Supplier<Optional<TrustServiceList>> trustList;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Challenges challenges;

  public CardLogin(
      CardStatusSource status,
      CardDirectory directory,
      Supplier<Optional<TrustServiceList>> trustList,
      SecureRandom random,
      InstantSource clock) {
    this.status = status;
    this.directory = directory;
    this.trustList = trustList;
    this.random = random;
    this.challenges = new Challenges(random);
    this.clock = clock;
  }

  /**
   * A card that passed V1 to V10.
   *
   * @param card the card
   * @param entry its pharmacy in the directory
   * @param status the responder's answer
   */
  public record Proven(PharmacyCard card, RegisterEntry entry, byte[] status) {}

  /**
   * Gives a challenge out.
   *
   * @param audience who asks
   * @param binding over what the card is to speak for
   */
  public byte[] challenge(String audience, byte[] binding) {
    return challenges.give(audience, binding, clock.instant()).bytes();
  }

  private byte[] nonce() {
    byte[] nonce = new byte[CardChallenge.NONCE_LENGTH];
    random.nextBytes(nonce);
    return nonce;
  }

  /**
   * Checks V1 to V10.
   *
   * @param binding over what the card speaks for
   */
  public CompletableFuture<Checked<Proven>> check(CardProof proof, byte[] binding) {
    Instant now = clock.instant();
    Optional<TrustServiceList> list = trustList.get();
    Optional<CardChallenge> presented = CardChallenge.read(proof.challenge());
    Checked<PharmacyCard> local =
        CardVerifier.verify(proof.certificate(), list, now)
            .then(card -> answers(card, presented, proof.signature(), binding, now));
    return next(local, card -> ask(card, presented.orElseThrow().statusNonce(), list));
  }

  /**
   * Checks a card again that was let in before: V1 to V7, V9 and V10, without its holder.
   *
   * @param certificate DER
   */
  public CompletableFuture<Checked<Proven>> checkAgain(byte[] certificate) {
    Optional<TrustServiceList> list = trustList.get();
    return next(
        CardVerifier.verify(certificate, list, clock.instant()), card -> ask(card, nonce(), list));
  }

  /**
   * Lets a card in that belongs to a pharmacy.
   *
   * @param binding over what it applies for
   * @param telematikIds of the pharmacy that it applies for, asked for when all else is checked
   */
  public CompletableFuture<Checked<SessionEvidence>> let(
      CardProof proof, byte[] binding, Supplier<? extends Collection<String>> telematikIds) {
    return check(proof, binding)
        .thenApply(
            checked ->
                checked.then(
                    proven ->
                        telematikIds.get().contains(proven.entry().telematikId())
                            ? Checked.passed(evidence(proof, proven.status()))
                            : Checked.refused(
                                CardCode.NOT_ACTIVE, "the card of another pharmacy")));
  }

  private static SessionEvidence evidence(CardProof proof, byte[] status) {
    return new SessionEvidence(
        SessionEvidenceCheck.SMC_B,
        List.of(ByteBuffer.wrap(proof.certificate())),
        ByteBuffer.wrap(proof.challenge()),
        ByteBuffer.wrap(proof.signature()),
        ByteBuffer.wrap(status));
  }

  private Checked<PharmacyCard> answers(
      PharmacyCard card,
      Optional<CardChallenge> presented,
      byte[] signature,
      byte[] binding,
      Instant now) {
    if (presented.isEmpty()) {
      return Checked.refused(CardCode.POP_FAILED, "what was signed is no challenge");
    }
    CardChallenge challenge = presented.get();
    return challenges
        .check(challenge, binding, now)
        .then(own -> own.check(card, signature))
        .then(signed -> challenges.use(challenge, now).then(once -> Checked.passed(signed)));
  }

  private CompletableFuture<Checked<Proven>> ask(
      PharmacyCard card, byte[] nonce, Optional<TrustServiceList> list) {
    OcspQuestion<PharmacyCard> question = new OcspQuestion<>(card, nonce);
    return answered(status.ask(card.issuer(), question.request()), CardCode.OCSP_UNAVAILABLE)
        .thenCompose(
            answer ->
                next(
                    answer.then(
                        bytes ->
                            OcspAnswer.check(bytes, question, list.orElseThrow(), clock.instant())),
                    good -> search(card, answer.orElseThrow())));
  }

  private CompletableFuture<Checked<Proven>> search(PharmacyCard card, byte[] statusAnswer) {
    return answered(directory.search(card.telematikId()), CardCode.REGISTER_UNAVAILABLE)
        .thenApply(
            answer ->
                answer
                    .then(bundle -> RegisterAnswer.check(bundle, card.telematikId()))
                    .then(entry -> Checked.passed(new Proven(card, entry, statusAnswer))));
  }

  private static <T, U> CompletableFuture<Checked<U>> next(
      Checked<T> checked, Function<T, CompletableFuture<Checked<U>>> then) {
    return checked
        .refusal()
        .<CompletableFuture<Checked<U>>>map(
            refusal -> CompletableFuture.completedFuture(new Checked.Refused<>(refusal)))
        .orElseGet(() -> then.apply(checked.orElseThrow()));
  }

  /** An answer, or that there was none in time. Other failures are ours and stay failures. */
  private static CompletableFuture<Checked<byte[]>> answered(
      CompletableFuture<byte[]> answer, CardCode otherwise) {
    return answer
        .copy()
        .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (bytes, failure) -> {
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              if (cause == null) {
                return Checked.passed(bytes);
              }
              if (cause instanceof IOException || cause instanceof TimeoutException) {
                return Checked.refused(otherwise, "no answer: " + cause.getMessage());
              }
              throw new CompletionException(cause);
            });
  }
}
