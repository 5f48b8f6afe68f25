package de.siegel.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.cli.TestTerminal;
import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.client.confirm.Confirmer;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two persons of the desk say who may confirm, and all stages follow. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConfirmerCommandIT {
  private static final String GOOD =
      """
      {"type":"V","payload":{"nam":{"fn":"Muster","gn":"Erika"},"dob":"1979-04-14",\
      "v":[{"id":"APO4711","tg":"840539006","vp":"1119349007","mp":"EU/1/20/1528",\
      "ma":"ORG-100030215","dn":1,"sd":2,"dt":"2021-04-14"}]}}""";

  @TempDir static Path folder;
  private static EmbeddedPipeline pipeline;
  private static PharmacyClient client;
  private static PharmacySession session;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 2, Map.of()), part -> {});
    client = pipeline.client();
    session = pipeline.open(client, TestPharmacies.DEFAULT, "terminal-1", "operator-1");
  }

  @AfterAll
  static void stop() {
    client.close();
    pipeline.close();
  }

  private final TestTerminal terminal = TestTerminal.pipe();

  private int command(String... arguments) {
    return terminal.execute(
        Stream.of(
                List.of("admission", "confirmer"),
                List.of(arguments),
                List.of("--desk", "http://127.0.0.1:" + pipeline.desk().port()))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private static String key(int person) {
    return pipeline.authorityFolder().authorityKey("admissions", person).toString();
  }

  private static List<String> refusals(String requestId) throws Exception {
    Request request = new Request(requestId, GOOD.getBytes(StandardCharsets.UTF_8));
    Confirmer person = pipeline.pharmacist(TestPharmacies.DEFAULT, () -> true).orElseThrow();
    Reply reply =
        client
            .submit(
                session,
                request.confirmed(
                    person
                        .confirm(session.confirmation(request, Instant.now()))
                        .get(30, TimeUnit.SECONDS)
                        .orElseThrow()))
            .get(30, TimeUnit.SECONDS);
    return reply.errors().stream().map(ReplyError::code).toList();
  }

  @Test
  void whoIsRevokedConfirmsNoMoreUntilTwoPersonsEnrolAgain() throws Exception {
    String who = TestPharmacies.pharmacist(1);
    assertThat(refusals("before")).isEmpty();

    assertThat(
            command(
                "revoke",
                "--pharmacy",
                TestPharmacies.DEFAULT,
                "--hba",
                who,
                "--key",
                key(1),
                "--yes"))
        .isZero();
    assertThat(terminal.out()).contains("Signed by one person");
    assertThat(refusals("signed-by-one")).isEmpty();
    command("revoke", "--pharmacy", TestPharmacies.DEFAULT, "--hba", who, "--key", key(2), "--yes");
    assertThat(terminal.out()).contains("It confirms no more.");
    followed("revoked", "CONFIRMATION_NOT_ENROLLED");

    command(
        "add",
        "--pharmacy",
        TestPharmacies.DEFAULT,
        "--hba",
        who,
        "--key",
        key(1),
        "--key",
        key(2),
        "--yes");
    assertThat(terminal.out()).contains("It confirms now.");
    followed("again");
    command("list", "--pharmacy", TestPharmacies.DEFAULT);
    assertThat(terminal.out()).containsPattern("hba +" + who + " +active");
  }

  /** A stage may be 2 s behind the desk. */
  private static void followed(String requestId, String... refusals) {
    AtomicInteger tries = new AtomicInteger();
    await()
        .untilAsserted(
            () ->
                assertThat(refusals(requestId + tries.incrementAndGet()))
                    .containsExactly(refusals));
  }

  @Test
  void doesNotEnrolAPharmacysCard() {
    assertThat(
            command(
                "add",
                "--pharmacy",
                TestPharmacies.DEFAULT,
                "--hba",
                TestPharmacies.telematikId(1),
                "--key",
                key(1),
                "--yes"))
        .isNotZero();
    assertThat(terminal.err()).contains("a person has to confirm");
  }

  @Test
  void signsNothingWithoutBeingAsked() {
    assertThat(
            command(
                "add", "--pharmacy", TestPharmacies.DEFAULT, "--hba", "3-HBA-NEW", "--key", key(1)))
        .isNotZero();
    assertThat(terminal.err()).contains("--yes");
  }
}
