package de.siegel.epochkeys;

import de.siegel.sealing.EpochKeyHandover;
import de.siegel.sealing.EpochKeyHandover.Answer;
import de.siegel.sealing.EpochKeyHandover.Question;
import de.siegel.sealing.SharedKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Hands private keys to those who may have them. */
final class KeyHandout {
  private final EpochKeyVault vault;
  private final List<SharedKey> shared;
  private final InstantSource clock;

  /**
   * @param shared the keys that stages and other holders ask with
   */
  KeyHandout(EpochKeyVault vault, List<SharedKey> shared, InstantSource clock) {
    this.vault = vault;
    this.shared = List.copyOf(shared);
    this.clock = clock;
  }

  /** What is answered. */
  sealed interface Handout {
    /** Sealed for the asker. */
    record Given(Answer answer) implements Handout {}

    /** Nobody knows more than that it is not here. */
    record Gone() implements Handout {}

    /** Not to this asker. */
    record Refused() implements Handout {}
  }

  /** Answers a question. */
  Handout answer(Question question) {
    if (!EpochKeyHandover.isAllowed(question, shared, clock.instant())) {
      return new Handout.Refused();
    }
    Optional<Answer> answer =
        vault
            .find(question.epoch(), question.stage())
            .flatMap(pair -> EpochKeyHandover.answer(question, pair));
    return answer.isPresent() ? new Handout.Given(answer.get()) : new Handout.Gone();
  }
}
