package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.TestTerminal;
import de.siegel.fraudrules.RuleId;
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
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(run("--trace", trace, "--format", "jsonl", "--evidence")).as(terminal::err).isZero();
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

  @Test
  void theTableSaysInOneLineWhichRulesATraceCannotRunAndWhatProgramsReadDoesNot() throws Exception {
    String trace = file("trace", GOOD + "\n" + GOOD + "\n");
    String not = "Not run, for a trace names no person: ";
    assertThat(run("--trace", trace)).isZero();
    List<String> said = terminal.out().lines().filter(line -> line.startsWith(not)).toList();
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .contains("; without --pharmacies: CLOSED", "; without --batches: BATCH_UNKNOWN");
    assertThat(said.get(0).substring(not.length()).split(";")[0].split(", "))
        .containsExactlyInAnyOrderElementsOf(
            TraceRules.NOT_RUN.stream().map(RuleId::name).toList());
    assertThat(TraceRules.NOT_RUN).contains(RuleId.DUPLICATE, RuleId.DOSE_INTERVAL);

    assertThat(run("--trace", trace, "--format", "jsonl")).isZero();
    assertThat(terminal.out() + terminal.err()).doesNotContain("Not run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | not well-formed",
        "[] | one JSON object",
        "{\"issuer\":\"p\",\"issuer\":\"q\"} | twice",
        "{\"issuer\":\"p\"} | time is missing",
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
    assertThat(terminal.err()).contains("Line 2", why, "1 line could not be read");
    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(terminal.out()).contains("\"line\":1,").contains("\"line\":3,");
  }

  @ParameterizedTest
  @CsvSource({
    "2021-10-01T20:13:05Z, yesterday, time must be",
    "2021-09-01, 1.9.2021, eventDate must be",
    "none, very, ageMark must be",
    "2021-10-01T20:13:05Z, +999999999-12-31T23:59:59Z, time must be a time of RFC 3339 from 2000 to 2100",
    "2021-10-01T20:13:05Z, 1999-12-31T23:59:59Z, from 2000 to 2100",
    "2021-10-01T20:13:05Z, 2101-01-01T00:00:00Z, from 2000 to 2100",
    "2021-09-01, +999999999-12-31, eventDate must be",
    "2021-09-01, 2021-02-29, eventDate must be",
    "\"V\", \"BANANA\", type must be \"V\" (vaccination)",
    "\"V\", \"v\", type must be",
    "\"V\", \"\", type must be",
    "\"V\", 7, type must be",
    "\"p\", \"\", issuer is empty",
    "\"s\", \"\", session is empty",
    "EU/1/20/1528, '', product is empty",
    "false, null, stepUp must be"
  })
  void aFieldThatCannotBeReadIsNamed(String good, String bad, String why) throws Exception {
    assertThat(run("--trace", file("trace", GOOD.replace(good, bad)))).isEqualTo(1);
    assertThat(terminal.err()).contains("Line 1", why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time",
        "issuer",
        "terminal",
        "operator",
        "session",
        "type",
        "product",
        "eventDate",
        "dose"
      })
  void whatAVaccinationNeedsIsMissed(String field) throws Exception {
    assertThat(run("--trace", file("trace", without(field, GOOD)))).isEqualTo(1);
    assertThat(terminal.err()).contains("Line 1: " + field + " is missing: it must be ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "ageMark", "stepUp"})
  void whatOlderTracesLackIsNotMissed(String field) throws Exception {
    assertThat(run("--trace", file("trace", without(field, GOOD)))).as(terminal::err).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"T", "R"})
  void aTestAndARecoveryAreOfNoVaccine(String type) throws Exception {
    String line = GOOD.replace("\"V\"", "\"" + type + "\"");
    for (String field : List.of("product", "batch", "eventDate", "dose")) {
      line = without(field, line);
    }
    assertThat(run("--trace", file("trace", line), "--format", "jsonl")).isZero();
    assertThat(terminal.out()).contains("\"decision\":\"pass\"");
  }

  private static String without(String field, String line) throws IOException {
    ObjectNode node = (ObjectNode) new ObjectMapper().readTree(line);
    assertThat(node.remove(field)).isNotNull();
    return node.toString();
  }

  @Test
  void whatALineSaysOfItselfDoesNothingToTheTerminal() throws Exception {
    String line = GOOD.replace("\"V\"", "\"\\u001b[2J" + "x".repeat(100) + "\"");
    assertThat(run("--trace", file("trace", line))).isEqualTo(1);
    assertThat(terminal.err()).contains("not \"?[2Jxxx", "…").doesNotContain("\u001b[2J");
  }

  @Test
  void aLineOfJsonLinesHasFourMembers() throws Exception {
    assertThat(run("--trace", file("trace", GOOD), "--format", "jsonl")).isZero();
    assertThat(terminal.out())
        .isEqualTo("{\"line\":1,\"decision\":\"pass\",\"score\":0,\"rules\":[]}\n");
    TraceWriter.write(Traces.munich(1, 0.2), folder);
    String trace = folder.resolve("trace.jsonl").toString();
    assertThat(run("--trace", trace, "--format", "jsonl")).isZero();
    assertThat(terminal.out().lines())
        .allMatch(
            line ->
                line.matches(
                    "\\{\"line\":\\d+,\"decision\":\"(pass|step-up|hold|refuse)\",\"score\":\\d+,"
                        + "\"rules\":\\[(\"[A-Z_]+\"(,\"[A-Z_]+\")*)?]}"));
    assertThat(terminal.out()).contains("\"hold\"", "\"step-up\"");
    assertThat(run("--trace", trace, "--evidence")).isEqualTo(2);
    assertThat(terminal.err()).contains("--format jsonl");
  }

  @Test
  void aConfigurationInForceLimitsAsTheStageDoes() throws Exception {
    String trace = file("trace", (GOOD + "\n").repeat(4));
    String limited =
        file(
            "limited",
            "{\"velocity.limit\":3,\"velocity.window-seconds\":60,\"volume.growth\":1.5}");
    assertThat(run("--trace", trace, "--config", limited, "--format", "jsonl")).isZero();
    assertThat(terminal.out().lines().filter(line -> line.contains("\"pass\""))).hasSize(3);
    assertThat(terminal.out())
        .contains("{\"line\":4,\"decision\":\"hold\",\"score\":0,\"rules\":[\"VELOCITY_LIMIT\"]}");
    assertThat(terminal.err()).contains("held before any rule: 1.");
    assertThat(run("--trace", trace, "--config", limited)).isZero();
    assertThat(terminal.out()).contains("Beyond velocity.limit or probation.limit", ": 1.");
    String mild = file("mild", "{}");
    assertThat(run("--trace", trace, "--config", mild, "--config", limited)).isZero();
    assertThat(terminal.out()).contains(": 0 by the first --config and 1 by the second.");
    assertThat(run("--trace", trace, "--config", mild)).isZero();
    assertThat(terminal.out()).doesNotContain("Beyond");
  }

  @ParameterizedTest
  @CsvSource({"true, 2", "false, 4"})
  void whoIsOnProbationIsLimited(boolean probation, int passed) throws Exception {
    String trace = file("trace", (GOOD + "\n").repeat(4));
    String pharmacies = file("p", "{\"issuer\":\"p\",\"probation\":" + probation + "}");
    String limited = file("limited", "{\"probation.limit\":2}");
    run("--trace", trace, "--pharmacies", pharmacies, "--config", limited, "--format", "jsonl");
    assertThat(terminal.out().lines().filter(line -> line.contains("\"pass\""))).hasSize(passed);
    assertThat(terminal.out().lines().filter(line -> line.contains("\"PROBATION_LIMIT\"")))
        .hasSize(4 - passed);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-10-01T20:13:05Z, 2021-10-01T20:13:05Z",
    "2021-10-01T22:13:05+02:00, 2021-10-01T20:13:05Z",
    "2021-10-01T20:13:05.5Z, 2021-10-01T20:13:05.5Z",
    "2020-02-29T00:00:00Z, 2020-02-29T00:00:00Z",
    "2021-10-01t20:13:05z, 2021-10-01T20:13:05Z",
    "2021-10-01T20:13:05.1234567891Z, 2021-10-01T20:13:05.123456789Z",
    "2021-10-01T18:43:05.5-01:30, 2021-10-01T20:13:05.5Z",
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
    "2021-10-01T20:13:05.",
    "2021-10-01T20:13:05.Z",
    "2021-10-01T20:13:05.5",
    "2021-10-01T20:13Z",
    "2021-10-01T20:13:05ZZ",
    "2021-10-01T20:13:05+0200",
    "2021-10-01T20:13:05+24:00",
    "2021-13-01T20:13:05Z",
    "2021-00-01T20:13:05Z",
    "2021-10-00T20:13:05Z",
    "1900-02-29T20:13:05Z",
    "+999999999-12-31T23:59:59Z",
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
        "{\"volume.threshold\":\"5.5\"} | volume.threshold must be a number, not a text",
        "{\"volume.threshold\":null} | volume.threshold must be a number, not null",
        "{\"volume.threshold\":{}} | volume.threshold must be a number, not an object",
        "{\"volume.threshold\":5,\"volume.threshold\":6} | volume.threshold stands there twice",
        "{\"volume.threshold\":5}} | not JSON",
        "{\"volume.threshold\":5}{} | something follows the object",
        "{\"volume.threshold\":5} x | not JSON",
        "null | is null",
        "[] | is a list",
        "'' | is empty",
        "{\"velocity.limit\":20} | velocity.window-seconds is missing",
        "{\"velocity.window-seconds\":20} | velocity.limit is missing",
        "{\"velocity.limit\":0,\"velocity.window-seconds\":5} | velocity.limit must be",
        "{\"velocity.limit\":20,\"velocity.window-seconds\":0} | velocity.window-seconds must be",
        "{\"probation.limit\":5000} | probation: the limit must be",
        "{\"probation.window-seconds\":0} | probation.window-seconds must be",
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
        "{\"issuer\":\"p\",\"duties\":[{\"from\":\"x\",\"to\":\"y\"}]} | duties: from must be a time",
        "{\"issuer\":\"p\",\"opening\":[]} | opening is not known",
        "{\"issuer\":\"p\",\"openings\":\"8-18\"} | openings must be a list",
        "{\"issuer\":\"p\",\"openings\":{}} | openings must be a list",
        "{\"issuer\":\"p\",\"openings\":null} | openings must be a list",
        "{\"issuer\":\"p\",\"openings\":[7]} | openings: each must be one JSON object",
        "{\"issuer\":\"p\",\"openings\":[{\"day\":1}]} | day is not known",
        "{\"issuer\":\"p\",\"openings\":[{\"dayOfWeek\":\"1\",\"opens\":1,\"closes\":2}]} | dayOfWeek must be a whole",
        "{\"issuer\":\"p\",\"duties\":{}} | duties must be a list",
        "{\"issuer\":\"p\",\"duties\":[{\"from\":7,\"to\":8}]} | duties: from must be a time",
        "{\"issuer\":\"p\",\"duties\":[{\"begin\":7}]} | begin is not known",
        "{\"issuer\":\"p\",\"issuer\":\"q\"} | twice",
        "{\"issuer\":\"p\"}{} | something follows",
        "{\"issuer\":7} | issuer must be a text",
        "[] | a line must be one JSON object",
        "null | a line must be one JSON object",
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
    assertThat(terminal.err()).contains("--batches, line 2", why, "1 line of --batches");
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
        "\"region\":80 | region must be two digits",
        "\"probation\":\"yes\" | probation must be",
        "\"probation\":null | probation must be",
        "\"release\":true | release must be one JSON object",
        "\"release\":{\"at\":\"2021-10-01T00:00:00Z\",\"grows\":2} | grows is not known",
        "\"release\":{\"at\":7,\"growth\":2} | release: at must be a time",
        "\"release\":{\"at\":\"2021-10-01T00:00:00Z\"} | growth must be a number",
        "\"release\":{\"at\":\"2021-10-01T00:00:00Z\",\"growth\":99} | growth must be from",
      })
  void whatIsDeclaredWrongEndsTheCommand(String field, String why) throws Exception {
    String pharmacies = file("p", "{\"issuer\":\"p\"," + field + "}");
    assertThat(run("--trace", file("trace", GOOD), "--pharmacies", pharmacies)).isEqualTo(2);
    assertThat(terminal.err()).contains("line 1", why);
  }

  @Test
  void linesThatAreOutOfOrderAreTold() throws Exception {
    String later = GOOD.replaceFirst("\"time\":\"2021", "\"time\":\"2022");
    assertThat(later).isNotEqualTo(GOOD);

    assertThat(run("--trace", file("trace", later + "\n" + GOOD + "\n" + GOOD + "\n"))).isZero();

    assertThat(terminal.err()).contains("2 lines are earlier than one before: 2-3", "sort");
  }

  @Test
  void oneLineIsOne() throws Exception {
    String earlier = GOOD.replaceFirst("\"time\":\"2021", "\"time\":\"2020");
    assertThat(run("--trace", file("trace", GOOD + "\n" + earlier + "\n{\n"))).isEqualTo(1);

    assertThat(terminal.err())
        .contains("1 line is earlier than one before: 2", "1 line could not be read");
  }

  @Test
  void pharmaciesThatTheTraceDoesNotNameAreSaid() throws Exception {
    String trace = file("trace", GOOD);
    run("--trace", trace, "--pharmacies", file("p", "{\"issuer\":\"other\"}"));
    assertThat(terminal.out()).contains("--pharmacies names no pharmacy of these", "other");
    run("--trace", trace, "--pharmacies", file("p", "{\"issuer\":\"p\"}"));
    assertThat(terminal.out()).doesNotContain("names no pharmacy", "without --pharmacies");
  }

  @Test
  void aConfigurationThatIsNotThereIsSaidInWords() throws Exception {
    assertThat(run("--trace", file("trace", GOOD), "--config", "missing.json")).isEqualTo(2);
    assertThat(terminal.err())
        .contains("--config: missing.json: there is no such file")
        .doesNotContain("No such file");
  }

  @Test
  void everyBrokenLineIsNumbered() throws Exception {
    String trace = file("trace", GOOD + "\n" + "{\n".repeat(13) + GOOD + "\n");

    assertThat(run("--trace", trace)).isEqualTo(1);

    assertThat(terminal.err()).contains("13 lines could not be read and not be decided: 2-14");
  }
}
