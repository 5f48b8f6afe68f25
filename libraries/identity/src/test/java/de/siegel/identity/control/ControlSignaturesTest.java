package de.siegel.identity.control;

import static de.siegel.identity.control.ControlRecords.DESK_1;
import static de.siegel.identity.control.ControlRecords.DESK_2;
import static de.siegel.identity.control.ControlRecords.NOW;
import static de.siegel.identity.control.ControlRecords.PROVIDER;
import static de.siegel.identity.control.ControlRecords.RUNNING_DESK;
import static de.siegel.identity.control.ControlRecords.SESSIONS;
import static de.siegel.identity.control.ControlRecords.SIGNATURES;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlSignaturesTest {
  private static final String TOPIC = TopicCatalogue.ADMISSIONS;
  private static final String ID = "pharmacy-1";

  private static ControlRecord sign(ControlPayload payload, AuthorityKey... keys) {
    return ControlSignatures.sign(payload, List.of(keys), PROVIDER);
  }

  private static boolean believed(String topic, String key, ControlRecord record) {
    return SIGNATURES.verify(topic, key, record).isPresent();
  }

  @Test
  void believesARecordThatEnoughKeysOfItsAuthoritySigned() {
    ControlPayload payload = ControlRecords.admission(ID);
    ControlRecord record = sign(payload, DESK_1, DESK_2);

    VerifiedPayload verified = SIGNATURES.verify(TOPIC, ID, record).orElseThrow();

    assertThat(verified.payload()).isEqualTo(payload);
    assertThat(verified.hash()).isEqualTo(Sha256.of(Bytes.of(record.getPayload())));
  }

  @Test
  void refusesOneApproverWhereTwoAreNeeded() {
    assertThat(believed(TOPIC, ID, sign(ControlRecords.admission(ID), DESK_1))).isFalse();
  }

  @Test
  void countsOneApproverWhoSignsTwiceOnce() {
    assertThat(believed(TOPIC, ID, sign(ControlRecords.admission(ID), DESK_1, DESK_1))).isFalse();
  }

  @Test
  void doesNotCountKeysOfAnotherAuthority() {
    assertThat(believed(TOPIC, ID, sign(ControlRecords.admission(ID), DESK_1, SESSIONS))).isFalse();
  }

  @Test
  void enrollingAPersonWhoMayConfirmNeedsTwo() {
    ControlPayload payload = ControlRecords.confirmer(Confirmers.hba(ID, "3-HBA-1"));
    String key = payload.header().getId();

    assertThat(believed(TOPIC, key, sign(payload, DESK_1, DESK_2))).isTrue();
    assertThat(believed(TOPIC, key, sign(payload, DESK_1))).isFalse();
    assertThat(
            ControlRecords.WITH_RUNNING_DESK
                .verify(TOPIC, key, sign(payload, RUNNING_DESK))
                .isPresent())
        .isFalse();
  }

  @Test
  void refusesAPersonWhoMayConfirmUnderTheIdOfAnother() {
    Confirmer other = Confirmers.hba(ID, "3-HBA-1");
    other.setHeader(
        ControlRecords.first(TOPIC, Confirmers.id(Confirmers.hba("pharmacy-2", "3-HBA-1"))));

    assertThat(
            believed(
                TOPIC,
                other.getHeader().getId(),
                sign(new ControlPayload.OfConfirmer(other), DESK_1, DESK_2)))
        .isFalse();
  }

  @Test
  void refusesARecordUnderAnotherKeyThanItsId() {
    assertThat(believed(TOPIC, "pharmacy-2", sign(ControlRecords.admission(ID), DESK_1, DESK_2)))
        .isFalse();
  }

  @Test
  void refusesARecordOnAnotherTopicThanItWasSignedFor() {
    ControlRecord record = sign(ControlRecords.admission(ID), DESK_1, DESK_2);

    assertThat(believed(TopicCatalogue.SESSIONS, ID, record)).isFalse();
    assertThat(believed("control.nothing", ID, record)).isFalse();
  }

  @Test
  void refusesAnotherAuthoritysNameInTheHeader() {
    ControlHeader header = ControlRecords.first(TOPIC, ID);
    header.setAuthority("sessions");

    assertThat(believed(TOPIC, ID, sign(ControlRecords.admission(header, ID), DESK_1, DESK_2)))
        .isFalse();
  }

  @Test
  void refusesAnAlteredPayloadWhereverABitIsFlipped() {
    ControlRecord record = sign(ControlRecords.admission(ID), DESK_1, DESK_2);
    byte[] payload = Bytes.of(record.getPayload());
    for (int at = 0; at < payload.length; at++) {
      byte[] altered = payload.clone();
      altered[at] ^= 1;
      assertThat(
              believed(
                  TOPIC, ID, new ControlRecord(ByteBuffer.wrap(altered), record.getSignatures())))
          .as("byte " + at)
          .isFalse();
    }
  }

  @Test
  void refusesAPayloadOfAnUnknownSchemaHoweverWellSigned() {
    // A sequence of bytes that is no single-object encoding of a payload known here.
    byte[] unknown = new byte[40];
    unknown[0] = (byte) 0xC3;
    unknown[1] = 1;
    ControlRecord record = sign(ControlRecords.admission(ID), DESK_1, DESK_2);
    record.setPayload(ByteBuffer.wrap(unknown));

    assertThat(believed(TOPIC, ID, record)).isFalse();
    assertThat(ControlPayload.read(unknown)).isEmpty();
    assertThat(ControlPayload.read(new byte[0])).isEmpty();
  }

  @Test
  void looksAtNoSignatureWhenThereAreTooMany() {
    ControlRecord record = sign(ControlRecords.admission(ID), DESK_1, DESK_2);
    List<ControlSignature> many = new ArrayList<>(record.getSignatures());
    IntStream.range(0, 15)
        .forEach(i -> many.add(new ControlSignature("key-" + i, ByteBuffer.allocate(64))));
    record.setSignatures(many);

    assertThat(believed(TOPIC, ID, record)).isFalse();
  }

  @Test
  void believesAHeartbeatByOneKeyOfItsAuthority() {
    ControlPayload heartbeat = ControlRecords.heartbeat(ControlRecords.first(TOPIC, "heartbeat"));

    assertThat(believed(TOPIC, "heartbeat", sign(heartbeat, DESK_1))).isTrue();
    assertThat(believed(TOPIC, "heartbeat", sign(heartbeat, SESSIONS))).isFalse();
  }

  /** One key alone could otherwise raise a pharmacy's version and freeze its admission. */
  @Test
  void refusesAHeartbeatThatTakesThePlaceOfARecord() {
    ControlPayload heartbeat =
        ControlRecords.heartbeat(ControlRecords.header(TOPIC, ID, Long.MAX_VALUE, 2, new byte[32]));

    assertThat(believed(TOPIC, ID, sign(heartbeat, DESK_1))).isFalse();
    assertThat(believed(TOPIC, ID, sign(heartbeat, DESK_1, DESK_2))).isFalse();
  }

  /** Who opens sessions must not be able to admit, to name keys or to set thresholds. */
  @Test
  void refusesAPayloadThatIsNotItsTopicsKind() {
    ControlPayload admission =
        ControlRecords.admission(ControlRecords.first(TopicCatalogue.SESSIONS, ID), ID);
    ControlPayload configuration =
        ControlRecords.fraudConfiguration(
            ControlRecords.first(TopicCatalogue.SESSIONS, "fraud-configuration"));

    assertThat(believed(TopicCatalogue.SESSIONS, ID, sign(admission, SESSIONS))).isFalse();
    assertThat(
            believed(TopicCatalogue.SESSIONS, "fraud-configuration", sign(configuration, SESSIONS)))
        .isFalse();
  }

  /** The chain is kept by id: a payload about another pharmacy would go past it. */
  @Test
  void refusesAPayloadAboutSomethingElseThanItsId() {
    ControlPayload admission =
        ControlRecords.admission(ControlRecords.first(TOPIC, "pharmacy-2"), ID);

    assertThat(believed(TOPIC, "pharmacy-2", sign(admission, DESK_1, DESK_2))).isFalse();
  }

  private static boolean believedWithRunningDesk(ControlPayload payload, AuthorityKey... keys) {
    return ControlRecords.WITH_RUNNING_DESK
        .verify(TOPIC, payload.header().getId(), sign(payload, keys))
        .isPresent();
  }

  private static ControlPayload brake(RestrictionScope scope) {
    boolean ofPharmacy =
        switch (scope) {
          case PHARMACY, TERMINAL, OPERATOR -> true;
          case EVERYTHING, COHORT, CARD, UNKNOWN -> false;
        };
    return Restrictions.imposed(
        scope,
        ofPharmacy ? ID : "",
        scope == RestrictionScope.PHARMACY || scope == RestrictionScope.EVERYTHING ? "" : "x",
        "a reason",
        scope == RestrictionScope.EVERYTHING
            ? Optional.of(NOW.plus(Restrictions.LONGEST_PAUSE))
            : Optional.empty(),
        NOW);
  }

  private static ControlPayload lifted(ControlPayload brake) {
    return new ControlPayload.OfRestriction(
        Restriction.newBuilder(((ControlPayload.OfRestriction) brake).value())
            .setState(RestrictionState.LIFTED)
            .build());
  }

  @ParameterizedTest
  @EnumSource(RestrictionScope.class)
  void theDesksOwnKeyCanOnlyStopOnePharmacy(RestrictionScope scope) {
    assertThat(believedWithRunningDesk(brake(scope), RUNNING_DESK))
        .isEqualTo(scope == RestrictionScope.PHARMACY);
    assertThat(believedWithRunningDesk(lifted(brake(scope)), RUNNING_DESK)).isFalse();
    assertThat(believedWithRunningDesk(lifted(brake(scope)), RUNNING_DESK, DESK_1)).isFalse();
  }

  @Test
  void theDesksOwnKeyIsNoHalfOfTwo() {
    ControlPayload admission = ControlRecords.admission(ID);

    assertThat(believedWithRunningDesk(admission, RUNNING_DESK, DESK_1)).isFalse();
    assertThat(believedWithRunningDesk(admission, RUNNING_DESK)).isFalse();
    assertThat(believedWithRunningDesk(admission, DESK_1, DESK_2)).isTrue();
  }

  @Test
  void personsDoNotSayThatTheDeskLives() {
    ControlPayload heartbeat =
        ControlRecords.heartbeat(ControlRecords.header(TOPIC, "heartbeat", 0, 0, new byte[32]));

    assertThat(believedWithRunningDesk(heartbeat, DESK_1, DESK_2)).isFalse();
    assertThat(believedWithRunningDesk(heartbeat, RUNNING_DESK)).isTrue();
    // Without a desk of its own a role speaks for itself.
    assertThat(believed(TOPIC, "heartbeat", sign(heartbeat, DESK_1))).isTrue();
    assertThat(believed(TOPIC, "heartbeat", sign(heartbeat, RUNNING_DESK))).isFalse();
  }
}
