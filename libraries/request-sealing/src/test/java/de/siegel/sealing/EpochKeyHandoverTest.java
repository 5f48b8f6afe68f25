package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.sealing.EpochKeyHandover.Answer;
import de.siegel.sealing.EpochKeyHandover.Asked;
import de.siegel.sealing.EpochKeyHandover.Question;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EpochKeyHandoverTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SharedKey SIGNERS =
      new SharedKey("signer.epoch-keys.1", "signer", EpochKeyHandover.HOLDER, secret());
  private static final SharedKey HOLDERS =
      new SharedKey(
          "epoch-keys.epoch-keys.1", EpochKeyHandover.HOLDER, EpochKeyHandover.HOLDER, secret());
  private static final List<SharedKey> KEYS = List.of(SIGNERS, HOLDERS);

  private final EpochKeyPair pair = EpochKeyPair.generate(RANDOM);

  private static byte[] secret() {
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    return secret;
  }

  private static Asked ask(SharedKey key) {
    return EpochKeyHandover.ask("e1", "signer", key, NOW, RANDOM);
  }

  @Test
  void aStageGetsItsOwnKey() {
    Asked asked = ask(SIGNERS);

    assertThat(EpochKeyHandover.isAllowed(asked.question(), KEYS, NOW)).isTrue();
    Answer answer = EpochKeyHandover.answer(asked.question(), pair).orElseThrow();
    assertThat(asked.open(answer, pair.publicKey()).orElseThrow().privateKey())
        .isEqualTo(pair.privateKey());
  }

  @Test
  void anotherHolderGetsEveryKey() {
    assertThat(EpochKeyHandover.isAllowed(ask(HOLDERS).question(), KEYS, NOW)).isTrue();
  }

  @Test
  void aStageDoesNotGetAnothersKey() {
    Question question = EpochKeyHandover.ask("e1", "validation", SIGNERS, NOW, RANDOM).question();

    assertThat(EpochKeyHandover.isAllowed(question, KEYS, NOW)).isFalse();
  }

  @Test
  void aQuestionIsGoodForAMinute() {
    Question question = ask(SIGNERS).question();
    Duration beyond = EpochKeyHandover.LONGEST_AGE.plusMillis(1);

    assertThat(EpochKeyHandover.isAllowed(question, KEYS, NOW.plus(beyond))).isFalse();
    assertThat(EpochKeyHandover.isAllowed(question, KEYS, NOW.minus(beyond))).isFalse();
    assertThat(EpochKeyHandover.isAllowed(question, KEYS, NOW.plus(EpochKeyHandover.LONGEST_AGE)))
        .isTrue();
  }

  static Stream<Question> altered() {
    Question q = ask(SIGNERS).question();
    byte[] other = EpochKeyPair.generate(RANDOM).publicKey();
    return Stream.of(
        new Question("e2", q.stage(), q.asker(), q.answerKey(), q.askedAt(), q.keyId(), q.tag()),
        new Question(
            q.epoch(), "validation", q.asker(), q.answerKey(), q.askedAt(), q.keyId(), q.tag()),
        new Question(
            q.epoch(),
            q.stage(),
            EpochKeyHandover.HOLDER,
            q.answerKey(),
            q.askedAt(),
            q.keyId(),
            q.tag()),
        new Question(q.epoch(), q.stage(), q.asker(), other, q.askedAt(), q.keyId(), q.tag()),
        new Question(
            q.epoch(),
            q.stage(),
            q.asker(),
            q.answerKey(),
            q.askedAt().plusMillis(1),
            q.keyId(),
            q.tag()),
        new Question(
            q.epoch(), q.stage(), q.asker(), q.answerKey(), q.askedAt(), HOLDERS.id(), q.tag()),
        new Question(
            q.epoch(), q.stage(), q.asker(), q.answerKey(), q.askedAt(), "no-key", q.tag()),
        new Question(
            q.epoch(), q.stage(), q.asker(), q.answerKey(), q.askedAt(), q.keyId(), new byte[32]),
        new Question(
            q.epoch(), q.stage(), q.asker(), q.answerKey(), q.askedAt(), q.keyId(), new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("altered")
  void anAlteredQuestionIsNotAnswered(Question altered) {
    assertThat(EpochKeyHandover.isAllowed(altered, KEYS, NOW)).isFalse();
  }

  @Test
  void anAnswerToAnotherQuestionDoesNotOpen() {
    Answer answer = EpochKeyHandover.answer(ask(SIGNERS).question(), pair).orElseThrow();

    assertThat(ask(SIGNERS).open(answer, pair.publicKey())).isEmpty();
  }

  @Test
  void anAnswerWithAnotherKeyThanThePublishedOneIsNotTaken() {
    Asked asked = ask(SIGNERS);
    Answer answer =
        EpochKeyHandover.answer(asked.question(), EpochKeyPair.generate(RANDOM)).orElseThrow();

    assertThat(asked.open(answer, pair.publicKey())).isEmpty();
  }

  @Test
  void brokenAnswersDoNotOpen() {
    assertThat(ask(SIGNERS).open(new Answer(new byte[0], new byte[0]), pair.publicKey())).isEmpty();
    assertThat(ask(SIGNERS).open(new Answer(new byte[32], new byte[48]), pair.publicKey()))
        .isEmpty();
  }

  @Test
  void aQuestionWithoutAUsableKeyIsNotAnswered() {
    Question q = ask(SIGNERS).question();
    Question low =
        new Question(
            q.epoch(), q.stage(), q.asker(), new byte[32], q.askedAt(), q.keyId(), q.tag());

    assertThat(EpochKeyHandover.answer(low, pair)).isEmpty();
  }

  @Test
  void aDestroyedPairHandsNothingOut() {
    pair.destroy();

    assertThatThrownBy(() -> EpochKeyHandover.answer(ask(SIGNERS).question(), pair))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(pair::privateKey).isInstanceOf(IllegalStateException.class);
  }
}
