package de.siegel.replay.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegel.replay.Events;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.record.LeafLinks;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayExportsTest {
  private static final Instant AT = Instant.parse("2026-11-03T10:00:00Z");

  @Test
  void aCsvHasAHeaderLineAndAsManyCellsInEachLine() {
    List<String> lines = csv(held("terminal-1")).lines().toList();

    assertThat(lines.get(0)).startsWith("index,time,loggedAt,kind,stage,instance,links,");
    assertThat(lines.get(1))
        .startsWith("7,2026-11-03T10:00:00Z,2026-11-03T10:00:00.250Z,HELD,fraud-check,instance,");
    assertThat(lines.get(1).split(",", -1)).hasSameSizeAs(LeafColumn.ALL);
  }

  @Test
  void aCsvEndsItsLinesAsTheRfcSays() {
    assertThat(csv(held("terminal-1"))).endsWith("\r\n").doesNotContain("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
  void aCsvHasNoCellThatASpreadsheetTakesForAFormula(String name) {
    assertThat(csv(held(name))).contains(",\"'" + name + "\",");
  }

  @Test
  void aCsvQuotesWhatWouldEndACell() {
    assertThat(csv(held("a\"b,c\nd"))).contains(",\"a\"\"b,c\nd\",");
  }

  @Test
  void anEcsEventSaysWhoWhereWhatAndWhy() throws IOException {
    Map<String, String> fields = ecs(held("terminal-1"));

    assertThat(fields)
        .containsEntry("@timestamp", "2026-11-03T10:00:00Z")
        .containsEntry("ecs.version", "8.17.0")
        .containsEntry("event.kind", "alert")
        .containsEntry("event.category", "api,intrusion_detection")
        .containsEntry("event.type", "denied")
        .containsEntry("event.action", "held")
        .containsEntry("event.outcome", "failure")
        .containsEntry("event.id", "7")
        .containsEntry("event.sequence", "7")
        .containsEntry("event.reason", "VELOCITY_LIMIT")
        .containsEntry("event.risk_score", "80")
        .containsEntry("organization.id", "pharmacy-1")
        .containsEntry("host.name", "terminal-1")
        .containsEntry("user.id", "operator-7")
        .containsEntry("related.user", "operator-7")
        .containsEntry("rule.name", "velocity,night")
        .containsEntry("service.name", "fraud-check")
        .containsEntry("siegel.kind", "HELD")
        .containsEntry("siegel.request", "request-1")
        .containsEntry("siegel.fraud_configuration_version", "3")
        .containsEntry("siegel.findings", "VELOCITY_LIMIT field");
  }

  @Test
  void anEcsEventOfACommandNamesWhoActed() throws IOException {
    var event = Events.command("admission.restrict");
    event.setCommand(new Command("admission.restrict", List.of("key-1", "key-2"), "COHORT x", 4L));

    assertThat(ecs(new Leaf(8, AT, event, new LeafLinks.None())))
        .containsEntry("event.category", "configuration")
        .containsEntry("event.type", "change")
        .containsEntry("event.action", "admission.restrict")
        .containsEntry("event.outcome", "success")
        .containsEntry("related.user", "key-1,key-2")
        .containsEntry("siegel.subject", "COHORT x")
        .containsEntry("siegel.control_version", "4")
        .doesNotContainKeys("organization.id", "user.id", "host.name");
  }

  @Test
  void aRefusedCommandIsAFailure() throws IOException {
    assertThat(ecs(new Leaf(8, AT, Events.command("admission.refused"), new LeafLinks.None())))
        .containsEntry("event.outcome", "failure");
  }

  @ParameterizedTest
  @EnumSource(AuditKind.class)
  void everyKindHasWordsThatEcsKnows(AuditKind kind) {
    EcsEvent ecs =
        EcsEvent.of(
            new Leaf(
                1, AT, Events.decided(kind, "s", Events.decision(AT, 0, 0)), new LeafLinks.None()));

    assertThat(ecs.kind()).isIn("event", "alert");
    assertThat(ecs.category()).isSubsetOf("api", "configuration", "intrusion_detection");
    assertThat(ecs.type())
        .isSubsetOf("allowed", "denied", "info", "start", "end", "error", "change");
    assertThat(ecs.outcome()).isIn("success", "failure", "unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-03T10:00:00Z",
        "2026-11-03T10:00:00.001Z",
        "2026-11-03T10:00:00.120Z",
        "1969-12-31T23:59:59.999Z",
        "2026-11-03T10:00:00.000001Z"
      })
  void timesReadAsTheLanguageWritesThem(String time) {
    Instant instant = Instant.parse(time);

    assertThat(new IsoTimes().text(instant)).isEqualTo(instant.toString());
  }

  private static String csv(Leaf leaf) {
    StringWriter out = new StringWriter();
    ReplayCsv csv = new ReplayCsv(out);
    csv.write(leaf);
    csv.end();
    return out.toString();
  }

  /** Names with dots, and several values joined by commas. */
  private static Map<String, String> ecs(Leaf leaf) throws IOException {
    StringWriter out = new StringWriter();
    ReplayEcs ecs = new ReplayEcs(out);
    ecs.write(leaf);
    ecs.end();
    assertThat(out.toString().lines()).hasSize(1);
    Map<String, String> fields = new TreeMap<>();
    try (JsonParser parser = new JsonFactory().createParser(out.toString())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          String name =
              parser
                  .getParsingContext()
                  .pathAsPointer()
                  .toString()
                  .replaceAll("/[0-9]+$", "")
                  .substring(1)
                  .replace('/', '.');
          fields.merge(name, parser.getText(), (one, other) -> one + "," + other);
        }
      }
    }
    return fields;
  }

  private static Leaf held(String terminal) {
    Decision decision = Events.decision(AT, 1, 4, "VELOCITY_LIMIT");
    decision.setScore(80);
    decision.setRules(List.of("velocity", "night"));
    decision.setFraudConfigurationVersion(3);
    Links links = Events.links("pharmacy-1", "request-1", "submission-1", new byte[16]);
    links.setTerminal(terminal);
    return new Leaf(
        7,
        AT.plusMillis(250),
        Events.decided(AuditKind.HELD, "fraud-check", decision),
        new LeafLinks.Opened(links));
  }
}
