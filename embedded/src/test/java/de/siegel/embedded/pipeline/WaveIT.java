package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Reopening;
import de.siegel.desk.domain.wave.Reopening.State;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guests are suspended and come back in waves, while a member goes on. */
@Timeout(180)
class WaveIT {
  private static final Gates GATES = new Gates(0.3, 0.3, 0, 5, Duration.ZERO);
  private static final int MEMBER = 1;

  @TempDir static Path folder;
  private static EmbeddedPipeline pipeline;
  private static PharmacyClient client;
  private static final Map<Integer, PharmacySession> SESSIONS = new HashMap<>();

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(
            new PipelineSettings(folder, Ports.ANY, 4, Map.of("test-authority.guests", "3")),
            part -> {});
    client = pipeline.client();
    for (int number = 1; number <= 4; number++) {
      SESSIONS.put(number, pipeline.open(client, TestPharmacies.id(number), "terminal-1", "op-1"));
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    pipeline.close();
  }

  private static Reply ask(int pharmacy, String birthDate) throws Exception {
    String content =
        EmbeddedPipelineIT.GOOD
            .replace("IZ28215B", TestPharmacies.location(pharmacy))
            .replaceFirst("\"dob\":\"[^\"]*\"", "\"dob\":\"" + birthDate + "\"");
    return client
        .submit(
            SESSIONS.get(pharmacy),
            new Request(UUID.randomUUID().toString(), content.getBytes(StandardCharsets.UTF_8)))
        .get(30, TimeUnit.SECONDS);
  }

  private static OutcomeKind ask(int pharmacy) throws Exception {
    return ask(pharmacy, "1979-04-14").kind();
  }

  private static boolean issues(int pharmacy) throws Exception {
    return ask(pharmacy) == OutcomeKind.ISSUED;
  }

  private static boolean isSuspended(int pharmacy) throws Exception {
    return ask(pharmacy, "1979-04-14").errors().stream()
        .anyMatch(error -> error.code().equals("PHARMACY_SUSPENDED"));
  }

  @Test
  void guestsComeBackWaveByWaveAndAWaveThatFailsItsGateIsStoppedByItself() throws Exception {
    pipeline
        .brakes()
        .impose(RestrictionScope.COHORT, "", TestPharmacies.GUESTS, "review", Optional.empty());
    await().until(() -> isSuspended(2) && isSuspended(3) && isSuspended(4));
    assertThat(issues(MEMBER)).isTrue();
    pipeline.waves().plan(TestPharmacies.GUESTS, List.of(1), GATES, "Wir prüfen jeden Zugang neu.");
    assertThatThrownBy(() -> pipeline.waves().open()).hasMessageStartingWith("NOT_VERIFIED");
    assertThat(pipeline.waves().verify()).isEmpty();

    assertThat(pipeline.waves().open().reopened()).containsExactly(TestPharmacies.id(2));
    await().until(() -> issues(2));
    assertThat(isSuspended(3)).isTrue();
    assertThatThrownBy(() -> pipeline.waves().open()).hasMessageStartingWith("WATCHING");

    for (int n = 0; n < GATES.fewestRequests(); n++) {
      assertThat(issues(2)).isTrue();
    }
    await()
        .until(
            () ->
                pipeline.waves().view().orElseThrow().measures().requests()
                    >= GATES.fewestRequests());
    pipeline.waves().open();
    await().until(() -> issues(3) && issues(4));

    for (int n = 0; n < 10; n++) {
      ask(3, "2999-01-01");
    }
    await().until(() -> plan().state() == State.STOPPED);
    assertThat(plan().reasons()).hasSize(1).first().asString().startsWith("refused: ");
    await().until(() -> isSuspended(3) && isSuspended(4));
    assertThat(issues(2)).isTrue();
    assertThat(issues(MEMBER)).isTrue();

    pipeline.waves().resume();
    assertThatThrownBy(() -> pipeline.waves().open()).hasMessageStartingWith("NOT_VERIFIED");
    assertThat(pipeline.waves().verify()).isEmpty();
    pipeline.waves().open();
    await().until(() -> issues(3) && issues(4));
    for (int n = 0; n < GATES.fewestRequests(); n++) {
      ask(4);
    }
    await().until(() -> plan().state() == State.DONE);

    assertThat(pipeline.waves().rollBack(true, "another review").open()).isZero();
    await().until(() -> isSuspended(2) && isSuspended(3) && isSuspended(4));
    assertThat(issues(MEMBER)).isTrue();
    pipeline.waves().plan(TestPharmacies.GUESTS, List.of(), GATES, "Noch einmal von vorn.");
    assertThatThrownBy(() -> pipeline.waves().open()).hasMessageStartingWith("NOT_VERIFIED");
    assertThat(pipeline.waves().verify()).isEmpty();
    pipeline.waves().open();
    await().until(() -> issues(2) && issues(3) && issues(4));
  }

  private static Reopening plan() {
    return pipeline.waves().view().orElseThrow().plan();
  }
}
