package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.desk.ApplicationDesk;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.embedded.ti.TestCard;
import de.siegel.embedded.ti.TiServer;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.session.CardProof;
import de.siegel.identity.session.SessionRefused;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.authority.PersonalSignatures;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.AuthorityKeyFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk publishes what persons signed, and nothing else of weight. */
class DeskIT {
  private static final Gates GATES = new Gates(0.2, 0.05, 0, 5, Duration.ZERO);
  private static final CryptoProviders CRYPTO = CryptoProviders.choose();

  @TempDir private static Path folder;
  private static EmbeddedPipeline pipeline;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(
            new PipelineSettings(folder, Ports.ANY, 3, Map.of("test-authority.guests", "2")),
            part -> {});
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @AfterEach
  void mend() {
    pipeline.authority().tiServer().turn(TiServer.Part.DIRECTORY, TiServer.Health.UP);
    pipeline.brakes().active().keySet().forEach(id -> pipeline.brakes().lift(id));
  }

  private static ControlPayload.OfRestriction brake(
      RestrictionScope scope, String pharmacyId, Optional<Duration> length) {
    Instant now = Instant.now();
    return Restrictions.imposed(scope, pharmacyId, "", "a test", length.map(now::plus), now);
  }

  private static ControlRecord signed(ControlPayload payload, AuthorityKey... keys) {
    return ControlSignatures.sign(payload, List.of(keys), CRYPTO.hot());
  }

  private AuthorityKey ownKey() {
    return AuthorityKeyFile.read(
        pipeline
            .authorityFolder()
            .authorityKey(RootOfTrust.runnerName(TopicCatalogue.ADMISSIONS), 1));
  }

  private static PersonalSignatures over(ControlPayload draft, AuthorityKey key) {
    return new PersonalSignatures(
        key.id(), List.of(Bytes.of(signed(draft, key).getSignatures().get(0).getSignature())));
  }

  @Test
  void takesBrakesOfPersonsOnlyAndLiftingsOfTwo() {
    AuthorityKey first = pipeline.authority().approvers().get(0);
    AuthorityKey second = pipeline.authority().approvers().get(1);
    String pharmacy = TestPharmacies.id(2);
    assertThatThrownBy(() -> impose(brake(RestrictionScope.PHARMACY, pharmacy, Optional.empty())))
        .hasMessageStartingWith("payload");
    assertThatThrownBy(
            () -> impose(brake(RestrictionScope.PHARMACY, pharmacy, Optional.empty()), ownKey()))
        .hasMessageStartingWith("SIGNATURE_INVALID");
    ControlPayload.OfRestriction once =
        brake(RestrictionScope.PHARMACY, pharmacy, Optional.empty());
    String id = impose(once, first);
    assertThatThrownBy(() -> impose(once, first)).hasMessageStartingWith("payload");

    ControlPayload lifting = pipeline.desk().brakes().lifting(id);
    assertThatThrownBy(() -> pipeline.desk().brakes().lift(id, over(lifting, ownKey())))
        .hasMessageStartingWith("SIGNATURE_INVALID");
    assertThatThrownBy(() -> pipeline.desk().brakes().lift(id, over(once, first)))
        .hasMessageStartingWith("SIGNATURE_INVALID");
    for (int again = 0; again < 2; again++) {
      assertThat(pipeline.desk().brakes().lift(id, over(lifting, first)).isLifted()).isFalse();
    }
    assertThat(pipeline.brakes().active()).containsKey(id);
    assertThat(pipeline.desk().brakes().lift(id, over(lifting, second)).isLifted()).isTrue();
    assertThat(pipeline.brakes().active()).isEmpty();
  }

  private String impose(ControlPayload.OfRestriction brake, AuthorityKey... keys) {
    return pipeline.desk().brakes().impose(signed(brake, keys));
  }

