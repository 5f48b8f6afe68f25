package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.cli.TestTerminal;
import de.siegel.cli.operate.AuthorityHttp;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.fraudrules.FraudParameters;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thresholds and releases as persons change them. */
@Timeout(120)
class FraudDeskCommandIT {
  private static final Pattern DRAFT = Pattern.compile("--draft ([0-9a-f]{12})");

  @TempDir private static Path folder;
  private static EmbeddedPipeline pipeline;
  private TestTerminal terminal;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 2, Map.of()), part -> {});
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  private int fraud(String... arguments) {
    terminal = TestTerminal.pipe();
    return terminal.execute(
        Stream.of(
                List.of("fraud"),
                List.of(arguments),
                List.of("--desk", pipeline.addresses().get("fraud desk")))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private static String key(int person) {
    return folder.resolve("authority/authorities/fraud-configuration-" + person).toString();
  }

  private String draft() {
    Matcher id = DRAFT.matcher(terminal.out());
    assertThat(id.find()).as(() -> terminal.out() + terminal.err()).isTrue();
    return id.group(1);
  }

  @Test
  void twoPersonsChangeAThresholdWithOneCommand() {
    int exit =
        fraud(
            "configure", "--set", "volume.threshold=5", "--yes", "--key", key(1), "--key", key(2));

    assertThat(exit).as(() -> terminal.err()).isZero();
    assertThat(terminal.out()).containsPattern("volume.threshold +4.8 -> 5").contains("In force");
    assertThat(fraud("configuration")).isZero();
    assertThat(terminal.out()).containsPattern("volume.threshold +5 +4.8 +0.1 to 1000");
  }

  @Test
  void thePersonsSignOneAfterTheOther() {
    assertThat(fraud("configure", "--set", "dormant.days=30", "--yes", "--key", key(1))).isZero();
    assertThat(terminal.out()).contains("Signed by 1 of 2").contains("Nothing has changed yet");
    String draft = draft();
    assertThat(fraud("configuration")).isZero();
    assertThat(terminal.out()).contains("A draft waits").contains(draft);

    assertThat(fraud("configure", "--draft", draft, "--yes", "--key", key(1))).isZero();
    assertThat(terminal.out()).contains("Signed by 1 of 2");
    assertThat(fraud("configure", "--draft", draft, "--yes", "--key", key(2))).isZero();
    assertThat(terminal.out()).containsPattern("dormant.days +28 -> 30").contains("In force");
    assertThat(fraud("configure", "--draft", draft, "--yes", "--key", key(2))).isEqualTo(1);
    assertThat(terminal.err()).contains("DRAFT_UNKNOWN");
  }

  @Test
  void aSuggestedCommandNamesTheSameDesk() {
    String desk = " --desk " + pipeline.addresses().get("fraud desk") + " --draft ";

    fraud("configure", "--set", "volume.growth=1.7", "--yes", "--key", key(1));
    assertThat(terminal.out()).contains("siegel fraud configure" + desk);
    String draft = draft();
    fraud("configuration");
    assertThat(terminal.out()).contains("siegel fraud configure" + desk + draft);
    assertThat(fraud("release", "--draft", draft, "--yes", "--key", key(2))).isEqualTo(1);
    assertThat(terminal.err()).contains("siegel fraud configure" + desk + draft);
  }

  /** What the persons signed: the stages read just this. */
  private static Map<String, Double> published() {
    URI desk = URI.create(pipeline.addresses().get("fraud desk"));
    Map<String, Double> named = new HashMap<>();
    new AuthorityHttp("The fraud desk", "--desk", desk)
        .get("/configuration")
        .path("parameters")
        .forEach(
            one -> {
              if (one.path("named").asBoolean()) {
                named.put(one.path("name").asText(), one.path("inForce").asDouble());
              }
            });
    return named;
  }

  @Test
  void whatIsInForceCanBeReplayedWith() throws Exception {
    fraud(
        "configure", "--set", "rhythm.fast-share=0.45", "--yes", "--key", key(1), "--key", key(2));
    assertThat(terminal.out()).contains("In force");

    assertThat(fraud("configuration", "--format", "json")).as(() -> terminal.err()).isZero();

    Path file = Files.writeString(folder.resolve("in-force.json"), terminal.out());
    ThresholdFile.Configuration read = ThresholdFile.configuration(file);
    FraudParameters expected = FraudParameters.of(published());
    assertThat(terminal.out()).contains("\"rhythm.fast-share\" : 0.45");
    assertThat(read.rules()).isEqualTo(expected.rules());
    assertThat(read.velocity()).contains(expected.velocity());
    assertThat(read.probation()).contains(expected.probation());
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() {
    assertThat(fraud("configure", "--set", "volume.threshold=-1", "--yes", "--key", key(1)))
        .isEqualTo(1);
    assertThat(terminal.err())
        .contains("OUT_OF_RANGE: volume.threshold must be 0.1 to 1000, and not -1");
    assertThat(fraud("configure", "--unset", "velocity.limit", "--yes", "--key", key(1)))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("PARAMETER_MISSING: velocity.limit must be named");
    assertThat(fraud("configure", "--set", "volume.treshold=1", "--yes", "--key", key(1)))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("PARAMETER_UNKNOWN").contains("volume.threshold");
    assertThat(fraud("configure", "--yes", "--key", key(1))).isEqualTo(2);
    assertThat(fraud("configure", "--draft", "x", "--yes", "--key", key(1))).isEqualTo(2);
  }

  @Test
  void nobodySignsWithAKeyOfAnotherRole() {
    String admissions = folder.resolve("authority/authorities/admissions-1").toString();

    assertThat(fraud("configure", "--set", "volume.growth=2", "--yes", "--key", admissions))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("SIGNATURE_INVALID");
  }

  @Test
  void releasesAPharmacyThatThereIs() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              fraud("release", "nobody", "--reason", "seen", "--yes", "--key", key(1));
              assertThat(terminal.err()).contains("PHARMACY_UNKNOWN");
            });
    assertThat(
            fraud(
                "release",
                "test-pharmacy-00002",
                "--growth",
                "2",
                "--reason",
                "a vaccination bus stood there",
                "--yes",
                "--key",
                key(1),
                "--key",
                key(2)))
        .as(() -> terminal.err())
        .isZero();
    assertThat(terminal.out()).contains("2 times as much").contains("In force: release, record ");
    assertThat(fraud("releases")).isZero();
    assertThat(terminal.out()).contains("test-pharmacy-00002").contains("vaccination");
    assertThat(
            fraud(
                "release",
                "test-pharmacy-00002",
                "--growth",
                "21",
                "--reason",
                "seen",
                "--yes",
                "--key",
                key(1)))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("GROWTH_OUT_OF_RANGE: growth must be 0.1 to 20");
    assertThat(fraud("release", "test-pharmacy-00002", "--yes", "--key", key(1))).isEqualTo(2);
  }
}
