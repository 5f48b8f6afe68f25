package de.siegel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One decision per request, one reply per submission (rule 11 of the design). */
class RepeatedRequestTest extends ValidationStage {

  private IssuanceRequest request(String id) {
    return session.request(id, Contents.vaccination());
  }

  @Test
  void answersARepeatOfAnIssuedRequestWithItsFirstAndItsCertificateId() {
    IssuanceRequest first = request("r-1");
    RequestValidated validated = stage.send(first).validated();
    stage.issued(validated.getSource().getOffset());

    Written again = stage.send(request("r-1"));

    Reply reply = session.open(again.outcome());
    assertThat(reply.kind()).isEqualTo(OutcomeKind.REPEATED);
    assertThat(reply.certificateId()).contains(validated.getCertificateId());
    assertThat(reply.certificate()).isEmpty();
    assertThat(reply.first())
        .contains(new Reply.First(first.getEnvelope().getSubmissionId(), OutcomeKind.ISSUED));
    assertThat(again.leaf().getKind()).isEqualTo(AuditKind.REPEATED);
    assertThat(again.topics()).doesNotContain(TopicCatalogue.VALIDATED);
  }

  @Test
  void letsARepeatWaitUntilItsFirstIsDecidedAndAnswersItExactlyOnce() {
    long offset = stage.send(request("r-1")).validated().getSource().getOffset();
    IssuanceRequest repeat = request("r-1");

    assertThat(stage.send(repeat).messages()).isEmpty();
    Written answered = stage.issued(offset);

    assertThat(answered.outcome().getSubmissionId())
        .isEqualTo(repeat.getEnvelope().getSubmissionId());
    assertThat(session.open(answered.outcome()).kind()).isEqualTo(OutcomeKind.REPEATED);
    assertThat(stage.issued(offset).messages()).isEmpty();
  }

  @Test
  void keepsARepeatWaitingWhileOnlyOthersAreDecided() {
    stage.send(request("r-0"));
    long offset = stage.send(request("r-1")).validated().getSource().getOffset();
    stage.send(request("r-1"));

    assertThat(stage.issued(offset - 1, offset + 1).messages()).isEmpty();
  }

  @Test
  void answersEachOfSeveralWaitingRepeats() {
    long offset = stage.send(request("r-1")).validated().getSource().getOffset();
    stage.send(request("r-1"));
    stage.send(request("r-1"));
    stage.send(request("r-1"));

    assertThat(stage.issued(offset).topics())
        .filteredOn(topic -> topic.equals(TopicCatalogue.outcomes(TestHouse.TENANT)))
        .hasSize(3);
  }

  @Test
  void letsNoMoreThanAHundredRepeatsOfARequestWait() {
    long offset = stage.send(request("r-1")).validated().getSource().getOffset();
    for (int repeat = 1; repeat <= 100; repeat++) {
      assertThat(stage.send(request("r-1")).messages()).isEmpty();
    }

    Reply reply = session.open(stage.send(request("r-1")).outcome());

    assertThat(reply.kind()).isEqualTo(OutcomeKind.REJECTED);
    assertThat(reply.errors()).extracting(ReplyError::code).containsExactly("REPEATED_TOO_OFTEN");
    assertThat(stage.issued(offset).topics())
        .filteredOn(topic -> topic.equals(TopicCatalogue.outcomes(TestHouse.TENANT)))
        .hasSize(100);
  }

  @Test
  void saysHeldToARepeatOfAHeldRequest() {
    RequestValidated validated = stage.send(request("r-1")).validated();
    stage.held(validated);

    Reply reply = session.open(stage.send(request("r-1")).outcome());

    assertThat(reply.kind()).isEqualTo(OutcomeKind.REPEATED);
    assertThat(reply.first().map(Reply.First::kind)).contains(OutcomeKind.HELD);
    assertThat(reply.certificateId()).isEmpty();
    assertThat(reply.errors()).extracting(ReplyError::code).containsExactly("VELOCITY_LIMIT");
  }

  private static final String REASON = "An diesem Arbeitsplatz ist es ungewohnt.";
  private static final Instant END = Instant.parse("2026-11-21T05:10:00Z");
  private static final String NEXT = "Bitte warten Sie bis zum Morgen.";

  /** As fraud-check says it of a terminal that is held for some hours. */
  private static RequestDecision told(RequestValidated validated) {
    RequestDecision decision = ValidationHarness.hold(validated);
    decision.setMessages(List.of(REASON));
    decision.setScope("terminal");
    decision.setUntil(END);
    decision.setNext(NEXT);
    return decision;
  }

