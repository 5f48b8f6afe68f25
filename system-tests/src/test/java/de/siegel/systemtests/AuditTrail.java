package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.invariant.InvariantReport;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.kafka.InvariantChecker;
import de.siegel.replay.trail.Leaf;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.LinkOpener;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The trail of everything that ever happened on the shared pipeline, and the oracle over it. */
final class AuditTrail {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private AuditTrail() {}

  /**
   * Demands I1 to I5 and I8 of the oracle, {@code siegel audit verify --invariants}, then reads the
   * trail. Call it when nothing is under way; it waits for the sequencer.
   */
  static List<Leaf> verified(PipelineProcesses pipeline) {
    InvariantReport report =
        new InvariantChecker(
                kafka(pipeline), pipeline.schemaRegistry(), links(pipeline), Clock.systemUTC())
            .check(
                new InvariantChecker.Options(
                    Instant.now(),
                    PATIENCE,
                    Optional.of(pipeline.signatureLedger()),
                    Optional.empty(),
                    false));
    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.sections())
        .as(report.text())
        .allSatisfy(section -> assertThat(section.checked()).isPositive())
        .allSatisfy(section -> assertThat(section.skipped()).isZero());
    List<Leaf> leaves = new ArrayList<>();
    try (AuditTrailReader reader =
        new AuditTrailReader(kafka(pipeline), pipeline.schemaRegistry(), () -> links(pipeline))) {
      reader.readToEnd(leaves::add);
    }
    return List.copyOf(leaves);
  }

  private static KafkaSettings kafka(PipelineProcesses pipeline) {
    return new KafkaSettings(
        Configuration.of(Map.of("kafka.bootstrap-servers", pipeline.broker().bootstrapServers())));
  }

  private static LinkOpener links(PipelineProcesses pipeline) {
    return LinkOpener.of(
        new LinkSeal(new Seal(CryptoProviders.choose().hot(), new SecureRandom())),
        new SecretFolder(pipeline.authority().auditLinkKeys()));
  }
}
