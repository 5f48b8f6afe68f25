package de.siegel.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.siegel.cli.TestTerminal;
import de.siegel.client.PharmacyClient;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two persons of the desk declare hours and duties, and the session authority follows. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HoursCommandIT {
  private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");

  @TempDir static Path folder;
  private static EmbeddedPipeline pipeline;
  private static PharmacyClient client;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 2, Map.of()), part -> {});
    client = pipeline.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    pipeline.close();
  }

  private final TestTerminal terminal = TestTerminal.pipe();

  private int command(String pharmacy, String... arguments) {
    return terminal.execute(
        Stream.of(
                List.of("admission", "hours", pharmacy),
                List.of(arguments),
                List.of("--desk", "http://127.0.0.1:" + pipeline.desk().port()))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private static String key(int person) {
    return pipeline.authorityFolder().authorityKey("admissions", person).toString();
  }

  private static void open() {
    pipeline.open(client, TestPharmacies.id(2), "terminal-1", "operator-1");
  }

  @Test
  void whoIsClosedOpensASessionOnceTwoPersonsDeclaredADuty() {
    open();
    ZonedDateTime now =
        ZonedDateTime.now(ZoneId.of("Europe/Berlin")).truncatedTo(ChronoUnit.MINUTES);
    String inThreeDays = DAYS.get((now.getDayOfWeek().getValue() + 2) % 7) + " 10:00-11:00";

    assertThat(command(TestPharmacies.id(2), "--open", inThreeDays, "--key", key(1), "--yes"))
        .isZero();
    assertThat(terminal.out())
        .contains("Signed by one person")
        .containsPattern("open +around the clock +" + inThreeDays);
    open();
    command(TestPharmacies.id(2), "--open", inThreeDays, "--key", key(2), "--yes");
    assertThat(terminal.out()).contains("It is declared now.");
    await()
        .untilAsserted(
            () -> assertThatThrownBy(HoursCommandIT::open).hasMessageContaining("CLOSED_NOW"));

    String duty = now.minusHours(2).toLocalDateTime() + "/" + now.plusHours(10).toLocalDateTime();
    assertThat(
            command(
                TestPharmacies.id(2), "--duty", duty, "--key", key(1), "--key", key(2), "--yes"))
        .isZero();
    assertThat(terminal.out()).containsPattern("duty +- +" + duty);
    await().untilAsserted(HoursCommandIT::open);

    command(TestPharmacies.id(2));
    assertThat(terminal.out()).contains(inThreeDays, duty);
  }

  @Test
  void refusesWhatCannotBeAndSaysHowItIsWritten() {
    assertThat(command(TestPharmacies.DEFAULT, "--open", "always", "--key", key(1), "--yes"))
        .isNotZero();
    assertThat(terminal.err()).contains("--open: ", "Mo-Fr 08:00-18:30");
    assertThat(
            command(
                TestPharmacies.DEFAULT,
                "--duty",
                "2020-12-24T18:00/2020-12-25T08:30",
                "--key",
                key(1),
                "--yes"))
        .isNotZero();
    assertThat(terminal.err()).contains("over for more than 7 days. Leave it out.");
  }

  @Test
  void signsNothingWithoutBeingAsked() {
    assertThat(command(TestPharmacies.DEFAULT, "--open", "Mo 08:00-18:00", "--key", key(1)))
        .isNotZero();
    assertThat(terminal.err()).contains("--yes");
  }
}
