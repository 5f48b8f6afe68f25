package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.desk.ApplicationDesk.Answer;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.desk.TestApplicant;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.embedded.ti.TestCard;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.servicekit.crypto.CryptoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk keeps outlives it. */
@Tag("long")
class DeskRestartIT {
  private static final Gates GATES = new Gates(0.2, 0.05, 0, 5, Duration.ZERO);
  private static final CryptoProviders CRYPTO = CryptoProviders.choose();

  @TempDir Path folder;
  private EmbeddedPipeline pipeline;

  @BeforeEach
  void start() {
    pipeline =
        EmbeddedPipeline.start(
            new PipelineSettings(folder, Ports.ANY, 3, Map.of("test-authority.guests", "2")),
            part -> {});
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  private static ControlPayload.OfRestriction brake(
      RestrictionScope scope, String pharmacyId, Optional<Duration> length) {
    Instant now = Instant.now();
    return Restrictions.imposed(scope, pharmacyId, "", "a test", length.map(now::plus), now);
  }

  private static ControlRecord signed(ControlPayload payload, AuthorityKey... keys) {
    return ControlSignatures.sign(payload, List.of(keys), CRYPTO.hot());
  }

  private String impose(ControlPayload.OfRestriction brake, AuthorityKey... keys) {
    return pipeline.desk().brakes().impose(signed(brake, keys));
  }

  @Test
  void onePersonPausesEverythingOnceAlsoAfterARestart() {
    AuthorityKey first = pipeline.authority().approvers().get(0);
    AuthorityKey second = pipeline.authority().approvers().get(1);
    Optional<Duration> quarter = Optional.of(Duration.ofMinutes(15));
    String id = impose(brake(RestrictionScope.EVERYTHING, "", quarter), first);
    pipeline.brakes().lift(id);

    pipeline.close();
    start();

    assertThatThrownBy(() -> impose(brake(RestrictionScope.EVERYTHING, "", quarter), first))
        .hasMessageStartingWith("PAUSE_USED");
    assertThat(
            impose(
                brake(RestrictionScope.EVERYTHING, "", Optional.of(Duration.ofHours(1))),
                first,
                second))
        .startsWith("restriction/");
  }

  @Test
  void applicationsAndThePlanOfWavesOutliveARestart() {
    TestCard card = pipeline.authority().ti().card("3-TEST.90002", "Apotheke unterwegs");
    String id =
        ((Answer.Taken) new TestApplicant(pipeline.desk().applications(), card).apply())
            .file()
            .pharmacyId();
    String brake =
        pipeline
            .brakes()
            .impose(RestrictionScope.COHORT, "", TestPharmacies.GUESTS, "review", Optional.empty());
    pipeline.waves().plan(TestPharmacies.GUESTS, List.of(1), GATES, "Wir prüfen jeden Zugang neu.");
    assertThat(pipeline.waves().verify()).isEmpty();

    pipeline.close();
    start();

    assertThat(pipeline.desk().applications().file(id).orElseThrow().evidence().register())
        .isPresent();
    assertThat(pipeline.brakes().active()).containsOnlyKeys(brake);
    assertThat(pipeline.waves().view().orElseThrow().verified()).hasSize(2);
    assertThat(pipeline.waves().open().reopened()).containsExactly(TestPharmacies.id(2));

    pipeline.close();
    start();

    assertThat(pipeline.waves().view().orElseThrow().plan().open()).isEqualTo(1);
    assertThat(
            pipeline.desk().applications().inForce(TestPharmacies.id(2)).orElseThrow().getCohorts())
        .doesNotContain(TestPharmacies.GUESTS);
    assertThat(
            pipeline.desk().applications().inForce(TestPharmacies.id(2)).orElseThrow().getState())
        .isEqualTo(AdmissionState.ACTIVE);
  }
}
