package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.schemas.audit.AuditAttestation;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.systemtests.Trail.Leaf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Invariants 1 to 5 straight from the topics, without the code that the stages or the auditors
 * share. Call it when nothing is under way.
 */
final class InvariantChecks {
  private static final Set<AuditKind> REPLIES =
      Set.of(
          AuditKind.ISSUED,
          AuditKind.REJECTED,
          AuditKind.STEP_UP,
          AuditKind.HELD,
          AuditKind.REPEATED,
          AuditKind.CONFLICT);
  private static final Set<AuditKind> DECISIONS =
      Set.of(AuditKind.ISSUED, AuditKind.STEP_UP, AuditKind.HELD);

  private final PipelineProcesses pipeline;
  private final Trail trail;

  private InvariantChecks(PipelineProcesses pipeline, Trail trail) {
    this.pipeline = pipeline;
    this.trail = trail;
  }

  static void hold(PipelineProcesses pipeline, Trail trail) {
    InvariantChecks checks = new InvariantChecks(pipeline, trail);
    checks.logIsContiguousAndCoversEachEventOnce();
    checks.everySubmissionHasOneReplyAndOneLeaf();
    checks.everyRequestIsDecidedOnce();
    checks.everyIssueHasItsAttestedIntentBeforeIt();
    checks.noSignatureWithoutAnAuditedAttempt();
  }

  private void logIsContiguousAndCoversEachEventOnce() {
    assertThat(trail.leaves().stream().map(Leaf::index))
        .containsExactlyElementsOf(
            LongStream.range(0, trail.leaves().size()).boxed().collect(Collectors.toList()));
    assertThat(trail.leaves()).extracting(Leaf::source).doesNotHaveDuplicates();
    Set<String> events = new HashSet<>();
    CommittedRecords.of(pipeline, TopicCatalogue.AUDIT_EVENTS)
        .forEach(message -> events.add(message.partition() + ":" + message.offset()));
    assertThat(events).containsAll(trail.leaves().stream().map(Leaf::source).toList());
  }

  /** I1 and half of I4: requests, replies and leaves name the same submissions, each once. */
  private void everySubmissionHasOneReplyAndOneLeaf() {
    List<String> replied =
        CommittedRecords.values(
                pipeline, TopicCatalogue.outcomes(PipelineSettings.TENANT), Outcome.class)
            .stream()
            .map(Outcome::getSubmissionId)
            .toList();
    assertThat(replied).doesNotHaveDuplicates();
    List<String> told =
        trail.leaves().stream()
            .filter(leaf -> REPLIES.contains(leaf.event().getKind()))
            .map(leaf -> leaf.links().getSubmissionId())
            .toList();
    assertThat(told).doesNotHaveDuplicates();
    assertThat(told).containsExactlyInAnyOrderElementsOf(replied);
    Set<String> parked =
        trail.of(AuditKind.PARKED).stream()
            .map(leaf -> leaf.event().getParked())
            .filter(record -> record.getTopic().equals(TopicCatalogue.REQUESTS))
            .map(record -> record.getPartition() + ":" + record.getOffset())
            .collect(Collectors.toSet());
    var requests =
        new de.siegel.schemas.serde.AvroDeserializer<>(
            pipeline.schemaRegistry(), IssuanceRequest.class);
    Set<String> submitted = new HashSet<>();
    for (var message : CommittedRecords.of(pipeline, TopicCatalogue.REQUESTS)) {
      if (!parked.contains(message.partition() + ":" + message.offset())) {
        try {
          submitted.add(requests.deserialize(message.value()).getEnvelope().getSubmissionId());
        } catch (de.siegel.schemas.serde.UndecodableRecord e) {
          throw new AssertionError("neither parked nor readable: offset " + message.offset());
        }
      }
    }
    assertThat(replied).containsExactlyInAnyOrderElementsOf(submitted);
  }

  /** I1 and I2: a request is issued or ended once; a certificate id is used once. */
  private void everyRequestIsDecidedOnce() {
    assertThat(
            trail.leaves().stream()
                .filter(leaf -> DECISIONS.contains(leaf.event().getKind()))
                .map(leaf -> leaf.links().getPharmacyId() + "/" + leaf.links().getRequestId()))
        .doesNotHaveDuplicates();
    assertThat(trail.of(AuditKind.ISSUED))
        .extracting(leaf -> leaf.links().getCertificateIdHash())
        .doesNotHaveDuplicates();
    assertThat(trail.of(AuditKind.APPROVED))
        .extracting(
            leaf ->
                leaf.event().getDecision().getSourcePartition()
                    + ":"
                    + leaf.event().getDecision().getSourceOffset())
        .doesNotHaveDuplicates();
  }

  /** I3: same submission, same commitment, both stages' attestations, earlier in the log. */
  private void everyIssueHasItsAttestedIntentBeforeIt() {
    Map<ByteBuffer, Leaf> intents = new HashMap<>();
    trail
        .of(AuditKind.APPROVED)
        .forEach(leaf -> intents.put(leaf.event().getDecision().getCommitment(), leaf));
    for (Leaf issued : trail.of(AuditKind.ISSUED)) {
      Leaf intent = intents.get(issued.event().getDecision().getCommitment());
      assertThat(intent).as("intent of leaf %d", issued.index()).isNotNull();
      assertThat(intent.index()).isLessThan(issued.index());
      assertThat(intent.links().getSubmissionId()).isEqualTo(issued.links().getSubmissionId());
      assertThat(intent.event().getDecision().getKeyId())
          .isEqualTo(issued.event().getDecision().getKeyId());
      assertThat(intent.event().getDecision().getAttestations())
          .filteredOn(attestation -> attestation.getRecipient().equals(TopicCatalogue.SIGNER))
          .extracting(AuditAttestation::getStage)
          .containsExactly(TopicCatalogue.VALIDATION, TopicCatalogue.FRAUD_CHECK);
    }
  }

  /** I5, per run of a signer; and every issue stands among the announced attempts. */
  private void noSignatureWithoutAnAuditedAttempt() {
    Map<String, Long> announced = new HashMap<>();
    Set<ByteBuffer> commitments = new HashSet<>();
    for (Leaf leaf : trail.of(AuditKind.SIGNING_ANNOUNCED)) {
      var attempts = leaf.event().getSigning();
      announced.merge(attempts.getRun(), (long) attempts.getAttempts(), Long::sum);
      assertThat(attempts.getCommitments()).hasSize(attempts.getAttempts());
      commitments.addAll(attempts.getCommitments());
    }
    Map<String, Long> counted = boundaryCounts();
    counted.forEach(
        (run, count) ->
            assertThat(count)
                .as("uses of the key in run %s", run)
                .isLessThanOrEqualTo(announced.getOrDefault(run, 0L)));
    List<Leaf> issued = trail.of(AuditKind.ISSUED);
    assertThat(counted.values().stream().mapToLong(Long::longValue).sum())
        .isGreaterThanOrEqualTo(issued.size());
    assertThat(commitments)
        .containsAll(
            issued.stream().map(leaf -> leaf.event().getDecision().getCommitment()).toList());
  }

  private Map<String, Long> boundaryCounts() {
    Map<String, Long> counts = new HashMap<>();
    try (Stream<Path> files = Files.list(pipeline.signatureLedger())) {
      for (Path file : files.toList()) {
        String run = file.getFileName().toString().replace(".count", "");
        counts.put(run, ByteBuffer.wrap(Files.readAllBytes(file)).getLong());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counts;
  }
}
