package de.siegel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.Parking;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who can write to certificate.decisions, but has no stage's key, decides nothing there. */
class DecisionsAttestationTest extends ValidationStage {
  private RequestValidated first;

  @BeforeEach
  void sendARequestThatARepeatWaitsFor() {
    first = stage.send(session.request("r-1", Contents.vaccination())).validated();
    assertThat(stage.send(session.request("r-1", Contents.vaccination())).messages()).isEmpty();
  }

  private void assertParked(Written written) {
    assertThat(written.messages())
        .filteredOn(message -> message.topic().equals("validation.parked"))
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.record().headers().lastHeader(Parking.REASON).value())
                    .asString()
                    .isEqualTo("ATTESTATION_INVALID"));
    assertThat(written.leaf().getKind()).isEqualTo(AuditKind.PARKED);
  }

  private void assertParkedWhenTheSignersRecordIs(Consumer<RequestsDecided> changed) {
    List<Long> issued = List.of(first.getSource().getOffset());
    assertParked(stage.decided(TopicCatalogue.SIGNER, issued, List.of(), changed));
  }

  @Test
  void parksARecordWhoseOffsetsWereChanged() {
    assertParkedWhenTheSignersRecordIs(
        decided -> decided.setIssued(List.of(first.getSource().getOffset() + 1)));
  }

  @Test
  void parksARecordOfAnotherPartition() {
    assertParkedWhenTheSignersRecordIs(decided -> decided.setPartition(1));
  }

  @Test
  void parksAGenuineRecordThatWasCopiedFromAnotherPartition() {
    List<Long> issued = List.of(first.getSource().getOffset());

    assertParked(stage.decided(1, TopicCatalogue.SIGNER, issued, List.of(), decided -> {}));
  }

  @Test
  void parksARecordToWhichADecisionWasAdded() {
    assertParkedWhenTheSignersRecordIs(
        decided -> decided.setDecisions(List.of(ValidationHarness.hold(first))));
  }

  @Test
  void parksARecordWithoutATag() {
    assertParkedWhenTheSignersRecordIs(decided -> decided.getAttestation().setMacs(List.of()));
  }

  @Test
  void parksARecordWhoseDecisionWasChanged() {
    RequestDecision hold = ValidationHarness.hold(first);
    assertParked(
        stage.decided(
            TopicCatalogue.FRAUD_CHECK,
            List.of(),
            List.of(hold),
            decided -> decided.getDecisions().get(0).setKind(OutcomeKind.REJECTED)));
  }

  @Test
  void doesNotBelieveFraudCheckThatACertificateWasIssued() {
    assertParked(
        stage.decided(
            TopicCatalogue.FRAUD_CHECK,
            List.of(first.getSource().getOffset()),
            List.of(),
            decided -> {}));
  }

  @Test
  void doesNotBelieveValidationsOwnKeys() {
    assertParked(
        stage.decided(
            TopicCatalogue.VALIDATION,
            List.of(first.getSource().getOffset()),
            List.of(),
            decided -> {}));
  }
}
