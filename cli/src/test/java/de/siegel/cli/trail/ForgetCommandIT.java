package de.siegel.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator can destroy, and what not. */
@Timeout(180)
class ForgetCommandIT {
  @TempDir Path folder;
  private TestTerminal terminal;

  private int run(String... arguments) {
    terminal = TestTerminal.pipe();
    return terminal.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10, 2026-11-07T23:59:59Z, true",
    "2026-10, 2026-11-08T00:00:00Z, false",
    "2026-11, 2026-11-30T00:00:00Z, true",
    "2026-12, 2026-11-30T00:00:00Z, true"
  })
  void aMonthIsNeededForAWeekBeyondItsEnd(YearMonth month, Instant now, boolean needed) {
    assertThat(ForgetCommand.needed(month, now).isPresent()).isEqualTo(needed);
  }

  @Test
  void aKeyIsDestroyedOnceTheTrailSaysSoAndEveryProofStillHolds() throws Exception {
    Path keys = folder.resolve("authority").resolve("audit-link-keys");
    String past = "2021-12";
    try (EmbeddedPipeline pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 1, Map.of()), part -> {})) {
      Files.write(keys.resolve(past + ".key"), new byte[32]);
      List<String> where =
          List.of(
              "--bootstrap",
              pipeline.bootstrapServers(),
              "--registry",
              pipeline.addresses().get("schema registry"));

      assertThat(forget(YearMonth.now(ZoneOffset.UTC).toString(), keys, where)).isEqualTo(2);
      assertThat(forget("2021-11", keys, where)).isEqualTo(1);
      assertThat(forget(past, keys, List.of("--bootstrap", "127.0.0.1:1"))).isEqualTo(1);
      assertThat(keys.resolve(past + ".key")).exists();
      assertThat(forget(past, keys, where)).as(terminal::err).isZero();
      assertThat(keys.resolve(past + ".key")).doesNotExist();
      assertThat(forget(past, keys, where)).isEqualTo(1);

      Awaitility.await()
          .untilAsserted(
              () -> {
                run("audit", "replay", where.get(0), where.get(1), where.get(2), where.get(3));
                assertThat(terminal.out()).containsOnlyOnce("audit.forget " + past);
              });
      assertThat(
              run(
                  "audit",
                  "verify",
                  "--log-key",
                  folder.resolve("log").resolve("log.vkey").toString(),
                  "--against",
                  folder.resolve("log").toString(),
                  where.get(0),
                  where.get(1)))
          .as(terminal::err)
          .isZero();
    }
  }

  private int forget(String month, Path keys, List<String> where) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("audit", "forget", "--month", month, "--link-keys", keys.toString(), "--yes"));
    arguments.addAll(where);
    return run(arguments.toArray(String[]::new));
  }
}
