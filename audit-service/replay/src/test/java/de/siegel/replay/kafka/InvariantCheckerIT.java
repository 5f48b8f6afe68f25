package de.siegel.replay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.replay.Events;
import de.siegel.replay.SealedEvents;
import de.siegel.replay.invariant.Breach;
import de.siegel.replay.invariant.Invariant;
import de.siegel.replay.invariant.InvariantReport;
import de.siegel.replay.invariant.Violation;
import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.LinkOpener;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InvariantCheckerIT {
  @TempDir Path folder;
  private OneBroker broker;
  private SealedEvents events;
  private Flow flow;

  @BeforeEach
  void start() throws Exception {
    broker = OneBroker.start();
    events = SealedEvents.withKey(folder, YearMonth.now(ZoneOffset.UTC).toString());
    flow = new Flow(broker, events);
    flow.admit();
  }

  @AfterEach
  void stop() throws Exception {
    flow.close();
    broker.close();
  }

  @Test
  void findsNothingInACorrectHistory() throws Exception {
    flow.issue("one");
    flow.park();
    flow.issue("two");
    Path counters = counter("run-1", 2);

    InvariantReport report = check(Optional.of(counters));

    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.section(Invariant.I2).checked()).isEqualTo(2);
    assertThat(report.section(Invariant.I2).skipped()).isZero();
    assertThat(report.section(Invariant.I4).checked()).isEqualTo(2);
    assertThat(report.section(Invariant.I5).checked()).isEqualTo(1);
    assertThat(report.section(Invariant.I8).checked()).isEqualTo(2);
    assertThat(report.section(Invariant.LOG).checked()).isEqualTo(7);
  }

  @Test
  void findsWhatDoesNotFitTogether() throws Exception {
    flow.issue("one");
    flow.answer("one", Instant.now());
    flow.submit("forgotten");
    flow.append(new byte[] {7}, 1_000);

    InvariantReport report = check(Optional.of(counter("run-1", 5)));

    assertThat(breaches(report))
        .containsExactlyInAnyOrder(
            Breach.ANSWERED_TWICE,
            Breach.REPLY_WITHOUT_LEAF,
            Breach.CERTIFICATE_WITHOUT_LEAF,
            Breach.UNANSWERED,
            Breach.NO_LEAF,
            Breach.MORE_SIGNATURES_THAN_ATTEMPTS);
  }

  @Test
  void findsAnEventThatTheSequencerNeverCopied() throws Exception {
    flow.issue("one");
    flow.send(
        new org.apache.kafka.clients.producer.ProducerRecord<>(
            "audit.events", 0, null, new byte[] {1}));

    assertThat(breaches(check(Optional.empty()))).containsExactly(Breach.SOURCE_MISSING);
  }

  @Test
  void readsACounterThatIsNoneAsABreach() throws Exception {
    Files.write(folder.resolve("run-1.count"), new byte[3]);

    assertThat(breaches(check(Optional.of(folder)))).containsExactly(Breach.COUNTER_UNREADABLE);
    assertThat(breaches(check(Optional.of(folder.resolve("nowhere")))))
        .containsExactly(Breach.COUNTER_UNREADABLE);
  }

  @Test
  void replaysTheTrailWithOpenedLinksAndThenWhatCame() throws Exception {
    flow.issue("one");
    List<Leaf> leaves = new ArrayList<>();
    try (AuditTrailReader reader =
        new AuditTrailReader(broker.kafka(), events.registry, this::links)) {
      reader.readToEnd(leaves::add);
      assertThat(leaves).extracting(Leaf::index).containsExactly(0L, 1L, 2L);
      assertThat(leaves)
          .extracting(leaf -> leaf.event().getKind())
          .containsExactly(AuditKind.APPROVED, AuditKind.SIGNING_ANNOUNCED, AuditKind.ISSUED);
      assertThat(leaves.get(2).links().opened().orElseThrow().getSubmissionId()).isEqualTo("one");

      flow.leaf(Events.command("brake.pull"));
      reader.follow(event -> true, leaves::add, () -> leaves.size() < 4);
    }

    assertThat(leaves.get(3).event().getKind()).isEqualTo(AuditKind.COMMAND);
  }

  @Test
  void stopsTheReplayAtWhatIsNoLeaf() throws Exception {
    flow.append(new byte[] {7}, 0);

    try (AuditTrailReader reader =
        new AuditTrailReader(broker.kafka(), events.registry, this::links)) {
      assertThatThrownBy(() -> reader.readToEnd(leaf -> {}))
          .isInstanceOf(DamagedTrail.class)
          .hasMessageContaining("TOO_SHORT");
    }
  }

  private InvariantReport check(Optional<Path> counters) {
    return new InvariantChecker(broker.kafka(), events.registry, links(), Clock.systemUTC())
        .check(
            new InvariantChecker.Options(
                Instant.now().plus(Duration.ofMinutes(1)),
                Duration.ZERO,
                counters,
                Optional.empty(),
                false));
  }

  private LinkOpener links() {
    return LinkOpener.of(events.seal(), new SecretFolder(folder));
  }

  private Path counter(String run, long count) throws Exception {
    Files.write(
        folder.resolve(run + ".count"), ByteBuffer.allocate(Long.BYTES).putLong(count).array());
    return folder;
  }

  private static Set<Breach> breaches(InvariantReport report) {
    return report.sections().stream()
        .flatMap(section -> section.first().stream())
        .map(Violation::breach)
        .collect(Collectors.toSet());
  }
}
