package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything is stopped and started again, in the wrong order too. */
@Tag("long")
@ExtendWith(SharedPipeline.class)
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class RestartFaultIT {
  private static final int PHARMACY = 5;
  private static final int GOOD = 20;
  private static final int SIGTERM_EXIT = 128 + 15;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void goesOnWhereItWasAlsoWhenTheBrokerComesLast(PipelineProcesses pipeline) {
    // Given
    SampleContent content = new SampleContent(99);
    List<Request> requests = new ArrayList<>();
    for (int number = 0; number < GOOD; number++) {
      requests.add(new Request(UUID.randomUUID().toString(), content.good(PHARMACY)));
    }
    requests.add(new Request(UUID.randomUUID().toString(), content.bad(PHARMACY).json()));
    List<Reply> first = submit(pipeline, requests);
    assertThat(first.subList(0, GOOD))
        .allSatisfy(reply -> assertThat(reply.kind()).isEqualTo(OutcomeKind.ISSUED));
    int leaves = AuditTrail.verified(pipeline).size();

    // When: a clean stop drains
    assertThat(pipeline.stopAll().values()).containsOnly(SIGTERM_EXIT);
    pipeline.broker().stop();
    pipeline.startAll();
    for (ChildProcess process : pipeline.processes()) {
      Awaitility.await(process.name() + " waits for the broker")
          .atMost(PATIENCE)
          .failFast(process.name() + " has ended", () -> !process.isAlive())
          .until(process::waits);
    }
    pipeline.broker().restart();
    pipeline.awaitReady();

    // Then
    List<Reply> second = submit(pipeline, requests);
    assertThat(second)
        .allSatisfy(reply -> assertThat(reply.kind()).isEqualTo(OutcomeKind.REPEATED));
    assertThat(second.stream().map(Reply::certificateId))
        .containsExactlyElementsOf(first.stream().map(Reply::certificateId).toList());
    assertThat(second.stream().map(Reply::certificate)).containsOnly(Optional.empty());
    assertThat(second.get(GOOD).errors())
        .extracting(error -> error.code())
        .containsExactlyElementsOf(
            first.get(GOOD).errors().stream().map(error -> error.code()).toList());
    List<Leaf> trail = AuditTrail.verified(pipeline);
    assertThat(trail.subList(leaves, trail.size()))
        .hasSameSizeAs(requests)
        .allSatisfy(leaf -> assertThat(leaf.event().getKind()).isEqualTo(AuditKind.REPEATED));
  }

  @Test
  void aStageWhoseOffsetIsMissingStopsAndStaysStopped(PipelineProcesses pipeline) throws Exception {
    // Given
    List<String> names =
        List.of(
            TopicCatalogue.FRAUD_CHECK,
            PipelineProcesses.FIRST_SIGNER,
            PipelineProcesses.SECOND_SIGNER);
    names.forEach(name -> pipeline.process(name).terminate());
    names.forEach(name -> pipeline.process(name).awaitExit());
    TopicPartition validated = new TopicPartition(TopicCatalogue.VALIDATED, 1);
    TopicPartition approved = new TopicPartition(TopicCatalogue.APPROVED, 2);
    try (Admin admin = pipeline.admin()) {
      OffsetAndMetadata ofFraudCheck = forget(admin, TopicCatalogue.FRAUD_CHECK, validated);
      OffsetAndMetadata ofSigner = forget(admin, TopicCatalogue.SIGNER, approved);

      // When
      List<String> started = names.subList(0, 2);
      started.forEach(name -> pipeline.process(name).start());

      // Then
      for (String name : started) {
        assertThat(pipeline.process(name).awaitExit()).as(name).isEqualTo(1);
      }
      assertThat(committed(admin, TopicCatalogue.FRAUD_CHECK)).doesNotContainKey(validated);
      assertThat(committed(admin, TopicCatalogue.SIGNER)).doesNotContainKey(approved);

      // And: an operator who knows the offset brings it back
      restore(admin, TopicCatalogue.FRAUD_CHECK, validated, ofFraudCheck);
      restore(admin, TopicCatalogue.SIGNER, approved, ofSigner);
    }
    names.forEach(name -> pipeline.process(name).start());
    pipeline.awaitReady();
    List<Request> oneInEachPartition =
        IntStream.rangeClosed(1, PipelineProcesses.PHARMACIES)
            .mapToObj(
                number ->
                    new Request(
                        UUID.randomUUID().toString(), new SampleContent(number).good(number)))
            .toList();
    try (PharmacyClient client = pipeline.client()) {
      for (int number = 1; number <= PipelineProcesses.PHARMACIES; number++) {
        PharmacySession session = client.open(TestPharmacies.id(number), "terminal", "operator");
        assertThat(
                client
                    .submit(session, oneInEachPartition.get(number - 1))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .kind())
            .isEqualTo(OutcomeKind.ISSUED);
      }
    }
  }

  @Test
  void decidesNothingAgainWhenSomebodyMovesOffsetsBack(PipelineProcesses pipeline)
      throws Exception {
    // Given
    submit(
        pipeline,
        List.of(new Request(UUID.randomUUID().toString(), new SampleContent(7).good(PHARMACY))));
    List<String> names =
        List.of(
            TopicCatalogue.FRAUD_CHECK,
            PipelineProcesses.FIRST_SIGNER,
            PipelineProcesses.SECOND_SIGNER);
    Map<AuditKind, Long> before = kinds(pipeline);
    names.forEach(name -> pipeline.process(name).terminate());
    names.forEach(name -> pipeline.process(name).awaitExit());

    // When
    try (Admin admin = pipeline.admin()) {
      for (int partition = 0; partition < PipelineSettings.PARTITIONS; partition++) {
        OffsetAndMetadata zero = new OffsetAndMetadata(0);
        TopicPartition validated = new TopicPartition(TopicCatalogue.VALIDATED, partition);
        TopicPartition approved = new TopicPartition(TopicCatalogue.APPROVED, partition);
        restore(admin, TopicCatalogue.FRAUD_CHECK, validated, zero);
        restore(admin, TopicCatalogue.SIGNER, approved, zero);
      }
    }
    names.forEach(name -> pipeline.process(name).start());
    pipeline.awaitReady();

    // Then
    Reply next =
        submit(
                pipeline,
                List.of(
                    new Request(UUID.randomUUID().toString(), new SampleContent(8).good(PHARMACY))))
            .get(0);
    assertThat(next.kind()).isEqualTo(OutcomeKind.ISSUED);
    Map<AuditKind, Long> after = kinds(pipeline);
    assertThat(after.get(AuditKind.ISSUED)).isEqualTo(before.get(AuditKind.ISSUED) + 1);
    assertThat(after.get(AuditKind.APPROVED)).isEqualTo(before.get(AuditKind.APPROVED) + 1);
    assertThat(after.get(AuditKind.PARKED))
        .isGreaterThan(before.getOrDefault(AuditKind.PARKED, 0L));
  }

  /** How many leaves of each kind a trail has in which every invariant holds. */
  private static Map<AuditKind, Long> kinds(PipelineProcesses pipeline) {
    return AuditTrail.verified(pipeline).stream()
        .collect(Collectors.groupingBy(leaf -> leaf.event().getKind(), Collectors.counting()));
  }

  private static List<Reply> submit(PipelineProcesses pipeline, List<Request> requests) {
    try (PharmacyClient client = pipeline.client()) {
      PharmacySession session = client.open(TestPharmacies.id(PHARMACY), "terminal", "operator");
      List<CompletableFuture<Reply>> replies =
          requests.stream().map(request -> client.submit(session, request)).toList();
      return replies.stream()
          .map(reply -> reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
          .toList();
    }
  }

  /** Deletes a committed offset, as a careless operator would, and says what it was. */
  private static OffsetAndMetadata forget(Admin admin, String group, TopicPartition partition) {
    Awaitility.await("the members of " + group + " have left")
        .atMost(PATIENCE)
        .until(
            () ->
                admin
                    .describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .isEmpty());
    try {
      OffsetAndMetadata offset = committed(admin, group).get(partition);
      admin.deleteConsumerGroupOffsets(group, Set.of(partition)).all().get();
      return offset;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          new HashMap<>(
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
      committed.values().removeIf(Objects::isNull);
      return committed;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void restore(
      Admin admin, String group, TopicPartition partition, OffsetAndMetadata offset)
      throws Exception {
    Awaitility.await("the members of " + group + " have left")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              admin.alterConsumerGroupOffsets(group, Map.of(partition, offset)).all().get();
              return true;
            });
  }
}
