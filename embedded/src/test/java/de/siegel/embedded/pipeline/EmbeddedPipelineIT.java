package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.siegel.certificate.CertificateVerifier;
import de.siegel.certificate.TrustList;
import de.siegel.certificate.Verification;
import de.siegel.client.CertificateCheck;
import de.siegel.client.ClientSettings;
import de.siegel.client.CounterReply;
import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacyCounter;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.client.session.CardTerminal;
import de.siegel.client.session.HttpSessionAuthority;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.identity.session.SessionRefused;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.sealing.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedPipelineIT {
  static final String GOOD =
      """
      {"type":"V","payload":{"nam":{"fn":"Musterfrau-Dießner","gn":"Erika Dörte"},\
      "dob":"1979-04-14","v":[{"id":"IZ28215B","tg":"840539006","vp":"1119349007",\
      "mp":"EU/1/20/1528","ma":"ORG-100030215","dn":1,"sd":2,"dt":"2021-04-14"}]}}""";

  @TempDir static Path folder;
  private static EmbeddedPipeline pipeline;
  private static PharmacyClient client;
  private static PharmacySession session;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 3, Map.of()), part -> {});
    client = pipeline.client();
    session = client.open(TestPharmacies.DEFAULT, "terminal-1", "operator-1");
  }

  @AfterAll
  static void stop() {
    client.close();
    pipeline.close();
  }

  private static Reply submit(String requestId, String content) throws Exception {
    Request request = new Request(requestId, content.getBytes(StandardCharsets.UTF_8));
    return client.submit(session, request).get(30, TimeUnit.SECONDS);
  }

  @Test
  void issuesACertificateThatVerifies() throws Exception {
    // When
    Reply reply = submit("first", GOOD);

    // Then
    assertThat(reply.kind()).isEqualTo(OutcomeKind.ISSUED);
    Verification verification =
        new CertificateVerifier(pipeline.trustList())
            .verify(reply.certificate().orElseThrow(), Instant.now());
    assertThat(verification).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void refusesWithAllBrokenRulesAtOnce() throws Exception {
    // When
    Reply reply =
        submit("bad", GOOD.replace("1119349007", "1119305005").replace("1979-04-14", "1979-13-45"));

    // Then
    assertThat(reply.kind()).isEqualTo(OutcomeKind.REJECTED);
    assertThat(reply.errors()).extracting(error -> error.field()).contains("dob");
    assertThat(reply.errors()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void answersTheSameRequestAsRepeatedAndAnotherUnderItsIdAsConflict() throws Exception {
    // Given
    Reply first = submit("again", GOOD);

    // When
    Reply second = submit("again", GOOD);
    Reply third = submit("again", GOOD.replace("Erika", "Ulrike"));

    // Then
    assertThat(second.kind()).isEqualTo(OutcomeKind.REPEATED);
    assertThat(second.certificateId()).isEqualTo(first.certificateId());
    assertThat(second.certificate()).isEmpty();
    assertThat(third.kind()).isEqualTo(OutcomeKind.CONFLICT);
  }

  @Test
  void aCounterGoesOnWhenItsEpochIsDestroyedUnderIt() throws Exception {
    PharmacyCounter counter =
        client.counter(
            pipeline.card(TestPharmacies.id(3)).orElseThrow(),
            TestPharmacies.id(3),
            "terminal-1",
            "operator-1");
    byte[] content =
        GOOD.replace("IZ28215B", TestPharmacies.location(3)).getBytes(StandardCharsets.UTF_8);
    CounterReply first =
        counter.submit(new Request("counter-1", content)).get(30, TimeUnit.SECONDS);
    assertThat(first.reply().kind()).isEqualTo(OutcomeKind.ISSUED);

    String before = pipeline.sessionAuthority().epochKeys().get(0).getEpoch();
    pipeline.epochKeys().destroy(before);
    await()
        .ignoreExceptions()
        .until(
            () ->
                pipeline.sessionAuthority().epochKeys().stream()
                    .noneMatch(key -> key.getEpoch().equals(before)));

    CounterReply second =
        counter.submit(new Request("counter-2", content)).get(30, TimeUnit.SECONDS);
    assertThat(second.reply().kind()).isEqualTo(OutcomeKind.ISSUED);
    // The others of this class go on in a session of the new epoch.
    session = client.open(TestPharmacies.DEFAULT, "terminal-1", "operator-1");
  }

  @Test
  void aCounterIssuesAgainWhatWasLostWithItsSession() throws Exception {
    byte[] content = GOOD.getBytes(StandardCharsets.UTF_8);
    Reply lost = submit("lost-at-the-counter", GOOD);

    CounterReply again =
        client
            .counter(TestPharmacies.DEFAULT, "terminal-1", "operator-1")
            .submit(new Request("lost-at-the-counter", content))
            .get(30, TimeUnit.SECONDS);

    assertThat(again.reply().kind()).isEqualTo(OutcomeKind.ISSUED);
    assertThat(again.superseded()).contains("lost-at-the-counter");
    assertThat(again.reply().certificateId()).isNotEqualTo(lost.certificateId());
  }

  @Test
  void readsACertificateAgainWithTheSecretsThatAClientBeforeHasKept() throws Exception {
    // Given
    Reply first;
    try (PharmacyClient before = pipeline.lastingClient()) {
      PharmacySession kept = before.open(TestPharmacies.DEFAULT, "terminal-1", "operator-1");
      Request request = new Request("lost", GOOD.getBytes(StandardCharsets.UTF_8));
      first = before.submit(kept, request).get(30, TimeUnit.SECONDS);
    }
    submit("of-a-session-that-nobody-kept", GOOD);

    // When
    Map<String, Reply> read = new HashMap<>();
    try (PharmacyClient after = pipeline.lastingClient()) {
      after.readAgain(Set.of("lost", "of-a-session-that-nobody-kept", "never-sent"), read::put);
    }

    // Then
    assertThat(read).containsOnly(Map.entry("lost", first));
  }

  @Test
  void issuesInASessionThatThePharmacysCardHasOpened() throws Exception {
    PharmacySession ofCard = pipeline.open(client, TestPharmacies.DEFAULT, "terminal-2", "op-2");
    PharmacySession next = pipeline.open(client, TestPharmacies.DEFAULT, "terminal-3", "op-2");
    Request first = new Request("of-a-card", GOOD.getBytes(StandardCharsets.UTF_8));
    Request second = new Request("of-a-card-again", GOOD.getBytes(StandardCharsets.UTF_8));

    assertThat(client.submit(ofCard, first).get(30, TimeUnit.SECONDS).kind())
        .isEqualTo(OutcomeKind.ISSUED);
    assertThat(client.submit(next, second).get(30, TimeUnit.SECONDS).kind())
        .isEqualTo(OutcomeKind.ISSUED);
  }

  /** Only the card's key was not asked: everything else is as it should be. */
  @Test
  void opensNoSessionForACardThatDoesNotSign() {
    CardTerminal card = pipeline.card(TestPharmacies.id(2)).orElseThrow();
    CardTerminal withoutKey =
        new CardTerminal() {
          @Override
          public byte[] certificate() {
            return card.certificate();
          }

          @Override
          public byte[] sign(byte[] challenge) {
            return new byte[64];
          }
        };

    assertThatThrownBy(() -> client.open(withoutKey, TestPharmacies.id(2), "", ""))
        .isInstanceOf(SessionRefused.class)
        .hasMessageStartingWith("POP_FAILED");
    assertThatThrownBy(() -> client.open(card, TestPharmacies.DEFAULT, "", ""))
        .isInstanceOf(SessionRefused.class)
        .hasMessageStartingWith("NOT_ACTIVE");
  }

  /** What a stage that can read a session could put into a reply instead of the certificate. */
  @Test
  void aClientTakesNoCertificateButTheSignersForThePersonOfTheRequest() throws Exception {
    PharmacySession session = client.open(TestPharmacies.DEFAULT, "counter-1", "op-7");
    byte[] content = GOOD.getBytes(StandardCharsets.UTF_8);
    Reply issued =
        client.submit(session, new Request("credible", content)).get(30, TimeUnit.SECONDS);
    CertificateCheck check = CertificateCheck.against(pipeline::trustList);
    String text = issued.certificate().orElseThrow();
    String id = issued.certificateId().orElseThrow();
    byte[] forAnother =
        GOOD.replaceFirst("\"fn\":\"", "\"fn\":\"Q").getBytes(StandardCharsets.UTF_8);

    assertThat(forAnother).isNotEqualTo(content);
    assertThat(check.objection(Optional.of(content), issued)).isEmpty();
    assertThat(check.objection(Optional.of(forAnother), issued)).isPresent();
    assertThat(check.objection(Optional.of(content), Reply.issued(id + "X", text))).isPresent();
    assertThat(check.objection(Optional.of(content), Reply.issued(id, text.substring(0, 90))))
        .isPresent();
    assertThat(
            CertificateCheck.against(() -> TrustList.of(List.of()))
                .objection(Optional.of(content), issued))
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("SIGNER_UNKNOWN"));
  }

  /** As another process does it, and as a client in another language has to. */
  @Test
  void opensSessionsOverHttp() throws Exception {
    Map<String, String> at = pipeline.addresses();
    HttpSessionAuthority authority =
        new HttpSessionAuthority(URI.create(at.get("session authority")));
    ClientSettings settings =
        new ClientSettings(
            Map.of("bootstrap.servers", at.get("Kafka broker")),
            new HttpSchemaRegistry(HttpRegistrySettings.of(URI.create(at.get("schema registry")))),
            authority,
            PipelineSettings.TENANT,
            new BouncyCastleProvider(),
            Duration.ofMillis(5),
            CertificateCheck.against(authority::trustList));
    CardTerminal card = pipeline.card(TestPharmacies.id(3)).orElseThrow();
    String content = GOOD.replace("IZ28215B", TestPharmacies.location(3));
    try (PharmacyClient overHttp = new PharmacyClient(settings, Clock.systemUTC())) {
      PharmacySession ofCard = overHttp.open(card, TestPharmacies.id(3), "counter-1", "op-7");
      PharmacySession soft = overHttp.open(TestPharmacies.id(3), "counter-1", "op-7");

      assertThat(issue(overHttp, ofCard, "http-card", content)).isEqualTo(OutcomeKind.ISSUED);
      assertThat(issue(overHttp, soft, "http-soft", content)).isEqualTo(OutcomeKind.ISSUED);
      assertThatThrownBy(() -> overHttp.open(card, TestPharmacies.id(2), "", ""))
          .isInstanceOf(SessionRefused.class)
          .hasMessageStartingWith("NOT_ACTIVE");
      assertThatThrownBy(() -> overHttp.open("nobody", "", ""))
          .isInstanceOf(SessionRefused.class)
          .hasMessageStartingWith("NOT_ACTIVE");
    }
  }

  private static OutcomeKind issue(
      PharmacyClient by, PharmacySession in, String requestId, String content) throws Exception {
    return by.submit(in, new Request(requestId, content.getBytes(StandardCharsets.UTF_8)))
        .get(30, TimeUnit.SECONDS)
        .kind();
  }
}
