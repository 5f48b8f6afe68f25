package de.siegel.identity.control;

import static de.siegel.identity.control.ControlHistory.Verdict.BROKEN_CHAIN;
import static de.siegel.identity.control.ControlHistory.Verdict.NEXT;
import static de.siegel.identity.control.ControlHistory.Verdict.OLD_SEQUENCE;
import static de.siegel.identity.control.ControlHistory.Verdict.OLD_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.topic.TopicCatalogue;
import org.junit.jupiter.api.Test;

class ControlHistoryTest {
  private final ControlHistory history = new ControlHistory();

  private static VerifiedPayload record(String id, long version, long sequence, byte[] previous) {
    ControlPayload payload =
        ControlRecords.admission(
            ControlRecords.header(TopicCatalogue.ADMISSIONS, id, version, sequence, previous), id);
    return VerifiedPayload.of(payload, payload.bytes());
  }

  @Test
  void followsARecordThatNamesItsPredecessor() {
    VerifiedPayload first = record("a", 1, 1, new byte[32]);

    assertThat(history.accept(first)).isEqualTo(NEXT);
    assertThat(history.accept(record("a", 2, 2, first.hash()))).isEqualTo(NEXT);
    assertThat(history.sequence()).isEqualTo(2);
  }

  @Test
  void refusesTheSameRecordPlayedAgain() {
    VerifiedPayload first = record("a", 1, 1, new byte[32]);
    history.accept(first);

    assertThat(history.accept(first)).isEqualTo(OLD_SEQUENCE);
  }

  @Test
  void refusesAnOlderVersionUnderANewSequence() {
    VerifiedPayload first = record("a", 1, 1, new byte[32]);
    history.accept(first);
    history.accept(record("a", 2, 2, first.hash()));

    assertThat(history.accept(record("a", 1, 3, new byte[32]))).isEqualTo(OLD_VERSION);
    assertThat(history.accept(record("a", 2, 4, first.hash()))).isEqualTo(OLD_VERSION);
  }

  @Test
  void refusesADirectSuccessorOfAnotherPredecessor() {
    history.accept(record("a", 1, 1, new byte[32]));

    assertThat(history.accept(record("a", 2, 2, new byte[32]))).isEqualTo(BROKEN_CHAIN);
  }

  @Test
  void remembersNothingOfWhatItRefuses() {
    VerifiedPayload first = record("a", 1, 1, new byte[32]);
    history.accept(first);
    history.accept(record("a", 2, 9, new byte[32]));

    assertThat(history.sequence()).isEqualTo(1);
    assertThat(history.accept(record("a", 2, 2, first.hash()))).isEqualTo(NEXT);
  }

  @Test
  void followsALaterVersionWhoseForerunnersWereCompactedAway() {
    history.accept(record("a", 1, 1, new byte[32]));

    assertThat(history.accept(record("a", 5, 8, new byte[32]))).isEqualTo(NEXT);
  }

  @Test
  void keepsAChainForEachId() {
    history.accept(record("a", 7, 1, new byte[32]));

    assertThat(history.accept(record("b", 1, 2, new byte[32]))).isEqualTo(NEXT);
  }
}
