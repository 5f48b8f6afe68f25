package de.siegel.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.client.confirm.ConfirmationRequest;
import de.siegel.identity.confirmation.Confirmation;
import de.siegel.identity.session.AcceptedSession;
import de.siegel.identity.session.SessionAuthorityUnavailable;
import de.siegel.identity.session.SessionRefused;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.ConfirmationTag;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.sealing.SessionKeys;
import de.siegel.sealing.SessionSecret;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PharmacyCounterTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration FOUR_HOURS = Duration.ofHours(4);
  private static final Reply ISSUED = Reply.issued("URN", "HC1:X");
  private static final Request REQUEST = new Request("r-1", new byte[] {1});

  private record Sent(String session, Request request) {}

  private final Deque<Supplier<Reply>> replies = new ArrayDeque<>();
  private final List<Sent> sent = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private int opened;
  private RuntimeException refusal;
  private Duration life = FOUR_HOURS;
  private final SessionKeeper keeper = new SessionKeeper(this::open, Runnable::run, () -> now);
  private final PharmacyCounter counter =
      new PharmacyCounter(
          keeper,
          (session, request) -> {
            sent.add(new Sent(session.sessionId(), request));
            return CompletableFuture.completedFuture(replies.remove().get());
          },
          () -> now);

  private PharmacySession open() {
    if (refusal != null) {
      throw refusal;
    }
    String id = "session-" + ++opened;
    return new PharmacySession(
        id,
        "pharmacy-1",
        "counter-1",
        "op-7",
        "epoch-1",
        SessionKeys.generate(SigningAlgorithm.ED25519, PROVIDER),
        SessionSecret.random(id, RANDOM),
        new AcceptedSession(opened, now.plus(life)));
  }

  private void answers(Reply... next) {
    for (Reply reply : next) {
      replies.add(() -> reply);
    }
  }

  private static Reply refused(RefusalCode... codes) {
    List<ReplyError> errors = new ArrayList<>();
    for (RefusalCode code : codes) {
      errors.add(code.error("sessionId"));
    }
    return Reply.refused(OutcomeKind.REJECTED, errors);
  }

  private static Reply repeated(OutcomeKind first, ReplyError... errors) {
    return Reply.repeated(
        new Reply.First("submission-0", first), Optional.of("URN"), List.of(errors));
  }

  private CounterReply submit() throws Exception {
    return counter.submit(REQUEST).get();
  }

  private List<String> sessionsUsed() {
    return sent.stream().map(Sent::session).toList();
  }

  @Test
  void opensOneSessionAndKeepsToIt() throws Exception {
    answers(ISSUED, ISSUED);

    assertThat(opened).isZero();
    assertThat(submit()).isEqualTo(new CounterReply("r-1", ISSUED, Optional.empty()));
    submit();

    assertThat(sessionsUsed()).containsExactly("session-1", "session-1");
  }

  @Test
  void renewsItInTimeAndUsesTheOldOneMeanwhile() throws Exception {
    answers(ISSUED, ISSUED, ISSUED, ISSUED);
    submit();
    now = now.plus(FOUR_HOURS).minus(Duration.ofMinutes(5));
    submit();
    now = now.plusMillis(1);
    submit();
    submit();

    assertThat(sessionsUsed()).containsExactly("session-1", "session-1", "session-2", "session-2");
  }

  @Test
  void renewsAShortSessionInItsLastQuarter() throws Exception {
    life = Duration.ofMinutes(8);
    answers(ISSUED, ISSUED, ISSUED);
    submit();
    now = now.plus(Duration.ofMinutes(6));
    submit();
    now = now.plusMillis(1);
    submit();

    assertThat(sessionsUsed()).containsExactly("session-1", "session-1", "session-2");
  }

  @Test
  void opensAnotherAfterAPauseThatWasLongerThanTheSession() throws Exception {
    answers(ISSUED, ISSUED);
    submit();
    now = now.plus(FOUR_HOURS);
    submit();

    assertThat(sessionsUsed()).containsExactly("session-1", "session-2");
  }

  @Test
  void goesOnInTheOldOneWhileTheAuthorityIsAwayAndDoesNotAskItEachTime() throws Exception {
    int[] asked = {0};
    SessionKeeper counting =
        new SessionKeeper(
            () -> {
              asked[0]++;
              return open();
            },
            Runnable::run,
            () -> now);
    PharmacySession first = counting.session().get();
    now = first.notAfter().minusSeconds(60);
    refusal = new SessionAuthorityUnavailable("away", null);
    for (int n = 0; n < 5; n++) {
      assertThat(counting.session().get()).isSameAs(first);
    }

    assertThat(asked[0]).isEqualTo(2);
    now = now.plusSeconds(5);
    refusal = null;
    counting.session().get();
    assertThat(counting.session().get()).isNotSameAs(first);
  }

  @Test
  void tellsTheAuthoritysReasonWhereNoSessionIsToBeHad() throws Exception {
    refusal = new SessionRefused("CLOSED_NOW: the pharmacy is closed");

    assertThatThrownBy(this::submit)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(refusal);
    refusal = null;
    answers(ISSUED);
    assertThat(submit().reply()).isEqualTo(ISSUED);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SESSION_UNKNOWN",
        "SESSION_UNREADABLE",
        "SESSION_EVIDENCE_INVALID",
        "SESSION_OVER",
        "EPOCH_EXPIRED"
      })
  void sendsTheSameRequestAgainInANewSessionWhenTheOldOneIsOfNoUse(RefusalCode code)
      throws Exception {
    answers(refused(code), ISSUED);

    assertThat(submit().reply()).isEqualTo(ISSUED);

    assertThat(sent)
        .containsExactly(new Sent("session-1", REQUEST), new Sent("session-2", REQUEST));
  }

  @Test
  void sendsUnderANewIdWhatWasRefusedForItsSessionForGood() throws Exception {
    ReplyError expired = RefusalCode.EPOCH_EXPIRED.error("epoch");
    answers(refused(RefusalCode.EPOCH_EXPIRED), repeated(OutcomeKind.REJECTED, expired), ISSUED);

    CounterReply reply = submit();

    assertThat(reply.requestId()).isNotEqualTo("r-1");
    assertThat(reply.superseded()).isEmpty();
    assertThat(sent.get(2).request().supersedes()).isEmpty();
    assertThat(sent.get(2).request().content()).isEqualTo(REQUEST.content());
  }

  @Test
  void issuesAgainWhatWasLostWithItsSessionAndSaysSo() throws Exception {
    answers(repeated(OutcomeKind.ISSUED), ISSUED);

    CounterReply reply = submit();

    assertThat(reply.reply()).isEqualTo(ISSUED);
    assertThat(reply.superseded()).contains("r-1");
    assertThat(sent.get(1).request().supersedes()).contains("r-1");
    assertThat(sent.get(1).request().requestId()).isEqualTo(reply.requestId());
  }

  @Test
  void onlyTellsOfALossWhereThatIsWanted() throws Exception {
    answers(repeated(OutcomeKind.ISSUED));

    CounterReply reply = counter.submit(REQUEST, LostAnswer.TELL).get();

    assertThat(reply.reply().kind()).isEqualTo(OutcomeKind.REPEATED);
    assertThat(sent).hasSize(1);
  }

  @Test
  void takesNothingForLostThatItHasHandedOnItself() throws Exception {
    answers(ISSUED, repeated(OutcomeKind.ISSUED));
    submit();

    assertThat(submit().reply().kind()).isEqualTo(OutcomeKind.REPEATED);
    assertThat(sent).hasSize(2);
  }

  @Test
  void leavesADecisionAboutTheRequestAlone() throws Exception {
    Reply content = refused(RefusalCode.LOCATION_NOT_YOURS);
    Reply both = refused(RefusalCode.SESSION_OVER, RefusalCode.PHARMACY_SUSPENDED);
    Reply held = repeated(OutcomeKind.HELD, RefusalCode.VELOCITY_LIMIT.error(""));
    answers(content, both, held);

    assertThat(submit().reply()).isEqualTo(content);
    assertThat(submit().reply()).isEqualTo(both);
    assertThat(submit().reply()).isEqualTo(held);
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void givesUpAfterThreeTimesAndHandsOnTheLastReply() throws Exception {
    Reply over = refused(RefusalCode.SESSION_OVER);
    answers(over, over, over);

    assertThat(submit().reply()).isEqualTo(over);
    assertThat(opened).isEqualTo(3);
  }

  @Test
  void failsAsTheClientDoes() {
    IllegalStateException failure = new IllegalStateException("not published");
    replies.add(
        () -> {
          throw failure;
        });

    assertThatThrownBy(this::submit).hasRootCause(failure);
  }

  private static final Reply STEP_UP = Reply.refused(OutcomeKind.STEP_UP, List.of());

  private final List<ConfirmationRequest> asked = new ArrayList<>();
  private Optional<Confirmation> act =
      Optional.of(new Confirmation.Hba(0, new byte[0], new byte[0], new byte[0]));

  private CompletableFuture<Optional<Confirmation>> person(ConfirmationRequest request) {
    asked.add(request);
    return CompletableFuture.completedFuture(act);
  }

  @Test
  void tellsThatAPersonHasToConfirmWhereThereIsNobodyToAsk() throws Exception {
    answers(STEP_UP);

    assertThat(submit()).isEqualTo(new CounterReply("r-1", STEP_UP, Optional.empty()));
    assertThat(sent).hasSize(1);
  }

  @Test
  void asksAPersonAndSendsANewRequestThatSupersedes() throws Exception {
    answers(STEP_UP, ISSUED);

    CounterReply reply = counter.submit(REQUEST, this::person).get();

    Request second = sent.get(1).request();
    assertThat(reply).isEqualTo(new CounterReply(second.requestId(), ISSUED, Optional.empty()));
    assertThat(second.requestId()).isNotEqualTo("r-1");
    assertThat(second.supersedes()).contains("r-1");
    assertThat(second.content()).isEqualTo(REQUEST.content());
    assertThat(second.confirmation()).isEqualTo(act);
    assertThat(sent.get(0).request().confirmation()).isEmpty();
  }

  @Test
  void thePersonSignsForTheNewRequestInItsSessionAndSomeMinutes() throws Exception {
    answers(STEP_UP, ISSUED);

    counter.submit(REQUEST, this::person).get();

    PharmacySession session = keeper.session().get();
    Request second = sent.get(1).request();
    ConfirmationStatement statement = asked.get(0).statement();
    assertThat(asked).hasSize(1);
    assertThat(statement.until()).isEqualTo(now.plus(Duration.ofMinutes(4)));
    assertThat(statement.sessionId()).isEqualTo(session.sessionId());
    assertThat(statement.tag())
        .isEqualTo(
            ConfirmationTag.of(
                session.secret(), second.requestId(), "eu-dcc-1.3", "r-1", REQUEST.content()));
  }

  private static final List<ReplyError> REASONS =
      List.of(new ReplyError("CLOSED", "", "Zu dieser Zeit ist keine Öffnung hinterlegt."));

  @Test
  void thePersonIsToldWhyWhereAndByWhomWithTheReference() throws Exception {
    Doubt doubt = new Doubt("7K3QX2MD", "", Optional.empty(), "Bitte bestätigen Sie.");
    answers(Reply.stopped(OutcomeKind.STEP_UP, REASONS, doubt), ISSUED);

    counter.submit(REQUEST, this::person).get();

    ConfirmationRequest shown = asked.get(0);
    assertThat(shown.reasons()).isEqualTo(REASONS);
    assertThat(shown.reference()).contains("7K3QX2MD");
    assertThat(shown.doubt()).contains(doubt);
    assertThat(shown.terminal()).isEqualTo("counter-1");
    assertThat(shown.operator()).isEqualTo("op-7");
    assertThat(shown.stopped()).contains("r-1");
    assertThat(shown.request().content()).isEqualTo(REQUEST.content());
    assertThat(shown.request().requestId()).isEqualTo(sent.get(1).request().requestId());
  }

  @Test
  void aTerminalThatTheRequestNamesIsTheOneThatIsShown() throws Exception {
    byte[] content = "{\"context\":{\"terminal\":\"back-office\"}}".getBytes(UTF_8);
    answers(STEP_UP, ISSUED);

    counter.submit(new Request("r-1", content), this::person).get();

    assertThat(asked.get(0).terminal()).isEqualTo("back-office");
  }

  @Test
  void whoIsAskedLaterIsToldTheSame() throws Exception {
    answers(Reply.refused(OutcomeKind.STEP_UP, REASONS), ISSUED);

    counter.confirm(REQUEST, submit(), this::person).get();

    assertThat(asked.get(0).reasons()).isEqualTo(REASONS);
  }

  @Test
  void sendsNothingIfThePersonDoesNotConfirm() throws Exception {
    answers(STEP_UP);
    act = Optional.empty();

    assertThat(counter.submit(REQUEST, this::person).get())
        .isEqualTo(new CounterReply("r-1", STEP_UP, Optional.empty()));
    assertThat(sent).hasSize(1);
  }

  @Test
  void aPersonCanBeAskedLater() throws Exception {
    answers(STEP_UP);
    CounterReply stepUp = submit();
    answers(ISSUED);

    CounterReply reply = counter.confirm(REQUEST, stepUp, this::person).get();

    assertThat(reply.reply()).isEqualTo(ISSUED);
    assertThat(sent.get(1).request().supersedes()).contains("r-1");
  }

  @Test
  void asksAlsoWhereTheQuestionIsRepeated() throws Exception {
    answers(repeated(OutcomeKind.STEP_UP), ISSUED);

    assertThat(counter.submit(REQUEST, this::person).get().reply()).isEqualTo(ISSUED);
  }

  @Test
  void asksAgainForAnotherSessionBecauseAConfirmationIsForOne() throws Exception {
    answers(STEP_UP, refused(RefusalCode.SESSION_OVER), ISSUED);

    counter.submit(REQUEST, this::person).get();

    assertThat(asked)
        .extracting(request -> request.statement().sessionId())
        .containsExactly("session-1", "session-2");
    assertThat(sent.get(2).request().requestId()).isEqualTo(sent.get(1).request().requestId());
  }

  @Test
  void asksAPersonOnceForOneQuestion() throws Exception {
    answers(STEP_UP, STEP_UP);

    assertThat(counter.submit(REQUEST, this::person).get().reply()).isEqualTo(STEP_UP);
    assertThat(asked).hasSize(1);
  }
}
