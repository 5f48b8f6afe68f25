package de.siegel.servicekit.session;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EpochKeyPair;
import de.siegel.sealing.RequestSignature;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.key.EpochKeyHolder;
import de.siegel.servicekit.session.SessionLookup.Closed;
import de.siegel.servicekit.session.SessionLookup.Open;
import de.siegel.servicekit.session.SessionLookup.Reason;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenSessionsTest {
  @TempDir Path folder;
  private TestHouse house;
  private CountingKeys keys;
  private OpenSessions sessions;

  /** Counts how often a session has to be opened anew. */
  private static final class CountingKeys implements EpochKeyHolder {
    private final EpochKeyHolder holder;
    private int asked;

    CountingKeys(EpochKeyHolder holder) {
      this.holder = holder;
    }

    @Override
    public Optional<EpochKeyPair> pair(String epoch) {
      asked++;
      return holder.pair(epoch);
    }

    @Override
    public boolean lives(String epoch) {
      return holder.lives(epoch);
    }

    @Override
    public void forgetEnded() {
      holder.forgetEnded();
    }
  }

  @BeforeEach
  void start() {
    house = new TestHouse(folder);
    open(Environment.TEST);
  }

  private void open(Environment environment) {
    keys = new CountingKeys(house.keys().epochs(TopicCatalogue.SIGNER));
    sessions =
        new OpenSessions(
            TopicCatalogue.SIGNER,
            house.view(),
            new SessionEvidenceRule(environment, Optional::empty),
            keys,
            new RequestSignature(house.provider()),
            house.clock());
  }

  private SessionLookup find(TestSession session) {
    return sessions.find(session.id(), TestHouse.START);
  }

  private void assertClosed(SessionLookup lookup, Reason reason) {
    assertThat(lookup).isEqualTo(new Closed(reason));
  }

  @Test
  void opensASessionOnceAndKeepsIt() {
    TestSession session = house.session();

    Open first = (Open) find(session);
    Open second = (Open) find(session);

    assertThat(first.session().secret().commitment()).isEqualTo(session.secret().commitment());
    assertThat(second.session()).isSameAs(first.session());
    assertThat(keys.asked).isEqualTo(1);
  }

  @Test
  void seesAtOnceThatAnOpenSessionHasEnded() {
    TestSession session = house.session();
    find(session);
    house.publish(session, s -> s.setState(SessionState.ENDED));

    Open open = (Open) find(session);

    assertThat(open.session().record().getState()).isEqualTo(SessionState.ENDED);
    assertThat(keys.asked).isEqualTo(1);
  }

  @Test
  void letsGoOfASessionAtMostFiveMinutesAfterItsEpochsKeyWasDestroyed() {
    TestSession session = house.session();
    find(session);
    house.keys().destroyEpoch(TestHouse.EPOCH, TopicCatalogue.SIGNER);
    house.pass(Duration.ofMinutes(5));

    assertClosed(find(session), Reason.EPOCH_EXPIRED);
  }

  /** 18,000 sessions, each unwrapped anew every 5 minutes, are 60 HPKE openings a second. */
  @Test
  void keepsASessionInUseAsLongAsItsEpochLives() {
    TestSession session = house.session();
    OpenSession first = ((SessionLookup.Open) find(session)).session();
    for (int minute = 0; minute < 8; minute++) {
      house.pass(Duration.ofMinutes(1));
      OpenSession again = ((SessionLookup.Open) find(session)).session();
      assertThat(again.secret()).isSameAs(first.secret());
    }

    house.keys().destroyEpoch(TestHouse.EPOCH, TopicCatalogue.SIGNER);
    house.pass(Duration.ofMinutes(1));

    assertClosed(find(session), Reason.EPOCH_EXPIRED);
  }

  @Test
  void cannotOpenASessionWhoseEpochsKeyIsDestroyed() {
    TestSession session = house.session();
    house.keys().destroyEpoch(TestHouse.EPOCH, TopicCatalogue.SIGNER);

    assertClosed(find(session), Reason.EPOCH_EXPIRED);
  }

  @Test
  void saysUnknownOnlyWhenTheAuthorityHasSpokenAfterTheRequest() {
    TestSession never = house.unpublished(TestHouse.PHARMACY, SigningAlgorithm.ED25519);
    house.pass(Duration.ofSeconds(1));

    assertClosed(find(never), Reason.SESSION_UNKNOWN);
  }

  @Test
  void opensNothingThatIsNotWrappedForItsStage() {
    TestSession session = house.session(s -> s.setWrappedSecrets(java.util.List.of()));

    assertClosed(find(session), Reason.SESSION_UNREADABLE);
  }

  @Test
  void opensNoSessionWithAKeyThatIsNone() {
    TestSession session =
        house.publish(
            house.unpublished(TestHouse.PHARMACY, SigningAlgorithm.ES256),
            s -> s.setSigningKey(ByteBuffer.allocate(65)));

    assertClosed(find(session), Reason.SESSION_UNREADABLE);
  }

  /** What a heap dump would show after the epoch has ended (invariant I10). */
  @Test
  void keepsNoSecretThatNobodyAskedForWithinFiveMinutes() {
    find(house.session());
    find(house.session());
    house.pass(Duration.ofMinutes(5));

    find(house.session());

    assertThat(sessions.held()).isEqualTo(1);
  }

  @Test
  void overwritesTheSecretsOfAnEpochThatIsOverAlsoWhenNobodyAsksForThem() {
    TestSession session = house.session();
    OpenSession opened = ((SessionLookup.Open) find(session)).session();
    assertThat(sessions.forgetEnded()).isFalse();

    house.keys().destroyEpoch(TestHouse.EPOCH, TopicCatalogue.SIGNER);

    assertThat(sessions.forgetEnded()).isTrue();
    assertThat(sessions.held()).isZero();
    assertThat(opened.secret().bytes()).containsOnly(0);
    assertClosed(find(session), Reason.EPOCH_EXPIRED);
  }

  @Test
  void refusesASessionWithoutACardOutsideTests() {
    TestSession session = house.session();
    open(Environment.PRODUCTION);

    assertThat(find(session)).isEqualTo(new Closed(Reason.SESSION_EVIDENCE_INVALID));
  }

  @Test
  void refusesASessionThatLastsLongerThanOneMay() {
    Instant begin = TestHouse.START;
    Instant longest = begin.plus(SessionEvidenceRule.LONGEST);

    assertThat(find(house.session(record -> record.setNotAfter(longest)))).isInstanceOf(Open.class);
    for (Instant end : List.of(longest.plusMillis(1), Instant.parse("2099-12-31T00:00:00Z"))) {
      assertClosed(
          find(house.session(record -> record.setNotAfter(end))), Reason.SESSION_EVIDENCE_INVALID);
    }
  }

  @Test
  void refusesASessionWithoutEvidence() {
    TestSession session = house.session(record -> record.setEvidence(null));

    assertThat(find(session)).isEqualTo(new Closed(Reason.SESSION_EVIDENCE_INVALID));
  }

  @Test
  void refusesASessionOfACardWhereThereIsNoTrustList() {
    TestSession session = house.session(record -> record.getEvidence().setKind("smc-b"));

    assertThat(find(session)).isEqualTo(new Closed(Reason.SESSION_EVIDENCE_INVALID));
  }

  @Test
  void neverPairsARecordThatNamesAnotherKeyWithWhatItOpenedBefore() {
    TestSession session = house.session();
    find(session);
    house.publish(session, record -> record.setSigningKey(ByteBuffer.allocate(31)));

    assertClosed(find(session), Reason.SESSION_UNREADABLE);
  }

  @Test
  void neverPairsARecordThatNamesAnotherSecretWithWhatItOpenedBefore() {
    TestSession session = house.session();
    find(session);
    house.publish(session, record -> record.setSecretCommitment(ByteBuffer.allocate(32)));

    assertClosed(find(session), Reason.SESSION_UNREADABLE);
  }

  @Test
  void looksAtTheEvidenceAgainWhenTheRecordHasChanged() {
    TestSession session = house.session();
    assertThat(find(session)).isInstanceOf(Open.class);

    house.publish(session, record -> record.setEvidence(null));

    assertThat(find(session)).isEqualTo(new Closed(Reason.SESSION_EVIDENCE_INVALID));
  }
}
