package de.siegel.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.schemas.event.OutcomeKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An investigation over the trail of a pipeline that runs: it is being written all the time. */
@Timeout(180)
class ReplayCommandIT {
  private static final String BAD =
      "{\"type\":\"V\",\"payload\":{\"nam\":{\"fn\":\"Muster\",\"gn\":\"Erika\"},\"dob\":\"1979-13-45\","
          + "\"v\":[]}}";

  @TempDir static Path folder;
  @TempDir Path files;
  private static EmbeddedPipeline pipeline;
  private TestTerminal terminal;

  @BeforeAll
  static void start() throws Exception {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 1, Map.of()), part -> {});
    try (PharmacyClient client = pipeline.client()) {
      refuse(client, "till-1", "anna", "request-1");
      refuse(client, "till-2", "anna", "request-2");
    }
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  /** What lacks a vaccination is refused: enough for a leaf. */
  private static void refuse(
      PharmacyClient client, String terminal, String operator, String request) throws Exception {
    PharmacySession session = pipeline.open(client, TestPharmacies.DEFAULT, terminal, operator);
    CompletableFuture<?> reply =
        client
            .submit(session, new Request(request, BAD.getBytes(StandardCharsets.UTF_8)))
            .thenAccept(outcome -> assertThat(outcome.kind()).isEqualTo(OutcomeKind.REJECTED));
    reply.get(60, TimeUnit.SECONDS);
  }

  private int replay(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "audit",
                "replay",
                "--bootstrap",
                pipeline.bootstrapServers(),
                "--registry",
                pipeline.addresses().get("schema registry"),
                "--link-keys",
                folder.resolve("authority").resolve("audit-link-keys").toString()));
    arguments.addAll(List.of(options));
    terminal = TestTerminal.pipe();
    return terminal.execute(arguments.toArray(String[]::new));
  }

  /** The sequencer may be some leaves behind. */
  private void awaitLines(int lines, String... options) {
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              assertThat(replay(options)).as(terminal::err).isZero();
              assertThat(terminal.out().lines()).hasSize(lines);
            });
  }

  @Test
  void findsWhatAllOfTheFiltersAskFor() {
    String pharmacy = TestPharmacies.DEFAULT;
    awaitLines(2, "--format", "jsonl", "--pharmacy", pharmacy, "--operator", "anna");
    awaitLines(1, "--format", "jsonl", "--terminal", "till-1");
    awaitLines(2, "--format", "jsonl", "--operator", "anna", "--outcome", "rejected");
    awaitLines(1, "--format", "jsonl", "--operator", "anna", "--request", "request-2");
    assertThat(terminal.out()).contains("\"terminal\":\"till-2\"").contains("\"loggedAt\":\"");
    awaitLines(0, "--format", "jsonl", "--operator", "anna", "--request", "request-3");
    awaitLines(2, "--format", "jsonl", "--operator", "anna", "--class", "test");
    awaitLines(0, "--format", "jsonl", "--class", "guest");
  }

  @Test
  void saysThatNothingWasFoundAndEndsWell() {
    assertThat(replay("--pharmacy", "nobody")).isZero();
    assertThat(terminal.err()).contains("Nothing found").contains("leaves is like that");
    assertThat(replay("--key", "0011223344556677", "--format", "csv")).isZero();
    assertThat(terminal.out().lines()).as("the header alone").hasSize(1);
    assertThat(terminal.err()).contains("Nothing found");
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    assertThat(replay("--key", "xyz")).isEqualTo(2);
    assertThat(terminal.err()).contains("--key").contains("16 hexadecimal digits");
    assertThat(replay("--from", "2026-01-02T00:00:00Z", "--to", "2026-01-01T00:00:00Z"))
        .isEqualTo(2);
    assertThat(replay("--format", "parquet")).isEqualTo(2);
    assertThat(terminal.err()).contains("--out FILE");
    assertThat(replay("--format", "parquet", "--out", "x", "--follow")).isEqualTo(2);
  }

  @Test
  void writesAFileForItsOwnerAloneAndOverwritesNone() throws Exception {
    Path file = files.resolve("trail.parquet");

    assertThat(replay("--format", "parquet", "--out", file.toString())).as(terminal::err).isZero();

    assertThat(Files.readAllBytes(file))
        .startsWith('P', 'A', 'R', '1')
        .endsWith('P', 'A', 'R', '1');
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(files.resolve("trail.parquet.part")).doesNotExist();
    assertThat(replay("--format", "csv", "--out", file.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("is there already");
    assertThat(replay("--format", "ecs", "--out", files.resolve("no/x").toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("there is no such file or folder");
  }

  @Test
  void showsARequestAcrossTheStages() {
    awaitLines(1, "--format", "jsonl", "--request", "request-1");

    assertThat(replay("--format", "timeline", "--request", "request-1")).isZero();

    assertThat(terminal.out().lines().map(String::strip))
        .anyMatch(line -> line.startsWith("leaf") && line.endsWith("why"))
        .anyMatch(line -> line.contains("pharmacy    asked") && line.contains("till-1"))
        .anyMatch(line -> line.contains("validation  REJECTED"));
    assertThat(replay("--format", "timeline")).isEqualTo(2);
    assertThat(replay("--format", "timeline", "--request", "nobody")).isZero();
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains("Nothing found");
  }

  @Test
  void tellsWhoWasAdmittedThen() throws Exception {
    Path authority = folder.resolve("authority");
    String pin = Files.readString(authority.resolve("root-of-trust.pin")).strip();
    String root = authority.resolve("root-of-trust.json").toString();

    assertThat(replay("--as-of", "2100-01-01T00:00:00Z", "--trust-root", root, "--trust-pin", pin))
        .as(terminal::err)
        .isZero();
    assertThat(terminal.out())
        .containsPattern(TestPharmacies.DEFAULT + " +TEST +ACTIVE +yes")
        .contains("CERTIFICATE_SIGNING", "velocity.limit", "signed by its authority", "lies ahead")
        .doesNotContain("left out");
    assertThat(replay("--as-of", "2000-01-01T00:00:00Z")).isZero();
    assertThat(terminal.out())
        .contains("none was admitted", "none was in force", "signatures were checked")
        .doesNotContain(TestPharmacies.DEFAULT);
    assertThat(replay("--as-of", "2000-01-01T00:00:00Z", "--follow")).isEqualTo(2);
  }

  @Test
  void drawsThePictureOfAPharmacy() throws Exception {
    Path file = files.resolve("pharmacy.svg");
    awaitLines(1, "--format", "jsonl", "--request", "request-1");

    assertThat(replay("--format", "svg", "--out", file.toString())).isEqualTo(2);
    assertThat(
            replay(
                "--format", "svg", "--pharmacy", TestPharmacies.DEFAULT, "--out", file.toString()))
        .isZero();

    assertThat(Files.readString(file)).contains(TestPharmacies.DEFAULT, " refused</title>");
  }

  @Test
  void followsATrailThatIsBeingWritten() throws Exception {
    TestTerminal following = TestTerminal.pipe();
    Thread follower =
        new Thread(
            () ->
                following.execute(
                    "audit",
                    "replay",
                    "--follow",
                    "--format",
                    "jsonl",
                    "--bootstrap",
                    pipeline.bootstrapServers(),
                    "--registry",
                    pipeline.addresses().get("schema registry"),
                    "--link-keys",
                    folder.resolve("authority").resolve("audit-link-keys").toString(),
                    "--terminal",
                    "till-3"));
    follower.setDaemon(true);
    follower.start();
    try (PharmacyClient client = pipeline.client()) {
      refuse(client, "till-3", "bert", "request-9");
    }

    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(following.out()).contains("\"request\":\"request-9\""));
    assertThat(follower.isAlive()).isTrue();
    follower.interrupt();
    follower.join(10_000);
  }
}
