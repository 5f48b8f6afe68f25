package de.siegel.frauddesk;

import static de.siegel.frauddesk.FraudDeskHouse.ANNE;
import static de.siegel.frauddesk.FraudDeskHouse.BERT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.AuthorityServer;
import de.siegel.servicekit.authority.AuthorityStarting;
import de.siegel.servicekit.http.BodyLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FraudDeskRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REFUSED = 400;

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private FraudDeskHouse house;
  private AuthorityServer server;
  private boolean starting;

  @BeforeEach
  void start() {
    house = new FraudDeskHouse(folder, Set.of("p-1"));
    house.first();
    server =
        new AuthorityServer(
            "the fraud desk",
            "127.0.0.1",
            0,
            new BodyLimits(65_536, 65_536, Set.of()),
            new FraudDeskRoutes(this::desk)::addTo);
  }

  private FraudDesk desk() {
    if (starting) {
      throw new AuthorityStarting("The fraud desk");
    }
    return house.desk;
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(send(to(path)).body());
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(to(path).POST(BodyPublishers.ofString(body)));
  }

  private JsonNode sign(JsonNode draft, AuthorityKey person)
      throws IOException, InterruptedException {
    // Not what it reads, encoded anew: a map has more than one encoding.
    byte[] payload = Base64.getDecoder().decode(draft.path("payload").asText());
    String signature =
        Base64.getEncoder()
            .encodeToString(
                Bytes.of(
                    ControlSignatures.signature(
                            TopicCatalogue.FRAUD_CONFIGURATION,
                            payload,
                            person,
                            FraudDeskHouse.PROVIDER)
                        .getSignature()));
    return JSON.readTree(
        post(
                "/drafts/" + draft.path("id").asText() + "/signatures",
                "{\"keyId\":\"%s\",\"signatures\":[\"%s\"]}".formatted(person.id(), signature))
            .body());
  }

  @Test
  void tellsWhatIsInForceWithStandardsRangesAndWhoSigned() throws Exception {
    JsonNode answer = get("/configuration");

    assertThat(answer.path("version").asInt()).isEqualTo(1);
    assertThat(answer.path("sequence").asInt()).isEqualTo(1);
    assertThat(answer.path("since").asText()).isEqualTo("2026-11-30T08:00:00Z");
    assertThat(answer.path("signers").size()).isEqualTo(2);
    JsonNode threshold = null;
    for (JsonNode one : answer.path("parameters")) {
      if (one.path("name").asText().equals("volume.threshold")) {
        threshold = one;
      }
    }
    assertThat(threshold.path("inForce").asDouble()).isEqualTo(4.8);
    assertThat(threshold.path("standard").asDouble()).isEqualTo(4.8);
    assertThat(threshold.path("named").asBoolean()).isFalse();
    assertThat(threshold.path("range").asText()).isEqualTo("0.1 to 1000");
  }

  @Test
  void takesADraftAndTwoSignatures() throws Exception {
    JsonNode draft =
        JSON.readTree(post("/drafts/configuration", "{\"set\":{\"volume.threshold\":5}}").body());
    assertThat(get("/drafts").path("drafts").get(0).path("id")).isEqualTo(draft.path("id"));

    assertThat(sign(draft, ANNE).path("published").asBoolean()).isFalse();
    JsonNode published = sign(get("/drafts/" + draft.path("id").asText()), BERT);

    assertThat(published.path("published").asBoolean()).isTrue();
    assertThat(published.path("version").asInt()).isEqualTo(2);
    assertThat(get("/configuration").path("version").asInt()).isEqualTo(2);
    assertThat(get("/drafts").path("drafts")).isEmpty();
  }

  @Test
  void listsReleases() throws Exception {
    JsonNode draft =
        JSON.readTree(
            post("/drafts/release", "{\"pharmacyId\":\"p-1\",\"growth\":2,\"reason\":\"why\"}")
                .body());
    sign(draft, ANNE);
    sign(draft, BERT);

    JsonNode release = get("/releases").path("releases").get(0);
    assertThat(release.path("pharmacyId").asText()).isEqualTo("p-1");
    assertThat(release.path("growth").asDouble()).isEqualTo(2);
    assertThat(release.path("signers").size()).isEqualTo(2);
  }

  @Test
  void namesEachFieldThatIsWrong() throws Exception {
    HttpResponse<String> answer =
        post("/drafts/configuration", "{\"set\":{\"volume.threshold\":-1},\"unset\":[\"nope\"]}");

    assertThat(answer.statusCode()).isEqualTo(REFUSED);
    JsonNode refusals = JSON.readTree(answer.body()).path("refusals");
    assertThat(refusals.get(0).path("code").asText()).isEqualTo("OUT_OF_RANGE");
    assertThat(refusals.get(0).path("field").asText()).isEqualTo("volume.threshold");
    assertThat(refusals.get(1).path("code").asText()).isEqualTo("PARAMETER_UNKNOWN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"set\":5}",
        "{\"set\":{\"volume.threshold\":\"5\"}}",
        "{\"set\":{\"volume.threshold\":5,\"volume.threshold\":6}}",
        "{\"unset\":[1]}",
        "{\"put\":{}}",
        "{\"set\":{\"volume.threshold\":1e999}}"
      })
  void refusesWhatCannotBeReadInOneWay(String body) throws Exception {
    assertThat(post("/drafts/configuration", body).statusCode()).isEqualTo(REFUSED);
  }

  @Test
  void keepsBrowsersAndLongBodiesOut() throws Exception {
    assertThat(send(to("/configuration").header("Origin", "http://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(post("/drafts/configuration", " ".repeat(65_537)).statusCode()).isEqualTo(413);
  }

  @Test
  void saysThatItIsStarting() throws Exception {
    starting = true;
    assertThat(send(to("/configuration")).statusCode()).isEqualTo(503);
  }
}
