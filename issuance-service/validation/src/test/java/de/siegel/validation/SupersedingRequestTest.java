package de.siegel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.ReplyError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request replaces another one, once (rule 11 of the design). */
class SupersedingRequestTest extends ValidationStage {

  private IssuanceRequest successor(String id, String of) {
    return session.request(id, Contents.vaccination(), e -> e.setSupersedes(of));
  }

  private RequestValidated first() {
    return stage.send(session.request("r-1", Contents.vaccination())).validated();
  }

  private List<String> codes(Written written) {
    return session.open(written.outcome()).errors().stream().map(ReplyError::code).toList();
  }

  @Test
  void mayReplaceAHeldRequest() {
    stage.held(first());

    assertThat(stage.send(successor("r-2", "r-1")).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
  }

  @Test
  void mayReplaceAnIssuedRequestWhoseAnswerWasLost() {
    stage.issued(first().getSource().getOffset());

    assertThat(stage.send(successor("r-2", "r-1")).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
  }

  @Test
  void mayNotReplaceARequestThatNobodyKnows() {
    assertThat(codes(stage.send(successor("r-2", "r-1")))).containsExactly("SUPERSEDES_UNKNOWN");
  }

  @Test
  void mayNotReplaceItself() {
    assertThat(codes(stage.send(successor("r-1", "r-1")))).containsExactly("SUPERSEDES_UNKNOWN");
  }

  @Test
  void mayNotReplaceARequestThatIsOnItsWay() {
    first();

    assertThat(codes(stage.send(successor("r-2", "r-1")))).containsExactly("SUPERSEDES_UNDECIDED");
  }

  @Test
  void mayNotReplaceARefusedRequest() {
    stage.send(session.request("r-1", "no json"));

    assertThat(codes(stage.send(successor("r-2", "r-1")))).containsExactly("SUPERSEDES_REFUSED");
  }

  @Test
  void hasOneSuccessorOnly() {
    stage.held(first());
    stage.send(successor("r-2", "r-1"));

    assertThat(codes(stage.send(successor("r-3", "r-1")))).containsExactly("SUPERSEDES_TAKEN");
  }

  @Test
  void isNotTakenByASuccessorThatWasRefusedItself() {
    stage.held(first());
    stage.send(session.request("r-2", "no json", e -> e.setSupersedes("r-1")));

    assertThat(stage.send(successor("r-3", "r-1")).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
  }

  @Test
  void isNotTakenByASuccessorThatTheSignerRefused() {
    stage.held(first());
    RequestDecision refused =
        ValidationHarness.hold(stage.send(successor("r-2", "r-1")).validated());
    refused.setKind(OutcomeKind.REJECTED);
    stage.decided(TopicCatalogue.SIGNER, List.of(), List.of(refused), decided -> {});

    assertThat(stage.send(successor("r-3", "r-1")).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
    assertThat(codes(stage.send(successor("r-4", "r-1")))).containsExactly("SUPERSEDES_TAKEN");
  }

  @Test
  void countsAsOtherContentWhenOnlyThePredecessorDiffers() {
    stage.held(first());
    stage.send(successor("r-2", "r-1"));

    assertThat(codes(stage.send(session.request("r-2", Contents.vaccination()))))
        .containsExactly("REQUEST_ID_CONFLICT");
  }

  @Test
  void mayBeReplacedItselfWhenItWasHeldToo() {
    stage.held(first());
    stage.held(stage.send(successor("r-2", "r-1")).validated());

    assertThat(stage.send(successor("r-3", "r-2")).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
  }
}
