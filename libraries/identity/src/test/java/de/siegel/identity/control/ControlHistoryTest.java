package de.siegel.identity.control;

import static de.siegel.identity.control.ControlHistory.Verdict.AHEAD;
import static de.siegel.identity.control.ControlHistory.Verdict.BROKEN_CHAIN;
import static de.siegel.identity.control.ControlHistory.Verdict.INCOMPLETE;
import static de.siegel.identity.control.ControlHistory.Verdict.NEXT;
import static de.siegel.identity.control.ControlHistory.Verdict.OLD_SEQUENCE;
import static de.siegel.identity.control.ControlHistory.Verdict.OLD_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.Heartbeat;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlHistoryTest {
  private final ControlHistory history = new ControlHistory(TopicCatalogue.ADMISSIONS);

  private static VerifiedPayload record(String id, long version, long sequence, byte[] previous) {
    ControlPayload payload =
        ControlRecords.admission(
            ControlRecords.header(TopicCatalogue.ADMISSIONS, id, version, sequence, previous), id);
    return VerifiedPayload.of(payload, payload.bytes());
  }

  private ControlHistory.Verdict accept(VerifiedPayload verified) {
    return history.accept(verified, ControlRecords.NOW);
  }

  private static VerifiedPayload heartbeat(long sequence, byte[] state) {
    ControlHeader header =
        ControlRecords.header(TopicCatalogue.ADMISSIONS, "heartbeat", 0, sequence, new byte[32]);
    ControlPayload payload =
        new ControlPayload.OfHeartbeat(new Heartbeat(header, ByteBuffer.wrap(state)));
    return VerifiedPayload.of(payload, payload.bytes());
  }

  @Test
  void believesAHeartbeatThatSpeaksOfWhatWasSeen() {
    accept(record("a", 1, 1, new byte[32]));

    assertThat(accept(heartbeat(1, history.state()))).isEqualTo(NEXT);
    assertThat(accept(heartbeat(1, history.state()))).isEqualTo(NEXT);
  }

  @Test
  void noticesThatARecordWasWithheld() {
    ControlHistory authority = new ControlHistory(TopicCatalogue.ADMISSIONS);
    VerifiedPayload seen = record("a", 1, 1, new byte[32]);
    VerifiedPayload withheld = record("b", 1, 2, new byte[32]);
    VerifiedPayload shown = record("c", 1, 3, new byte[32]);
    for (VerifiedPayload published : List.of(seen, withheld, shown)) {
      authority.accept(published, ControlRecords.NOW);
    }
    accept(seen);
    assertThat(accept(heartbeat(2, new byte[32]))).isEqualTo(INCOMPLETE);

    accept(shown);

    assertThat(accept(heartbeat(3, authority.state()))).isEqualTo(INCOMPLETE);
  }

  @Test
  void isNotLedAstrayByAHeartbeatOfAHugeSequence() {
    VerifiedPayload first = record("a", 1, 1, new byte[32]);
    accept(first);

    assertThat(accept(heartbeat(Long.MAX_VALUE, history.state()))).isEqualTo(INCOMPLETE);

    assertThat(accept(record("a", 2, 2, first.hash()))).isEqualTo(NEXT);
    assertThat(accept(heartbeat(2, history.state()))).isEqualTo(NEXT);
  }

  @Test
  void refusesAHeartbeatFromTheFutureAndOneFromBefore() {
    accept(record("a", 1, 1, new byte[32]));
    byte[] before = history.state();
    accept(record("b", 1, 2, new byte[32]));

    assertThat(accept(heartbeat(1, before))).isEqualTo(OLD_SEQUENCE);
    assertThat(
            history.accept(
                heartbeat(2, history.state()),
                ControlRecords.NOW.minus(ControlHistory.CLOCK_AHEAD).minusMillis(1)))
        .isEqualTo(AHEAD);
  }

  @Test
  void hasTheSameStateHoweverMuchOfThePastWasCompactedAway() {
    ControlHistory late = new ControlHistory(TopicCatalogue.ADMISSIONS);
    VerifiedPayload old = record("a", 1, 1, new byte[32]);
    VerifiedPayload other = record("b", 1, 2, new byte[32]);
    VerifiedPayload current = record("a", 2, 3, old.hash());
    for (VerifiedPayload published : List.of(old, other, current)) {
      accept(published);
    }

    late.accept(other, ControlRecords.NOW);
    late.accept(current, ControlRecords.NOW);

    assertThat(late.state()).isEqualTo(history.state());
  }

  @Test
  void followsARecordThatNamesItsPredecessor() {
    VerifiedPayload first = record("a", 1, 1, new byte[32]);

    assertThat(accept(first)).isEqualTo(NEXT);
    assertThat(accept(record("a", 2, 2, first.hash()))).isEqualTo(NEXT);
    assertThat(history.sequence()).isEqualTo(2);
  }

  @Test
  void refusesTheSameRecordPlayedAgain() {
    VerifiedPayload first = record("a", 1, 1, new byte[32]);
    accept(first);

    assertThat(accept(first)).isEqualTo(OLD_SEQUENCE);
  }

  @Test
  void refusesAnOlderVersionUnderANewSequence() {
    VerifiedPayload first = record("a", 1, 1, new byte[32]);
    accept(first);
    accept(record("a", 2, 2, first.hash()));

    assertThat(accept(record("a", 1, 3, new byte[32]))).isEqualTo(OLD_VERSION);
    assertThat(accept(record("a", 2, 4, first.hash()))).isEqualTo(OLD_VERSION);
  }

  @Test
  void refusesADirectSuccessorOfAnotherPredecessor() {
    accept(record("a", 1, 1, new byte[32]));

    assertThat(accept(record("a", 2, 2, new byte[32]))).isEqualTo(BROKEN_CHAIN);
  }

  @Test
  void remembersNothingOfWhatItRefuses() {
    VerifiedPayload first = record("a", 1, 1, new byte[32]);
    accept(first);
    accept(record("a", 2, 9, new byte[32]));

    assertThat(history.sequence()).isEqualTo(1);
    assertThat(accept(record("a", 2, 2, first.hash()))).isEqualTo(NEXT);
  }

  @Test
  void followsALaterVersionWhoseForerunnersWereCompactedAway() {
    accept(record("a", 1, 1, new byte[32]));

    assertThat(accept(record("a", 5, 8, new byte[32]))).isEqualTo(NEXT);
  }

  @Test
  void keepsAChainForEachId() {
    accept(record("a", 7, 1, new byte[32]));

    assertThat(accept(record("b", 1, 2, new byte[32]))).isEqualTo(NEXT);
  }
}
