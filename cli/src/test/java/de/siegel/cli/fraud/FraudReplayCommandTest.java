package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.TestTerminal;
import de.siegel.fraudtraces.TraceWriter;
import de.siegel.fraudtraces.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules over a file. */
class FraudReplayCommandTest {
  private static final String GOOD =
      "{\"time\":\"2021-10-01T20:13:05Z\",\"issuer\":\"p\",\"terminal\":\"t\",\"operator\":\"o\","
          + "\"session\":\"s\",\"type\":\"V\",\"product\":\"EU/1/20/1528\",\"batch\":\"b\","
          + "\"eventDate\":\"2021-09-01\",\"dose\":[2,2],\"ageMark\":\"none\",\"stepUp\":false}";

  @TempDir Path folder;
  private TestTerminal terminal;

  private int run(String... arguments) {
    terminal = TestTerminal.pipe();
    List<String> all = new ArrayList<>(List.of("fraud", "replay"));
    all.addAll(List.of(arguments));
    return terminal.execute(all.toArray(String[]::new));
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void theNightsOfMunichAreStoppedWithAndWithoutDeclaredHours() throws Exception {
    TraceWriter.write(Traces.munich(1, 0.2), folder);
    String trace = folder.resolve("trace.jsonl").toString();
    assertThat(run("--trace", trace, "--format", "jsonl")).as(terminal::err).isZero();
    List<String> events = Files.readAllLines(Path.of(trace));
    List<String> decisions = terminal.out().lines().toList();
    assertThat(decisions).hasSameSizeAs(events);
    ObjectMapper json = new ObjectMapper();
    for (int at = 0; at < events.size(); at++) {
      JsonNode decision = json.readTree(decisions.get(at));
      assertThat(decision.get("line").asInt()).isEqualTo(at + 1);
      assertThat(decision.get("decision").asText()).isIn("pass", "step-up", "hold");
      if (events.get(at).contains("munich-b")) {
        assertThat(decision.get("decision").asText()).isNotEqualTo("pass");
        assertThat(decision.get("score").asInt()).isPositive();
        assertThat(decision.get("rules")).isNotEmpty();
        assertThat(decision.get("evidence").fieldNames()).toIterable().isNotEmpty();
        if (decision.get("decision").asText().equals("hold")) {
          assertThat(decision.get("hold").get("scope").asText()).isEqualTo("terminal");
          assertThat(decision.get("hold").get("personReleases").asBoolean()).isTrue();
        }
      }
    }
    assertThat(run("--trace", trace, "--pharmacies", folder.resolve("pharmacies.jsonl").toString()))
        .as(terminal::err)
        .isZero();
    assertThat(terminal.out()).contains("munich-b", "100.00 %", "CLOSED", "honest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | not well-formed",
        "[] | one JSON object",
        "{\"issuer\":\"p\",\"issuer\":\"q\"} | twice",
        "{\"issuer\":\"p\"} | is missing",
        "{\"issuer\":7} | issuer must be a text",
        "{\"stepUp\":\"no\"} | stepUp must be true or false",
        "{\"dose\":[2]} | dose must be two numbers",
        "{\"dose\":[2,-2]} | dose must be two numbers",
        "{\"dose\":\"2/2\"} | dose must be two numbers",
      })
  void aBrokenLineIsCountedAndNamedAndTheOthersAreDecided(String line, String why)
      throws Exception {
    String trace = file("trace", GOOD + "\n" + line + "\n" + GOOD + "\n");
    assertThat(run("--trace", trace, "--format", "jsonl")).isEqualTo(1);
    assertThat(terminal.err()).contains("Line 2", why, "1 lines could not be read");
    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(terminal.out()).contains("\"line\":1,").contains("\"line\":3,");
  }

  @ParameterizedTest
  @CsvSource({
    "2021-10-01T20:13:05Z, yesterday, time must be",
    "2021-09-01, 1.9.2021, eventDate must be",
    "none, very, ageMark must be"
  })
  void aFieldThatCannotBeReadIsNamed(String good, String bad, String why) throws Exception {
    assertThat(run("--trace", file("trace", GOOD.replace(good, bad)))).isEqualTo(1);
    assertThat(terminal.err()).contains("Line 1", why);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-10-01T20:13:05Z, 2021-10-01T20:13:05Z",
    "2021-10-01T22:13:05+02:00, 2021-10-01T20:13:05Z",
    "2021-10-01T20:13:05.5Z, 2021-10-01T20:13:05.5Z",
    "2020-02-29T00:00:00Z, 2020-02-29T00:00:00Z",
  })
  void timesAreThoseOfRfc3339(String text, java.time.Instant time) {
    assertThat(TraceTime.time(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-02-29T00:00:00Z",
    "2021-10-01T24:00:00Z",
    "2021-10-01T20:60:05Z",
    "2021-10-01 20:13:05Z",
    "2021-10-0aT20:13:05Z",
    "2021-10-01T20:13:05",
    "''"
  })
  void whatIsNoTimeIsNone(String text) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> TraceTime.time(text))
        .isInstanceOf(java.time.DateTimeException.class);
  }

  @Test
  void aLineLongerThanAnyRequestIsBroken() throws Exception {
    assertThat(run("--trace", file("trace", "x".repeat(1_000_000) + "\n" + GOOD))).isEqualTo(1);
    assertThat(terminal.err()).contains("Line 1", "longer than");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"volume.threshold\":-1} | volume.threshold must be",
        "{\"volume.treshold\":1} | volume.treshold is no parameter",
        "{\"volume.threshold\":\"a lot\"} | JSON object of names and numbers",
        "{ | JSON object of names and numbers",
      })
  void nothingIsDecidedWithAConfigurationThatCannotBeMeant(String configuration, String why)
      throws Exception {
    assertThat(run("--trace", file("trace", GOOD), "--config", file("config", configuration)))
        .isEqualTo(2);
    assertThat(terminal.err()).contains(why);
    assertThat(terminal.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | line 1",
        "{\"openings\":[]} | issuer is missing",
        "{\"issuer\":\"p\",\"openings\":[{\"dayOfWeek\":8,\"opens\":1,\"closes\":2}]} | opening hours",
        "{\"issuer\":\"p\",\"duties\":[{\"from\":\"x\",\"to\":\"y\"}]} | line 1",
      })
  void hoursThatCannotBeReadEndTheCommand(String pharmacy, String why) throws Exception {
    assertThat(run("--trace", file("trace", GOOD), "--pharmacies", file("p", pharmacy)))
        .isEqualTo(2);
    assertThat(terminal.err()).contains(why);
  }

  @Test
  void twoConfigurationsAreComparedSideBySide() throws Exception {
    TraceWriter.write(Traces.munich(1, 0.2), folder);
    String trace = folder.resolve("trace.jsonl").toString();
    String strict = file("strict", "{}");
    String mild = file("mild", "{\"volume.threshold\":900,\"operator-volume.threshold\":900}");
    assertThat(run("--trace", trace, "--config", mild, "--config", strict)).isZero();
    String nights =
        terminal
            .out()
            .lines()
            .filter(line -> line.startsWith("munich-b"))
            .findFirst()
            .orElseThrow();
    String days =
        terminal
            .out()
            .lines()
            .filter(line -> line.startsWith("munich-a"))
            .findFirst()
            .orElseThrow();
    assertThat(nights.split("\\s+")).containsExactly("munich-b", "637", "637", "637", "0", "0");
    assertThat(days.split("\\s+")).startsWith("munich-a", "437", "0").endsWith("0");
    assertThat(days.split("\\s+")[4]).isEqualTo(days.split("\\s+")[3]).isNotEqualTo("0");

    assertThat(run("--trace", trace, "--config", mild, "--config", strict, "--format", "jsonl"))
        .isEqualTo(2);
    assertThat(run("--trace", trace, "--config", mild, "--config", mild, "--config", mild))
        .isEqualTo(2);
  }

  @Test
  void aTraceThatIsNotThereIsSaid() {
    assertThat(run("--trace", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("--trace");
  }

  private static final String BATCH =
      "{\"product\":\"EU/1/20/1528\",\"batch\":\"b\",\"released\":\"2021-05-01\","
          + "\"expires\":\"2021-12-31\",\"doses\":70200,\"deliveredTo\":[\"80\",\"p\"]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2021-09-01 | b | b | 80 | pass | NONE",
        "2021-09-01 | b | b | 10 | pass | NONE",
        "2021-09-01 | b | c | 80 | pass | BATCH_UNKNOWN",
        "2021-04-30 | b | b | 80 | step-up | BATCH_BEFORE_RELEASE",
        "2022-01-01 | b | b | 80 | pass | BATCH_EXPIRED",
      })
  void batchesAreComparedWithTheirList(
      String used, String listed, String typed, String region, String decision, String rule)
      throws Exception {
    String line =
        GOOD.replace("2021-09-01", used).replace("\"batch\":\"b\"", "\"batch\":\"" + typed + "\"");
    String pharmacies = file("p", "{\"issuer\":\"p\",\"region\":\"" + region + "\"}\n");
    String batches =
        file("batches", BATCH.replace("\"batch\":\"b\"", "\"batch\":\"" + listed + "\""));
    assertThat(
            run(
                "--trace",
                file("trace", line),
                "--pharmacies",
                pharmacies,
                "--batches",
                batches,
                "--format",
                "jsonl"))
        .as(terminal::err)
        .isZero();
    assertThat(terminal.out()).contains("\"decision\":\"" + decision + "\"");
    if (rule.equals("NONE")) {
      assertThat(terminal.out()).contains("\"rules\":[]");
    } else {
      assertThat(terminal.out()).contains(rule);
    }
    run("--trace", file("trace", line), "--pharmacies", pharmacies, "--format", "jsonl");
    assertThat(terminal.out()).as("without a list").doesNotContain("BATCH");
  }

  @Test
  void aBatchDeliveredElsewhereIsAWeakSignal() throws Exception {
    String elsewhere = BATCH.replace("\"80\",\"p\"", "\"10\",\"another\"");
    assertThat(
            run(
                "--trace", file("trace", GOOD),
                "--pharmacies", file("p", "{\"issuer\":\"p\",\"region\":\"80\"}"),
                "--batches", file("batches", elsewhere),
                "--format", "jsonl"))
        .isZero();
    assertThat(terminal.out()).contains("\"decision\":\"pass\"", "BATCH_FAR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | not well-formed",
        "[] | one JSON object",
        "{\"doses\":0} | doses must be",
        "{\"doses\":5,\"released\":\"1.1.2021\"} | released must be a date",
        "{\"doses\":5,\"released\":\"2021-05-01\",\"expires\":\"2021-04-01\"} | expires must not",
        "{\"doses\":5,\"deliveredTo\":[7]} | deliveredTo must be a text",
        "{\"doses\":5,\"deliveredTo\":\"80\"} | deliveredTo must be a list",
      })
  void aBrokenBatchIsCountedAndNamed(String line, String why) throws Exception {
    String batches = file("batches", BATCH + "\n" + line + "\n");
    assertThat(run("--trace", file("trace", GOOD), "--batches", batches, "--format", "jsonl"))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("--batches, line 2", why, "1 lines of --batches");
    assertThat(terminal.out().lines()).as("the trace is decided").hasSize(1);
  }

  @Test
  void aBatchThatStandsThereTwiceIsBroken() throws Exception {
    String batches = file("batches", BATCH + "\n" + BATCH);
    assertThat(run("--trace", file("trace", GOOD), "--batches", batches)).isEqualTo(1);
    assertThat(terminal.err()).contains("line 2", "twice");
    assertThat(run("--trace", file("trace", GOOD), "--batches", folder.resolve("no").toString()))
        .isEqualTo(2);
  }

  /** 2021-10-01, 22:13 in Berlin, a Friday. */
  @Test
  void aDutyOfTheRosterIsAnOpening() throws Exception {
    String closed =
        "{\"issuer\":\"p\",\"openings\":[{\"dayOfWeek\":5,\"opens\":480,\"closes\":1110}],\"duties\":[%s]}";
    String duty = "{\"from\":\"2021-10-01T06:30:00Z\",\"to\":\"2021-10-02T06:30:00Z\"}";
    String trace = file("trace", GOOD);
    run("--trace", trace, "--pharmacies", file("p", closed.formatted("")), "--format", "jsonl");
    assertThat(terminal.out()).contains("step-up", "CLOSED");
    run("--trace", trace, "--pharmacies", file("p", closed.formatted(duty)), "--format", "jsonl");
    assertThat(terminal.out()).contains("\"decision\":\"pass\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"region\":\"8\" | region must be two digits",
        "\"probation\":\"yes\" | probation must be",
        "\"release\":{\"at\":\"2021-10-01T00:00:00Z\"} | growth must be a number",
        "\"release\":{\"at\":\"2021-10-01T00:00:00Z\",\"growth\":99} | growth must be from",
      })
  void whatIsDeclaredWrongEndsTheCommand(String field, String why) throws Exception {
    String pharmacies = file("p", "{\"issuer\":\"p\"," + field + "}");
    assertThat(run("--trace", file("trace", GOOD), "--pharmacies", pharmacies)).isEqualTo(2);
    assertThat(terminal.err()).contains("line 1", why);
  }
}
