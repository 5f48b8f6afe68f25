package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.PipelineAtRest;
import de.siegel.cli.TestTerminal;
import de.siegel.embedded.authority.TestPharmacies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The analyst's commands over a trail that real stages wrote. */
@Timeout(180)
class FraudTrailIT {
  private static final int REQUESTS = 5;

  @TempDir static Path data;
  @TempDir Path folder;
  private final TestTerminal terminal = TestTerminal.pipe();

  @BeforeAll
  static void issue() throws Exception {
    PipelineAtRest.issue(data, REQUESTS, () -> true);
  }

  private int run(String... arguments) {
    return terminal.execute(
        Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
            .toArray(String[]::new));
  }

  @Test
  void everyRequestIsReplayedOnceAndWhatCouldNotRunIsSaid() {
    assertThat(run("fraud", "replay", "--audit", "--format", "jsonl")).as(terminal::err).isZero();

    assertThat(terminal.out().lines())
        .hasSize(REQUESTS)
        .allMatch(line -> line.matches("\\{\"line\":\\d+,\"decision\":\"pass\",.*"));
    assertThat(terminal.err())
        .contains("5 requests", "DATE_BEFORE_APPROVAL, DOSE_ORDER, AGE_MARK")
        .doesNotContain("could not be opened");
  }

  @Test
  void withoutTheMonthsKeysNothingIsReplayedAndTheReasonIsSaid() throws Exception {
    Path keys = data.resolve("authority").resolve("audit-link-keys");
    Path away = Files.move(keys, data.resolve("keys-elsewhere"));
    try {
      Files.createDirectory(keys);
      assertThat(run("fraud", "replay", "--audit")).isEqualTo(1);
      assertThat(terminal.err()).contains("5 decisions of fraud-check could not be opened");
    } finally {
      Files.delete(keys);
      Files.move(away, keys);
    }
  }

  @Test
  void aReportHasAllOfAPharmacysRequests() throws Exception {
    String today = LocalDate.now(ZoneId.of("Europe/Berlin")).toString();
    String yesterday = LocalDate.parse(today).minusDays(1).toString();
    Path out = folder.resolve("report");

    assertThat(
            run(
                "fraud",
                "report",
                "--pharmacy",
                TestPharmacies.DEFAULT,
                "--from",
                yesterday,
                "--to",
                today,
                "--out",
                out.toString()))
        .as(terminal::err)
        .isZero();

    assertThat(Files.readString(out.resolve("auswertung.txt")))
        .contains("Anfragen: 5,")
        .containsPattern("o +t +5 ");
    assertThat(
            run(
                "fraud",
                "report",
                "--pharmacy",
                "nobody",
                "--from",
                today,
                "--to",
                today,
                "--out",
                folder.resolve("none").toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("--pharmacy", "nobody");
  }

  @Test
  void alertsOfADataFolderAreReadAtRest() {
    assertThat(run("fraud", "alerts", "--pharmacy", "nobody")).as(terminal::err).isZero();
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains("Nothing found");
  }

  @Test
  void aRequestIsExplainedByItsId() throws Exception {
    String request = requests().get(3);

    JsonNode explained = new ObjectMapper().readTree(explained(request));
    assertThat(explained.get("outcome").asText()).isEqualTo("APPROVED");
    assertThat(explained.get("terminal").asText()).isEqualTo("t");
    assertThat(explained.get("state").get("replayed").asInt()).isEqualTo(3);
    TestTerminal other = TestTerminal.pipe();
    assertThat(other.execute("fraud", "explain", "no-such", "--data", data.toString()))
        .isEqualTo(1);
    assertThat(other.err()).contains("no decision on a request no-such");
  }

  private String explained(String request) {
    TestTerminal json = TestTerminal.pipe();
    assertThat(
            json.execute(
                "fraud", "explain", request, "--format", "json", "--data", data.toString()))
        .as(json::err)
        .isZero();
    return json.out();
  }

  private static List<String> requests() throws Exception {
    TestTerminal leaves = TestTerminal.pipe();
    leaves.execute(
        "audit", "replay", "--format", "jsonl", "--outcome", "approved", "--data", data.toString());
    ObjectMapper mapper = new ObjectMapper();
    List<String> ids = new java.util.ArrayList<>();
    for (String line : leaves.out().lines().toList()) {
      JsonNode leaf = mapper.readTree(line);
      ids.add(leaf.get("request").asText());
    }
    return ids;
  }
}
