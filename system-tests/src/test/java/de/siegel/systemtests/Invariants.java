package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.invariant.InvariantReport;
import de.siegel.replay.kafka.InvariantChecker;
import de.siegel.replay.trail.LinkOpener;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.key.SecretFolder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The oracle of {@code siegel audit verify --invariants} over everything that ever happened. */
final class Invariants {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Invariants() {}

  /** Demands that I1 to I5 hold; call it when nothing is under way. */
  static void hold(PipelineProcesses pipeline) {
    KafkaSettings kafka =
        new KafkaSettings(
            Configuration.of(
                Map.of("kafka.bootstrap-servers", pipeline.broker().bootstrapServers())));
    LinkOpener links =
        LinkOpener.of(
            new LinkSeal(new Seal(CryptoProviders.choose().hot(), new SecureRandom())),
            new SecretFolder(pipeline.authority().auditLinkKeys()));
    InvariantReport report =
        new InvariantChecker(kafka, pipeline.schemaRegistry(), links, Clock.systemUTC())
            .check(
                new InvariantChecker.Options(
                    Instant.now(), PATIENCE, Optional.of(pipeline.signatureLedger())));
    System.out.println(report.text());
    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.sections())
        .as(report.text())
        .allSatisfy(section -> assertThat(section.checked()).isPositive())
        .allSatisfy(section -> assertThat(section.skipped()).isZero());
  }
}