  @Test
  void tellsARepeatWhatTheFirstWasTold() {
    IssuanceRequest first = request("r-1");
    RequestValidated validated = stage.send(first).validated();
    stage.decided(TopicCatalogue.FRAUD_CHECK, List.of(), List.of(told(validated)), unchanged -> {});

    Reply reply = session.open(stage.send(request("r-1")).outcome());

    String reference = Doubt.reference(first.getEnvelope().getSubmissionId());
    assertThat(reply.told()).contains(new Doubt(reference, "terminal", Optional.of(END), NEXT));
    assertThat(reply.errors()).extracting(ReplyError::message).containsExactly(REASON);
  }

  @Test
  void tellsARepeatThatWaitedTheSame() {
    RequestValidated validated = stage.send(request("r-1")).validated();
    stage.send(request("r-1"));

    Written answered =
        stage.decided(
            TopicCatalogue.FRAUD_CHECK, List.of(), List.of(told(validated)), unchanged -> {});

    assertThat(session.open(answered.outcome()).told().map(Doubt::next)).contains(NEXT);
  }

  @Test
  void believesNothingOfItThatWasChangedOnTheWay() {
    RequestValidated validated = stage.send(request("r-1")).validated();
    List<Consumer<RequestDecision>> changes =
        List.of(
            decision -> decision.setNext("Rufen Sie diese Nummer an."),
            decision -> decision.setUntil(null),
            decision -> decision.setUntil(END.plusMillis(1)),
            decision -> decision.setScope("pharmacy"),
            decision -> decision.setMessages(List.of("Rufen Sie diese Nummer an.")),
            decision -> {
              decision.setMessages(List.of());
              decision.setScope("");
              decision.setUntil(null);
              decision.setNext("");
            });

    for (Consumer<RequestDecision> change : changes) {
      Written written =
          stage.decided(
              TopicCatalogue.FRAUD_CHECK,
              List.of(),
              List.of(told(validated)),
              decided -> change.accept(decided.getDecisions().get(0)));
      assertThat(written.leaf().getKind()).isEqualTo(AuditKind.PARKED);
    }
    assertThat(stage.send(request("r-1")).messages()).as("waits for its outcome").isEmpty();
  }

  @Test
  void releasesARepeatThatWaitedForARequestThatIsThenHeld() {
    RequestValidated validated = stage.send(request("r-1")).validated();
    stage.send(request("r-1"));

    Written answered = stage.held(validated);

    assertThat(session.open(answered.outcome()).first().map(Reply.First::kind))
        .contains(OutcomeKind.HELD);
  }

  @Test
  void letsTheFirstDecisionStand() {
    RequestValidated validated = stage.send(request("r-1")).validated();
    stage.issued(validated.getSource().getOffset());
    stage.held(validated);

    Reply reply = session.open(stage.send(request("r-1")).outcome());

    assertThat(reply.first().map(Reply.First::kind)).contains(OutcomeKind.ISSUED);
  }

  @Test
  void keepsARepeatOfAParkedRequestWaitingAndAnswersItWhenTheRecordWasDrivenAgain() {
    long parked = stage.send(request("r-1")).validated().getSource().getOffset();
    long later = stage.send(request("r-2")).validated().getSource().getOffset();
    stage.issued(later);

    assertThat(stage.send(request("r-1")).messages()).isEmpty();
    assertThat(session.open(stage.issued(parked).outcome()).kind()).isEqualTo(OutcomeKind.REPEATED);
  }

  @Test
  void endsTheWaitForARequestThatIsNeverDecidedWithItsEpoch() {
    stage.send(request("r-1"));
    stage.send(request("r-1"));
    house.pass(Duration.ofMinutes(329));
    stage.advanceWallClock(Duration.ofSeconds(30));
    assertThat(stage.drain().messages()).isEmpty();

    house.pass(Duration.ofMinutes(2));
    stage.advanceWallClock(Duration.ofSeconds(30));
    Written answered = stage.drain();

    assertThat(answered.outcome().getNotice())
        .extracting(finding -> finding.getCode())
        .containsExactly("EPOCH_EXPIRED");
    assertThat(answered.leaf().getKind()).isEqualTo(AuditKind.REJECTED);
  }

  @Test
  void repeatsARefusalWithItsReasons() {
    stage.send(session.request("r-1", "no json"));

    Reply reply = session.open(stage.send(session.request("r-1", "no json")).outcome());

    assertThat(reply.kind()).isEqualTo(OutcomeKind.REPEATED);
    assertThat(reply.first().map(Reply.First::kind)).contains(OutcomeKind.REJECTED);
    assertThat(reply.errors()).extracting(ReplyError::code).containsExactly("MALFORMED_JSON");
  }

