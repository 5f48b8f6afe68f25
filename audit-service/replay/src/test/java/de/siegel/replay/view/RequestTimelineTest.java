package de.siegel.replay.view;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.Events;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestTimelineTest {
  private static final Instant AT = Instant.parse("2026-11-03T10:00:00Z");
  private static final ByteBuffer COMMITMENT = ByteBuffer.wrap(new byte[] {1, 2, 3});

  private final RequestTimeline timeline = new RequestTimeline();

  @Test
  void tellsAllStagesOfACertificateInTheirOrder() {
    Decision approved = Events.decision(AT, 1, 4);
    approved.setCommitment(COMMITMENT);
    approved.setAttestations(
        List.of(
            Events.attestation("validation", "signer"),
            Events.attestation("fraud-check", "signer")));
    timeline.decided(leaf(10, 40, Events.decided(AuditKind.APPROVED, "fraud-check", approved)));
    timeline.decided(leaf(13, 160, Events.decided(AuditKind.ISSUED, "signer", approved)));
    AuditEvent announced = signing(AuditKind.SIGNING_ANNOUNCED, COMMITMENT);
    announced.setOccurredAt(AT.plusMillis(60));
    assertThat(timeline.belongs(announced)).isTrue();
    timeline.surrounding(leaf(11, 70, announced));
    AuditEvent done = signing(AuditKind.SIGNING_DONE, ByteBuffer.allocate(0));
    done.setOccurredAt(AT.plusMillis(61));
    assertThat(timeline.concludes(announced)).isFalse();
    assertThat(timeline.concludes(done)).isTrue();
    timeline.concluding(leaf(12, 72, done));
    done.getSigning().setBatch(done.getSigning().getBatch() + 1);
    assertThat(timeline.concludes(done)).as("of another batch").isFalse();

    List<RequestTimeline.Step> steps = timeline.steps();

    assertThat(steps)
        .extracting(step -> step.stage() + " " + step.what())
        .containsExactly(
            "pharmacy asked",
            "validation passed",
            "fraud-check APPROVED",
            "signer SIGNING_ANNOUNCED",
            "signer SIGNING_DONE",
            "signer ISSUED");
    assertThat(steps)
        .extracting(RequestTimeline.Step::since)
        .containsExactly(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMillis(40),
            Duration.ofMillis(20),
            Duration.ofMillis(1),
            Duration.ofMillis(99));
    assertThat(steps.get(1).at()).as("a stage that passes writes no leaf").isEmpty();
    assertThat(steps.get(5).leaf()).isEqualTo(Optional.of(13L));
  }

  @Test
  void saysWhyARequestWasNotPassed() {
    Decision held = Events.decision(AT, 1, 4, "VELOCITY_LIMIT");
    held.setRules(List.of("velocity"));
    held.setScore(80);
    held.setFraudConfigurationVersion(3);
    timeline.decided(leaf(10, 40, Events.decided(AuditKind.HELD, "fraud-check", held)));

    assertThat(timeline.steps().get(1).why())
        .isEqualTo("VELOCITY_LIMIT field, rules velocity, score 80, fraud configuration 3");
  }

  @Test
  void takesBatchesOfOtherCertificatesForNoneOfIts() {
    Decision approved = Events.decision(AT, 1, 4);
    approved.setCommitment(COMMITMENT);
    timeline.decided(leaf(10, 40, Events.decided(AuditKind.APPROVED, "fraud-check", approved)));

    assertThat(timeline.belongs(signing(AuditKind.SIGNING_DONE, ByteBuffer.allocate(3)))).isFalse();
    assertThat(timeline.belongs(Events.command("brake.pull"))).isFalse();
  }

  @Test
  void findsItsOwnRecordAmongTheParked() {
    timeline.decided(
        leaf(10, 40, Events.decided(AuditKind.REJECTED, "validation", Events.decision(AT, 1, 4))));

    assertThat(timeline.belongs(parked("certificate.requests", 1, 4))).isTrue();
    assertThat(timeline.belongs(parked("certificate.requests", 1, 5))).isFalse();
    assertThat(timeline.belongs(parked("certificate.approved", 1, 4))).isFalse();
  }

  @Test
  void keepsNoMoreThanAThousandLeaves() {
    for (int i = 0; i < 1_002; i++) {
      timeline.decided(
          leaf(i, 40, Events.decided(AuditKind.REPEATED, "validation", Events.decision(AT, 1, i))));
    }

    assertThat(timeline.left()).isEqualTo(2);
    assertThat(timeline.pharmacies()).containsExactly("pharmacy-1");
  }

  private static AuditEvent parked(String topic, int partition, long offset) {
    return Events.parked(AuditKind.PARKED, "validation", topic, partition, offset);
  }

  private static AuditEvent signing(AuditKind kind, ByteBuffer commitment) {
    return Events.signing(kind, "run", 1, List.of(commitment), 1);
  }

  private static Leaf leaf(long index, long millis, AuditEvent event) {
    return new Leaf(
        index,
        AT.plusMillis(millis),
        event,
        new LeafLinks.Opened(
            Events.links("pharmacy-1", "request-1", "submission-1", new byte[16])));
  }
}
