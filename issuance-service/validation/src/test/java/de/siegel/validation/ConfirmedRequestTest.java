package de.siegel.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.siegel.identity.testing.SoftAuthenticator;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.testing.TestHouse;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person confirms a request, this one and now (rules 6 and 11 of the design). */
class ConfirmedRequestTest extends ValidationStage {
  private final SoftAuthenticator device = new SoftAuthenticator();

  @BeforeEach
  void enrol() {
    house.confirmer(device.enrolledFor(TestHouse.PHARMACY));
    house.authorities().heartbeat();
  }

  private IssuanceRequest confirmed(String requestId, String supersedes) {
    return session.confirmed(requestId, Contents.vaccination(), supersedes, device::confirm);
  }

  private void assertRefused(Written written, String code) {
    assertThat(session.open(written.outcome()).errors())
        .extracting(ReplyError::code, ReplyError::field)
        .containsExactly(tuple(code, "confirmation"));
  }

  @Test
  void passesASuccessorThatAPersonConfirmed() {
    stage.held(stage.send(session.request("r-1", Contents.vaccination())).validated());

    assertThat(stage.send(confirmed("r-2", "r-1")).topics())
        .containsExactly(TopicCatalogue.VALIDATED);
  }

  @Test
  void passesARequestThatAPersonConfirmedAtOnce() {
    IssuanceRequest request = confirmed("r-1", null);

    assertThat(stage.send(request).validated().getRequest()).isEqualTo(request);
  }

  @Test
  void refusesAConfirmationOfAnotherRequest() {
    ByteBuffer used = confirmed("r-1", null).getEnvelope().getConfirmation();

    Written written =
        stage.send(
            session.request(
                "r-2", Contents.vaccination(), envelope -> envelope.setConfirmation(used)));

    assertRefused(written, "CONFIRMATION_OTHER_REQUEST");
  }

  @Test
  void refusesAConfirmationThatWasUsedInAnotherSession() {
    ByteBuffer used = confirmed("r-1", null).getEnvelope().getConfirmation();

    Written written =
        stage.send(
            house
                .session()
                .request(
                    "r-1", Contents.vaccination(), envelope -> envelope.setConfirmation(used)));

    assertThat(written.leaf().getDecision().getFindings())
        .extracting(AuditFinding::getCode)
        .containsExactly("CONFIRMATION_OTHER_REQUEST");
  }

  @Test
  void usesAConfirmationOnce() {
    IssuanceRequest request = confirmed("r-1", null);
    stage.issued(stage.send(request).validated().getSource().getOffset());

    Written again = stage.send(request);

    assertThat(session.open(again.outcome()).kind()).isEqualTo(OutcomeKind.REPEATED);
    assertThat(again.topics()).doesNotContain(TopicCatalogue.VALIDATED);
  }

  @Test
  void refusesAConfirmationThatArrivesAfterItsEnd() {
    IssuanceRequest request = confirmed("r-1", null);
    house.pass(Duration.ofSeconds(61));

    assertRefused(stage.send(request), "CONFIRMATION_STALE");
  }

  @Test
  void refusesAPersonWhoseEnrolmentWasRevoked() {
    Confirmer revoked = device.enrolledFor(TestHouse.PHARMACY);
    revoked.setState(ConfirmerState.REVOKED);
    house.confirmer(revoked);
    house.authorities().heartbeat();

    assertRefused(stage.send(confirmed("r-1", null)), "CONFIRMATION_NOT_ENROLLED");
  }

  @Test
  void refusesAPersonOfAnotherPharmacy() {
    SoftAuthenticator other = new SoftAuthenticator();
    house.confirmer(other.enrolledFor("pharmacy-2"));
    house.authorities().heartbeat();

    assertRefused(
        stage.send(session.confirmed("r-1", Contents.vaccination(), null, other::confirm)),
        "CONFIRMATION_NOT_ENROLLED");
  }

  @Test
  void refusesADeviceThatDidNotVerifyThePerson() {
    device.flags(SoftAuthenticator.PRESENT);

    assertRefused(stage.send(confirmed("r-1", null)), "CONFIRMATION_NOT_VERIFIED");
  }

  @Test
  void aRefusedConfirmationUsesUpItsRequestButNotTheOneThatItReplaces() {
    stage.held(stage.send(session.request("r-1", Contents.vaccination())).validated());
    device.flags(SoftAuthenticator.PRESENT);
    Written refused = stage.send(confirmed("r-2", "r-1"));
    assertThat(refused.leaf().getKind()).isEqualTo(AuditKind.REJECTED);
    device.flags(SoftAuthenticator.PRESENT | SoftAuthenticator.VERIFIED);

    Reply same = session.open(stage.send(confirmed("r-2", "r-1")).outcome());
    Written next = stage.send(confirmed("r-3", "r-1"));

    assertThat(same.kind()).isEqualTo(OutcomeKind.REPEATED);
    assertThat(same.errors())
        .extracting(ReplyError::code)
        .containsExactly("CONFIRMATION_NOT_VERIFIED");
    assertThat(next.topics()).containsExactly(TopicCatalogue.VALIDATED);
  }
}