  @Test
  void refusesASecondRequestWithTheSameIdAndOtherContent() {
    IssuanceRequest first = request("r-1");
    stage.send(first);

    Written other =
        stage.send(session.request("r-1", Contents.vaccination("Zzyzxfrau", "2021-06-11")));

    Reply reply = session.open(other.outcome());
    assertThat(reply.kind()).isEqualTo(OutcomeKind.CONFLICT);
    assertThat(reply.first().map(Reply.First::submissionId))
        .contains(first.getEnvelope().getSubmissionId());
    assertThat(reply.errors()).extracting(ReplyError::code).containsExactly("REQUEST_ID_CONFLICT");
    assertThat(other.leaf().getKind()).isEqualTo(AuditKind.CONFLICT);
  }

  @Test
  void letsTheFirstStandAfterAConflict() {
    RequestValidated validated = stage.send(request("r-1")).validated();
    stage.send(session.request("r-1", Contents.vaccination("Zzyzxfrau", "2021-06-11")));
    stage.issued(validated.getSource().getOffset());

    assertThat(session.open(stage.send(request("r-1")).outcome()).certificateId())
        .contains(validated.getCertificateId());
  }

  @Test
  void countsTheSameIdOfAnotherPharmacyAsAnotherRequest() {
    house.admit("pharmacy-2", admission -> {});
    TestSession other =
        house.publish(house.unpublished("pharmacy-2", SigningAlgorithm.ES256), s -> {});
    stage.send(request("r-1"));

    assertThat(stage.send(other.request("r-1", Contents.vaccination())).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
  }

  @Test
  void recognisesARepeatInAnotherSessionOfThePharmacy() {
    RequestValidated validated = stage.send(request("r-1")).validated();
    stage.issued(validated.getSource().getOffset());
    TestSession later = house.session();

    Written again = stage.send(later.request("r-1", Contents.vaccination()));

    assertThat(later.open(again.outcome()).certificateId()).contains(validated.getCertificateId());
  }

  @Test
  void saysThatAnIdIsUsedWhenSamenessCanNoLongerBeTold() {
    stage.send(request("r-1"));
    house.keys().destroy(TestHouse.SAMENESS, "2026-11-20");
    stage.advanceWallClock(Duration.ofSeconds(30));

    Reply reply = session.open(stage.send(request("r-1")).outcome());

    assertThat(reply.kind()).isEqualTo(OutcomeKind.CONFLICT);
    assertThat(reply.errors()).extracting(ReplyError::code).containsExactly("REQUEST_ID_USED");
  }

  @Test
  void theSameContentAsAnotherFormatIsOtherContent() {
    stage.send(request("r-1"));

    Written written =
        stage.send(session.request("r-1", Contents.vaccination(), e -> e.setFormat("who-icvp")));

    assertThat(session.open(written.outcome()).errors())
        .extracting(ReplyError::code)
        .containsExactly("REQUEST_ID_CONFLICT");
  }

  @Test
  void remembersARequestFor48HoursOfEventTime() {
    RequestValidated validated = stage.send(request("r-1")).validated();
    stage.issued(validated.getSource().getOffset());
    house.epoch("epoch-2");
    house.pass(Duration.ofHours(48).minusSeconds(1));
    TestSession later = twoDaysLater();

    Written again = stage.send(later.request("r-1", Contents.vaccination()));

    assertThat(later.open(again.outcome()).kind()).isEqualTo(OutcomeKind.REPEATED);
  }

  @Test
  void forgetsARequestAfterItsThirdDay() {
    stage.send(request("r-1"));
    house.pass(Duration.ofDays(3));
    TestSession later = twoDaysLater();

    assertThat(stage.send(later.request("r-1", Contents.vaccination())).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
  }

  @Test
  void answersAWaitingRepeatWithANoticeWhenItsEpochHasEnded() {
    long offset = stage.send(request("r-1")).validated().getSource().getOffset();
    stage.send(request("r-1"));
    house.pass(Duration.ofHours(6));
    house.keys().destroyEpoch(TestHouse.EPOCH, TopicCatalogue.VALIDATION);

    Written answered = stage.issued(offset);

    assertThat(answered.outcome().getSealed()).isNull();
    assertThat(answered.outcome().getNotice())
        .extracting(finding -> finding.getCode())
        .containsExactly("EPOCH_EXPIRED");
  }

  @Test
  void leavesADecisionAloneThatIsOnAnotherOffsetOfTheSameRequest() {
    RequestValidated validated = stage.send(request("r-1")).validated();
    long offset = validated.getSource().getOffset();
    validated.getSource().setOffset(offset + 7);
    stage.held(validated);
    stage.issued(offset);

    Reply reply = session.open(stage.send(request("r-1")).outcome());

    assertThat(reply.first().map(Reply.First::kind)).isEqualTo(Optional.of(OutcomeKind.ISSUED));
  }

  private TestSession twoDaysLater() {
    Instant now = house.clock().instant();
    return house.session(
        session -> {
          session.setNotBefore(now);
          session.setNotAfter(now.plusSeconds(3_600));
        });
  }
}
