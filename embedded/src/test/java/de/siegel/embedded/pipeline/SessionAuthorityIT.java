package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.siegel.client.CertificateCheck;
import de.siegel.client.ClientSettings;
import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.client.session.HttpSessionAuthority;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.embedded.ti.TestCard;
import de.siegel.embedded.ti.TiServer;
import de.siegel.embedded.ti.TiServer.Health;
import de.siegel.embedded.ti.TiServer.Part;
import de.siegel.identity.session.SessionRefused;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.sealing.SessionKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The session authority asks others, which may be away, slow or mad. */
@Timeout(120)
class SessionAuthorityIT {
  private static final int REVOKED = 2;
  private static final int OTHER = 3;

  @TempDir static Path folder;
  private static EmbeddedPipeline pipeline;
  private static PharmacyClient client;
  private static TiServer ti;

  @BeforeAll
  static void start() {
    Map<String, String> settings =
        Map.of("session-authority.recheck-seconds", "1", "test-authority.guests", "0");
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 3, settings), part -> {});
    client = pipeline.client();
    ti = pipeline.authority().tiServer();
  }

  @AfterAll
  static void stop() {
    client.close();
    pipeline.close();
  }

  @AfterEach
  void mend() {
    ti.turn(Part.OCSP, Health.UP);
    ti.turn(Part.DIRECTORY, Health.UP);
  }

  private static PharmacySession open(int number) {
    return pipeline.open(client, TestPharmacies.id(number), "terminal-1", "operator-1");
  }

  /** As a pharmacy would: from another process. */
  private PharmacySession openOverHttp() {
    ClientSettings settings =
        new ClientSettings(
            Map.of("bootstrap.servers", pipeline.bootstrapServers()),
            pipeline.schemaRegistry(),
            new HttpSessionAuthority(URI.create(pipeline.addresses().get("session authority"))),
            PipelineSettings.TENANT,
            new BouncyCastleProvider(),
            Duration.ofMillis(5),
            CertificateCheck.UNCHECKED);
    try (PharmacyClient overHttp = new PharmacyClient(settings, Clock.systemUTC())) {
      return pipeline.open(overHttp, TestPharmacies.id(1), "terminal-1", "operator-1");
    }
  }

  private static Reply ask(PharmacySession session, int number) throws Exception {
    String content = EmbeddedPipelineIT.GOOD.replace("IZ28215B", TestPharmacies.location(number));
    return client
        .submit(
            session,
            new Request(UUID.randomUUID().toString(), content.getBytes(StandardCharsets.UTF_8)))
        .get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "OCSP, DOWN, OCSP_UNAVAILABLE",
    "OCSP, FLOOD, OCSP_UNAVAILABLE",
    "DIRECTORY, DOWN, REGISTER_UNAVAILABLE",
    "DIRECTORY, FLOOD, REGISTER_UNAVAILABLE"
  })
  void n34_n43_letsNobodyInWhenThereIsNoAnswer(Part part, Health health, String code) {
    ti.turn(part, health);

    assertThatThrownBy(() -> open(1))
        .isInstanceOf(SessionRefused.class)
        .hasMessageStartingWith(code);
    ti.turn(part, Health.UP);
    assertThat(open(1)).isNotNull();
  }

  @Test
  void aResponderThatHangsDelaysOneCardAndNobodyElse() throws Exception {
    ti.turn(Part.OCSP, Health.HANG);
    CompletableFuture<PharmacySession> delayed = CompletableFuture.supplyAsync(this::openOverHttp);
    await().pollDelay(Duration.ofSeconds(1)).until(() -> !delayed.isDone());
    ti.turn(Part.OCSP, Health.UP);

    for (int n = 0; n < 20; n++) {
      assertThat(open(OTHER)).isNotNull();
    }
    assertThat(delayed).isNotDone();
    assertThatThrownBy(() -> delayed.get(15, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SessionRefused.class)
        .hasMessageContaining("OCSP_UNAVAILABLE");
  }

  @Test
  void endsTheSessionsOfACardThatIsRevokedWhileTheyAreLive() throws Exception {
    PharmacySession revoked = open(REVOKED);
    PharmacySession other = open(OTHER);
    assertThat(ask(revoked, REVOKED).kind()).isEqualTo(OutcomeKind.ISSUED);

    pipeline
        .authority()
        .ti()
        .status()
        .revoke((TestCard) pipeline.card(TestPharmacies.id(REVOKED)).orElseThrow(), Instant.now());

    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(ask(revoked, REVOKED).errors())
                    .extracting(ReplyError::code)
                    .contains("SESSION_OVER"));
    assertThatThrownBy(() -> open(REVOKED)).hasMessageStartingWith("CERT_REVOKED");
    assertThat(ask(other, OTHER).kind()).isEqualTo(OutcomeKind.ISSUED);
  }

  @Test
  void aLiveSessionGoesOnThroughAnOutageOfTheResponder() throws Exception {
    PharmacySession live = open(1);
    ti.turn(Part.OCSP, Health.DOWN);
    Instant end = Instant.now().plusSeconds(3);

    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              assertThat(ask(live, 1).kind()).isEqualTo(OutcomeKind.ISSUED);
              return Instant.now().isAfter(end);
            });
  }

  /** The IDP's tokens are not accepted at all, good ones neither: they can be half a day old. */
  @ParameterizedTest
  @CsvSource({
    "a KVNR, '{\"idNummer\":\"X110411675\",\"acr\":\"gematik-ehealth-loa-high\"}'",
    "expired, '{\"idNummer\":\"3-TEST.00001\",\"exp\":1}'",
    "another audience, '{\"idNummer\":\"3-TEST.00001\",\"aud\":\"another\"}'",
    "not signed, '{\"alg\":\"none\"}'",
    "weaker, '{\"idNummer\":\"3-TEST.00001\",\"acr\":\"low\"}'"
  })
  void n47_takesNoTokenInPlaceOfACard(String what, String claims) throws Exception {
    String token =
        Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".";
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(pipeline.addresses().get("session authority") + "/sessions"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(what).isEqualTo(403);
    assertThat(answer.body()).contains("TOKEN_REJECTED");
  }

  @Test
  void n48_aSessionIsItsOwnKeysAndEndsWhenTheCardIsTakenOut() throws Exception {
    PharmacySession session = open(1);
    PharmacySession foreign = open(OTHER);
    assertThat(ask(session, 1).kind()).isEqualTo(OutcomeKind.ISSUED);
    assertThatThrownBy(
            () ->
                pipeline
                    .sessionAuthority()
                    .end(
                        session.sessionId(),
                        SessionKeys.generate(SigningAlgorithm.ED25519, new BouncyCastleProvider())
                            .signEnd(session.sessionId())))
        .isInstanceOf(SessionRefused.class)
        .hasMessageStartingWith("SESSION_BINDING");
    assertThat(ask(session, 1).kind()).isEqualTo(OutcomeKind.ISSUED);

    client.end(session);

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(ask(session, 1).errors())
                    .extracting(ReplyError::code)
                    .contains("SESSION_OVER"));
    assertThat(ask(foreign, OTHER).kind()).isEqualTo(OutcomeKind.ISSUED);
  }
}
