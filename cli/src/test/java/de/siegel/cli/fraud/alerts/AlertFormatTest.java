package de.siegel.cli.fraud.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.TestTerminal;
import de.siegel.cli.terminal.Style;
import de.siegel.fraudrules.RuleId;
import de.siegel.schemas.event.FraudAlert;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts as people and programs see them. */
class AlertFormatTest {
  private static final int WIDE = 200;
  private static final FraudAlert CLOSED =
      TestAlerts.closed("test-pharmacy-00004", TestAlerts.EVENING);
  private static final FraudAlert UNKNOWN =
      TestAlerts.alert(
          "test-pharmacy-2",
          "A_RULE_OF_TOMORROW",
          TestAlerts.EVENING.plusSeconds(7200),
          Map.of("from", 1_795_000_000.0, "asked", 2.5));

  private final TestTerminal terminal = TestTerminal.pipe();

  private static List<String> table(int columns, FraudAlert... alerts) {
    return new AlertTable(columns, new Style(false)).lines(List.of(alerts));
  }

  @Test
  void theColumnsLineUpAndTheTimeIsThatInGermany() {
    List<String> lines = table(WIDE, CLOSED, UNKNOWN);

    assertThat(lines).hasSize(3);
    int means = lines.get(0).indexOf("means");
    assertThat(lines.get(1).substring(means))
        .isEqualTo(RuleId.CLOSED.forAnalyst() + " (minute 1350)");
    assertThat(lines.get(2).substring(means))
        .isEqualTo(
            "a rule that this version of siegel does not know (asked 2.50, from"
                + " 2026-11-18T11:06:40Z)");
    assertThat(lines.get(1))
        .matches(
            "2026-11-29 22:30 +test-pharmacy-00004 +CLOSED +STEP_UP +2026-11-28 21:30 +4 +650"
                + " +3/1709 +outside.*");
    assertThat(lines.get(2)).startsWith("2026-11-30 00:30").contains("A_RULE_OF_TOMORROW");
    for (String heading : List.of("pharmacy", "rule", "outcome", "since", "place")) {
      int at = lines.get(0).indexOf(heading);
      assertThat(lines).allSatisfy(line -> assertThat(line.substring(at - 2, at)).isBlank());
    }
  }

  @Test
  void limitsOfTheStageAreKnown() {
    for (String limit : List.of("VELOCITY_LIMIT", "PROBATION_LIMIT")) {
      FraudAlert alert = TestAlerts.alert("p", limit, TestAlerts.EVENING, Map.of());
      assertThat(String.join("\n", table(WIDE, alert)))
          .contains("no rule, a limit", "siegel fraud configure")
          .doesNotContain("does not know");
    }
  }

  @Test
  void withoutRoomTheWordsStandBeneathAndNothingIsCut() {
    assertThat(table(100, CLOSED).get(0)).endsWith("place");
    assertThat(table(100, CLOSED))
        .hasSize(3)
        .element(2)
        .isEqualTo("    " + RuleId.CLOSED.forAnalyst() + " (minute 1350)");
    assertThat(String.join("\n", table(40, UNKNOWN)))
        .contains("test-pharmacy-2", "A_RULE_OF_TOMORROW", "3/1709")
        .contains("    a rule that this version of siegel");
  }

  @Test
  void theHeadIsWrittenOnceAndLaterAlertsKeepTheColumns() {
    AlertTable table = new AlertTable(WIDE, new Style(false));

    assertThat(table.lines(List.of())).isEmpty();
    List<String> first = table.lines(List.of(CLOSED));
    List<String> second = table.lines(List.of(CLOSED));

    assertThat(first).hasSize(2);
    assertThat(second).containsExactly(first.get(1));
  }

  @Test
  void nothingThatAStrangerWroteSteersTheTerminal() {
    FraudAlert hostile =
        TestAlerts.alert("p\u001b[2J", "R\n\u202E", TestAlerts.EVENING, Map.of("e\u0007", 1.0));

    assertThat(table(WIDE, hostile))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\x{202E}]"));
  }

  @Test
  void programsGetStableNames() throws Exception {
    List<String> lines = new AlertJsonLines().lines(List.of(CLOSED, UNKNOWN));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isEqualTo(
            "{\"at\":\"2026-11-29T21:30:00Z\",\"pharmacy\":\"test-pharmacy-00004\","
                + "\"rule\":\"CLOSED\",\"ruleVersion\":1,\"outcome\":\"STEP_UP\","
                + "\"since\":\"2026-11-28T20:30:00Z\",\"requests\":4,\"score\":650,"
                + "\"evidence\":{\"minute\":1350.0},"
                + "\"means\":\"outside declared opening hours and duties\","
                + "\"place\":\"3/1709\",\"partition\":3,\"offset\":1709,"
                + "\"fraudConfigurationVersion\":7}");
    JsonNode unknown = new ObjectMapper().readTree(lines.get(1));
    assertThat(unknown.get("rule").asText()).isEqualTo("A_RULE_OF_TOMORROW");
    assertThat(unknown.get("evidence").get("asked").asDouble()).isEqualTo(2.5);
  }

  @Test
  void whatCannotBeUnderstoodIsSaid() {
    assertThat(terminal.execute("fraud", "alerts", "--since", "yesterday")).isEqualTo(2);
    assertThat(terminal.err())
        .contains("--since", "yesterday", "a day such as 2026-11-29")
        .doesNotContain("OffsetDateTime");
    assertThat(terminal.execute("fraud", "alerts", "--rule", "CLOSE")).isEqualTo(2);
    assertThat(terminal.err()).contains("no rule CLOSE", "CLOSED", "VELOCITY_LIMIT");
    assertThat(new SinceTime().convert("2026-11-30")).isEqualTo("2026-11-29T23:00:00Z");
    assertThat(new SinceTime().convert("2026-11-30T00:00+01:00")).isEqualTo("2026-11-29T23:00:00Z");
    assertThat(
            terminal.execute(
                "fraud", "alerts", "--since", "2026-11-29T00:00Z", "--data", "no-such"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("no-such", "--data");
    assertThat(terminal.execute("fraud", "alerts", "--format", "xml")).isEqualTo(2);
  }
}
