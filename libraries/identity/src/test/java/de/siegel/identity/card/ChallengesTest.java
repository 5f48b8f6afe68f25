package de.siegel.identity.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChallengesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final byte[] BINDING = "an application".getBytes(StandardCharsets.UTF_8);

  private final Challenges challenges = new Challenges(new SecureRandom());

  private static Optional<CardCode> code(Checked<?> checked) {
    return checked.refusal().map(CardRefusal::code);
  }

  @Test
  void eachIsTakenOnceUntilItIsTooOld() {
    CardChallenge challenge = challenges.give("desk", BINDING, NOW);
    Instant last = NOW.plus(CardChallenge.LIFE);

    assertThat(code(challenges.check(challenge, BINDING, last))).isEmpty();
    assertThat(code(challenges.use(challenge, last))).isEmpty();
    assertThat(code(challenges.use(challenge, last))).contains(CardCode.POP_REPLAY);
    assertThat(code(challenges.check(challenge, BINDING, last.plusMillis(1))))
        .contains(CardCode.POP_EXPIRED);
  }

  /** Strangers who ask without end: a card that was asked first or last gets in all the same. */
  @Test
  void askingWithoutEndKeepsNoCardOut() {
    CardChallenge first = challenges.give("desk", BINDING, NOW);
    IntStream.range(0, 100_000).forEach(n -> challenges.give("desk", BINDING, NOW));
    CardChallenge last = challenges.give("desk", BINDING, NOW);

    for (CardChallenge challenge : List.of(first, last)) {
      assertThat(code(challenges.check(challenge, BINDING, NOW))).isEmpty();
      assertThat(code(challenges.use(challenge, NOW))).isEmpty();
    }
  }

  @Test
  void whatWasMadeUpOrChangedOrIsAnotherProcessesIsNone() {
    CardChallenge own = challenges.give("desk", BINDING, NOW);
    byte[] other = "another application".getBytes(StandardCharsets.UTF_8);
    for (int n = 0; n < CardChallenge.NONCE_LENGTH; n++) {
      byte[] nonce = own.nonce();
      nonce[n] ^= 1;
      assertThat(refused(new CardChallenge("desk", nonce, NOW, BINDING))).isTrue();
    }
    assertThat(refused(new CardChallenge("authority", own.nonce(), NOW, BINDING))).isTrue();
    assertThat(refused(new CardChallenge("desk", own.nonce(), NOW.plusMillis(1), BINDING)))
        .isTrue();
    assertThat(
            code(challenges.check(new CardChallenge("desk", own.nonce(), NOW, other), other, NOW)))
        .contains(CardCode.POP_FAILED);
    assertThat(code(challenges.check(own, other, NOW))).contains(CardCode.POP_FAILED);
    assertThat(code(new Challenges(new SecureRandom()).check(own, BINDING, NOW)))
        .contains(CardCode.POP_FAILED);
  }

  private boolean refused(CardChallenge challenge) {
    return code(challenges.check(challenge, BINDING, NOW))
        .filter(CardCode.POP_FAILED::equals)
        .isPresent();
  }

  @Test
  void usedOnesAreForgottenWhenTheyCannotComeAgain() {
    CardChallenge challenge = challenges.give("desk", BINDING, NOW);
    challenges.use(challenge, NOW);
    Instant later = NOW.plus(CardChallenge.LIFE.multipliedBy(2)).plus(Duration.ofMillis(1));

    assertThat(code(challenges.use(challenge, later))).isEmpty();
    assertThat(code(challenges.check(challenge, BINDING, later))).contains(CardCode.POP_EXPIRED);
  }

  @Test
  void noTwoAreTheSame() {
    byte[] one = challenges.give("desk", BINDING, NOW).nonce();
    byte[] two = challenges.give("desk", BINDING, NOW).nonce();

    assertThat(Arrays.copyOf(one, 16)).isNotEqualTo(Arrays.copyOf(two, 16));
  }
}
