package de.siegel.servicekit.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.control.ControlHistory;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.control.StageKeyPurpose;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ControlViewTest {
  static final List<String> TOPICS = TopicCatalogue.CONTROL;

  @TempDir Path folder;
  private TestHouse house;
  private ControlView view;

  @BeforeEach
  void start() {
    house = new TestHouse(folder);
    view = house.view();
  }

  /** Does something when the clock is read for the n-th time from now. */
  private AtomicInteger atRead(int which, Runnable action) {
    AtomicInteger reads = new AtomicInteger();
    house
        .clock()
        .whenRead(
            () -> {
              if (reads.incrementAndGet() == which) {
                action.run();
              }
            });
    return reads;
  }

  @Test
  void knowsWhoMayConfirmForEachPharmacy() {
    Confirmer first = Confirmers.hba(TestHouse.PHARMACY, "3-HBA-1");
    house.confirmer(first);
    house.confirmer(Confirmers.hba(TestHouse.PHARMACY, "3-HBA-2"));
    house.confirmer(Confirmers.hba("pharmacy-2", "3-HBA-1"));
    first.setState(ConfirmerState.REVOKED);
    house.confirmer(first);
    house.authorities().heartbeat();

    assertThat(view.confirmers(TestHouse.PHARMACY))
        .extracting(Confirmer::getTelematikId, Confirmer::getState)
        .containsExactlyInAnyOrder(
            tuple("3-HBA-1", ConfirmerState.REVOKED), tuple("3-HBA-2", ConfirmerState.ACTIVE));
    assertThat(view.confirmers("pharmacy-2")).hasSize(1);
    assertThat(view.confirmers("pharmacy-3")).isEmpty();
    assertThat(view.fresh()).isTrue();
  }

  @Test
  void isFreshUpToTwoSecondsAfterTheLastHeartbeat() {
    house.clock().advance(Duration.ofMillis(2_000));
    assertThat(view.fresh()).isTrue();

    house.clock().advance(Duration.ofMillis(1));
    assertThat(view.fresh()).isFalse();
  }

  @ParameterizedTest
  @FieldSource("TOPICS")
  void isStaleWhenOneAuthorityAloneIsSilent(String silent) {
    house.clock().advance(Duration.ofSeconds(3));
    TOPICS.stream()
        .filter(topic -> !topic.equals(silent))
        .forEach(topic -> house.authorities().heartbeat(topic));

    assertThat(view.fresh()).isFalse();
    house.authorities().heartbeat(silent);
    assertThat(view.fresh()).isTrue();
  }

  @Test
  void isNotKeptAliveByAnAuthorityWhoseClockRunsAhead() {
    house.clock().advance(Duration.ofSeconds(60));
    house.authorities().heartbeat();
    house.clock().advance(Duration.ofSeconds(-58).minusMillis(1));

    assertThat(view.fresh()).isFalse();
  }

  @Test
  void isStaleBeforeAnybodyHasSpoken() {
    ControlView silent = new ControlView(house.clock());

    assertThat(silent.fresh()).isFalse();
    assertThat(silent.versions()).isEqualTo(new ControlVersions(0L, 0L, 0L, 0L, 0L));
    assertThat(silent.fraudConfiguration()).isEmpty();
  }

  @Test
  void waitsForAHeartbeatAndGoesOn() {
    house.clock().advance(Duration.ofSeconds(5));
    AtomicInteger reads = atRead(4, () -> house.authorities().heartbeat());

    view.awaitFresh();

    assertThat(reads.get()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void givesUpWhenNobodySpeaks() {
    house.clock().advance(Duration.ofSeconds(5));
    house.clock().stepEachRead(Duration.ofSeconds(1));

    assertThatThrownBy(view::awaitFresh)
        .isInstanceOf(ControlUnavailable.class)
        .hasMessageContaining("not been heard");
  }

  @Test
  void waitsUntilItHasSeenWhatAnotherReliedOn() {
    ControlVersions now = view.versions();
    ControlVersions ahead =
        new ControlVersions(
            now.getAdmissions() + 1,
            now.getSessions(),
            now.getStageKeys(),
            now.getEpochKeys(),
            now.getFraudConfiguration());
    view.awaitVersions(now);
    AtomicInteger reads = atRead(3, () -> house.admit("pharmacy-9", admission -> {}));

    view.awaitVersions(ahead);

    assertThat(reads.get()).isGreaterThanOrEqualTo(3);
    assertThat(view.admission("pharmacy-9")).isPresent();
  }

  @ParameterizedTest
  @FieldSource("TOPICS")
  void givesUpWhenOneTopicStaysBehind(String topic) {
    ControlVersions ahead = view.versions();
    ahead.put(TOPICS.indexOf(topic), (long) ahead.get(TOPICS.indexOf(topic)) + 1);
    house.clock().stepEachRead(Duration.ofSeconds(1));

    assertThatThrownBy(() -> view.awaitVersions(ahead)).isInstanceOf(ControlUnavailable.class);
  }

  @Test
  void waitsUntilEveryAuthorityHasSpokenAfterAMoment() {
    atRead(
        3,
        () -> {
          house.clock().advance(Duration.ofMillis(1));
          house.authorities().heartbeat();
        });

    view.awaitSpokenAfter(TestHouse.START);

    assertThat(house.clock().instant()).isAfter(TestHouse.START);
  }

  @Test
  void doesNotTakeAWordOfTheSameMomentForALaterOne() {
    house.clock().stepEachRead(Duration.ofSeconds(1));

    assertThatThrownBy(() -> view.awaitSpokenAfter(TestHouse.START))
        .isInstanceOf(ControlUnavailable.class);
  }

  @Test
  void showsTheLatestVersionOfEverything() {
    TestSession session = house.session();
    assertThat(view.session(session.id()).orElseThrow().getState()).isEqualTo(SessionState.OPEN);

    house.publish(session, s -> s.setState(SessionState.ENDED));

    assertThat(view.session(session.id()).orElseThrow().getState()).isEqualTo(SessionState.ENDED);
  }

  @Test
  void forgetsSessionsThatEndedLongAgoAndNoOthers() {
    TestSession session = house.session();
    house
        .clock()
        .advance(Duration.between(house.clock().instant(), session.record().getNotAfter()));
    house.pass(ControlHistory.SESSION_MEMORY);
    view.forgetOldSessions();
    assertThat(view.session(session.id())).isPresent();

    house.pass(Duration.ofMillis(1));
    view.forgetOldSessions();

    assertThat(view.session(session.id())).isEmpty();
    assertThat(view.fresh()).isTrue();
  }

  @Test
  void growsStaleWhenARecordIsWithheld() {
    house.authorities().publishWithheld(TopicCatalogue.STAGE_KEYS, "signer/00", withheld());
    house.pass(Duration.ofMillis(2_001));

    assertThat(view.fresh()).isFalse();
  }

  @Test
  void growsStaleWhenARecordIsWithheldAndALaterOneShown() {
    house.authorities().publishWithheld(TopicCatalogue.STAGE_KEYS, "signer/00", withheld());
    house.signingKey("0011223344556677", KeyState.ACTIVE);
    house.pass(Duration.ofMillis(2_001));

    assertThat(view.fresh()).isFalse();
  }

  @Test
  void isKeptFreshByNoRecordWithoutAHeartbeat() {
    house.clock().advance(Duration.ofMillis(2_001));
    TopicCatalogue.CONTROL.stream()
        .filter(topic -> !topic.equals(TopicCatalogue.STAGE_KEYS))
        .forEach(house.authorities()::heartbeat);
    house.signingKey("0011223344556677", KeyState.ACTIVE);

    assertThat(view.fresh()).isFalse();
  }

  private static Function<ControlHeader, ControlPayload> withheld() {
    return header ->
        new ControlPayload.OfStageKey(
            new StageKey(
                header,
                TopicCatalogue.SIGNER,
                "00",
                StageKeyPurpose.CERTIFICATE_SIGNING,
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0),
                KeyState.REVOKED,
                TestHouse.START,
                TestHouse.START));
  }
}
