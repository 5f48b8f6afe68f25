package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.siegel.certificate.CertificateVerifier;
import de.siegel.certificate.DccView;
import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.Verification;
import de.siegel.client.PharmacyClient;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.systemtests.MixedLoad.Submitted;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes are killed and the broker goes away while 2,000 requests are on their way. */
@ExtendWith(SharedPipeline.class)
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class CrashFaultIT {
  private static final int REQUESTS = 2_000;

  /** A session of a killed group member and its open transaction: 10 s and 15 s, one each fault. */
  private static final Duration RECOVERY = Duration.ofMinutes(3);

  @Test
  void losesAndDoublesNothingWhenProcessesAreKilledAndTheBrokerGoesAway(PipelineProcesses pipeline)
      throws Exception {
    try (PharmacyClient client = pipeline.client()) {
      // Given
      MixedLoad load = new MixedLoad(client, 20_211_111L);
      Thread submitting = new Thread(() -> load.submit(REQUESTS, "crash"), "mixed-load");
      submitting.start();

      // When
      awaitAnswered(load, 300);
      pipeline.process(PipelineProcesses.SECOND_SIGNER).kill();

      awaitAnswered(load, 800);
      pipeline.process(TopicCatalogue.FRAUD_CHECK).kill();
      pipeline.process(TopicCatalogue.FRAUD_CHECK).start();

      awaitAnswered(load, 1_200);
      pipeline.broker().stop();
      pipeline.broker().restart();

      awaitAnswered(load, 1_600);
      pipeline.broker().kill();
      pipeline.broker().restart();

      // Then
      submitting.join(RECOVERY.toMillis());
      awaitAnswered(load, REQUESTS);
      assertThat(load.failures()).isEmpty();
      load.submitted().forEach(CrashFaultIT::hasTheReplyThatFits);
      everyCertificateVerifies(pipeline, load.submitted());

      theTrailTellsOfEveryCertificate(AuditTrail.verified(pipeline), load.submitted());
    } finally {
      pipeline.process(PipelineProcesses.SECOND_SIGNER).start();
      pipeline.awaitReady();
    }
  }

  private static void awaitAnswered(MixedLoad load, int count) {
    Awaitility.await(count + " replies")
        .atMost(RECOVERY)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> load.answered() >= count);
  }

  private static void hasTheReplyThatFits(Submitted submitted) {
    Reply reply = submitted.reply();
    String requestId = submitted.request().requestId();
    if (submitted.publishedAgain()) {
      assertThat(reply.kind()).as(requestId).isIn(submitted.expected(), OutcomeKind.REPEATED);
    } else {
      assertThat(reply.kind()).as(requestId).isEqualTo(submitted.expected());
    }
    submitted
        .bad()
        .ifPresent(
            bad ->
                assertThat(reply.errors())
                    .as(requestId)
                    .extracting(ReplyError::code, ReplyError::field)
                    .contains(tuple(bad.code(), bad.field())));
    submitted
        .original()
        .ifPresent(
            original -> {
              assertThat(reply.first().orElseThrow().kind()).isEqualTo(original.expected());
              if (reply.kind() == OutcomeKind.REPEATED) {
                assertThat(reply.certificateId()).isEqualTo(original.reply().certificateId());
              }
            });
  }

  private static List<Reply> issued(List<Submitted> submitted) {
    return submitted.stream()
        .map(Submitted::reply)
        .filter(reply -> reply.kind() == OutcomeKind.ISSUED)
        .toList();
  }

  private static void everyCertificateVerifies(
      PipelineProcesses pipeline, List<Submitted> submitted) {
    CertificateVerifier verifier = new CertificateVerifier(pipeline.trustList());
    List<Reply> issued = issued(submitted);
    assertThat(issued).extracting(Reply::certificateId).doesNotHaveDuplicates();
    for (Reply reply : issued) {
      Verification verification = verifier.verify(reply.certificate().orElseThrow(), Instant.now());
      assertThat(verification).isInstanceOf(Verification.Valid.class);
      assertThat(((Verification.Valid) verification).certificate().entry())
          .map(DccView::certificateId)
          .isEqualTo(reply.certificateId());
    }
  }

  /** I4, as the pharmacies see it. */
  private static void theTrailTellsOfEveryCertificate(List<Leaf> trail, List<Submitted> submitted) {
    List<ByteBuffer> told =
        trail.stream()
            .filter(leaf -> leaf.event().getKind() == AuditKind.ISSUED)
            .map(leaf -> leaf.links().opened().orElseThrow())
            .filter(links -> links.getRequestId().startsWith("crash-"))
            .map(Links::getCertificateIdHash)
            .toList();
    List<ByteBuffer> held =
        submitted.stream()
            .filter(one -> one.expected() == OutcomeKind.ISSUED)
            .map(one -> one.reply().certificateId().orElseThrow())
            .map(id -> ByteBuffer.wrap(RevocationHandle.ofCertificateId(id).bytes()))
            .toList();
    assertThat(told).containsExactlyInAnyOrderElementsOf(held);
  }
}