  @Test
  void aPharmacyIsVerifiedAgainWithItsOwnCardOnly() {
    pipeline
        .brakes()
        .impose(RestrictionScope.COHORT, "", TestPharmacies.GUESTS, "review", Optional.empty());
    pipeline.waves().plan(TestPharmacies.GUESTS, List.of(1), GATES, "");
    String pharmacy = TestPharmacies.id(2);
    var other = pipeline.card(TestPharmacies.id(3)).orElseThrow();
    byte[] challenge = pipeline.desk().waves().challenge(pharmacy);

    assertThat(
            pipeline
                .desk()
                .waves()
                .verify(
                    pharmacy, new CardProof(other.certificate(), challenge, other.sign(challenge))))
        .isPresent();
    assertThat(pipeline.waves().view().orElseThrow().verified()).isEmpty();
    assertThatThrownBy(() -> pipeline.desk().waves().opening())
        .hasMessageStartingWith("NOT_VERIFIED");
  }

  /** The status text of a suspension: in each refusal, and when a session is refused. */
  @Test
  void pharmaciesThatAreStoppedSeeWhatTheDeskTellsThem() throws Exception {
    String notice = "Wir prüfen jeden Gastzugang neu; Sie bekommen Post.";
    try (PharmacyClient client = pipeline.client()) {
      PharmacySession session = pipeline.open(client, TestPharmacies.id(2), "t", "o");
      String id =
          pipeline
              .brakes()
              .impose(
                  RestrictionScope.COHORT, "", TestPharmacies.GUESTS, "internal", Optional.empty());
      AuthorityKey person = pipeline.authority().approvers().get(1);
      pipeline.desk().brakes().tell(signed(pipeline.desk().brakes().notice(id, notice), person));

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(ask(client, session))
                      .satisfies(
                          error -> {
                            assertThat(error.code()).isEqualTo("PHARMACY_SUSPENDED");
                            assertThat(error.message()).endsWith(notice);
                            assertThat(error.message()).doesNotContain("internal");
                          }));
      assertThatThrownBy(() -> pipeline.open(client, TestPharmacies.id(2), "t", "o"))
          .isInstanceOf(SessionRefused.class)
          .hasMessageEndingWith(notice);
    }
  }

  private static ReplyError ask(PharmacyClient client, PharmacySession session) throws Exception {
    String content = EmbeddedPipelineIT.GOOD.replace("IZ28215B", TestPharmacies.location(2));
    return client
        .submit(
            session,
            new Request(UUID.randomUUID().toString(), content.getBytes(StandardCharsets.UTF_8)))
        .get(30, TimeUnit.SECONDS)
        .errors()
        .get(0);
  }

  /** More cards than the desk's server has threads wait for an answer that does not come. */
  @Test
  void aDirectoryThatHangsKeepsNobodyFromPullingABrake() throws Exception {
    TestCard card = pipeline.authority().ti().card("3-TEST.90003", "Apotheke unterwegs");
    pipeline.authority().tiServer().turn(TiServer.Part.DIRECTORY, TiServer.Health.HANG);
    HttpClient http = HttpClient.newHttpClient();
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      ApplicationDesk.Invitation invitation =
          pipeline.desk().applications().invite(OnboardingClass.MEMBER);
      byte[] challenge = invitation.challenge();
      String body =
          "{\"id\":\"%s\",\"class\":\"member\",\"certificate\":\"%s\",\"challenge\":\"%s\",\"signature\":\"%s\"}"
              .formatted(
                  invitation.pharmacyId(),
                  base64(card.certificate()),
                  base64(challenge),
                  base64(card.sign(challenge)));
      waiting.add(
          http.sendAsync(
              HttpRequest.newBuilder(desk("/applications"))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    assertThat(waiting).noneMatch(CompletableFuture::isDone);

    HttpResponse<String> brakes =
        http.sendAsync(
                HttpRequest.newBuilder(desk("/restrictions")).build(),
                HttpResponse.BodyHandlers.ofString())
            .get(2, TimeUnit.SECONDS);

    assertThat(brakes.statusCode()).isEqualTo(200);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    for (CompletableFuture<HttpResponse<String>> one : waiting) {
      HttpResponse<String> answer = one.get(30, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("REGISTER_UNAVAILABLE");
    }
  }

  private URI desk(String path) {
    return URI.create(pipeline.addresses().get("admission desk") + path);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
