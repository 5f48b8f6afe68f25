package de.siegel.cli.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.TestTerminal;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What fraud-check steps up is issued when the pharmacy's pharmacist confirms it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConfirmedIssueIT {
  /** A vaccination from before the product was approved: a trial, or a mistake. */
  private static final String BEFORE_APPROVAL =
      """
      {"requestId":"%s","type":"V","payload":{"nam":{"fn":"Muster","gn":"Erika"},\
      "dob":"1979-04-14","v":[{"id":"APO4711","tg":"840539006","vp":"1119349007",\
      "mp":"EU/1/20/1528","ma":"ORG-100030215","dn":1,"sd":2,"dt":"2020-11-14"}]}}
      """;

  @TempDir static Path folder;
  @TempDir Path files;
  private static EmbeddedPipeline pipeline;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 1, Map.of()), part -> {});
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  /** Sends one request and returns its line of the outcomes. */
  private String issue(String requestId, String... options) throws IOException {
    Path request =
        Files.writeString(
            files.resolve(requestId + ".jsonl"), BEFORE_APPROVAL.formatted(requestId));
    Path out = files.resolve(requestId);
    Map<String, String> addresses = pipeline.addresses();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "issue",
                request.toString(),
                "--out",
                out.toString(),
                "--bootstrap",
                addresses.get("Kafka broker"),
                "--registry",
                addresses.get("schema registry"),
                "--sessions",
                addresses.get("session authority"),
                "--ti",
                pipeline.authorityFolder().ti().toString()));
    arguments.addAll(List.of(options));
    TestTerminal terminal = TestTerminal.pipe();

    assertThat(terminal.execute(arguments.toArray(String[]::new))).as(terminal.err()).isZero();
    return Files.readString(out.resolve("outcomes.jsonl"));
  }

  @Test
  void isSteppedUpWithoutAPersonAndIssuedWithOne() throws Exception {
    assertThat(issue("nobody")).contains("\"step-up\"");

    assertThat(issue("confirmed", "--confirm")).contains("\"issued\"");
  }

  private String alerts(String... options) {
    return fraud("alerts", options);
  }

  private String fraud(String command, String... options) {
    Map<String, String> addresses = pipeline.addresses();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "fraud",
                command,
                "--bootstrap",
                addresses.get("Kafka broker"),
                "--registry",
                addresses.get("schema registry")));
    arguments.addAll(List.of(options));
    TestTerminal terminal = TestTerminal.pipe();

    assertThat(terminal.execute(arguments.toArray(String[]::new))).as(terminal.err()).isZero();
    return terminal.out();
  }

  @Test
  void analystsAreToldOfItOnceAndFindTheRequest() throws Exception {
    issue("told");
    issue("not-told-again");

    List<String> lines =
        alerts("--format", "jsonl", "--rule", "DATE_BEFORE_APPROVAL").lines().toList();
    assertThat(lines).hasSize(1);
    JsonNode alert = new ObjectMapper().readTree(lines.get(0));
    assertThat(alert.get("pharmacy").asText()).isEqualTo(TestPharmacies.DEFAULT);
    assertThat(alert.get("outcome").asText()).isEqualTo("STEP_UP");
    assertThat(alerts()).contains("DATE_BEFORE_APPROVAL", alert.get("place").asText());
    String place = alert.get("place").asText();
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(
                        fraud(
                            "explain",
                            place,
                            "--link-keys",
                            pipeline.authorityFolder().auditLinkKeys().toString()))
                    .contains("DATE_BEFORE_APPROVAL", TestPharmacies.DEFAULT));
    assertThat(alerts("--since", "2126-01-01T00:00Z")).isEmpty();
    HttpResponse<String> metrics =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(pipeline.addresses().get("health and metrics")))
                    .build(),
                BodyHandlers.ofString());
    assertThat(metrics.body().lines())
        .anyMatch(
            line ->
                line.startsWith("siegel_fraud_alerts_total{")
                    && line.contains("rule=\"DATE_BEFORE_APPROVAL\"")
                    && line.endsWith(" 1.0"));
  }
}
