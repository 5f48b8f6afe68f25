package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.frauddesk.FraudAnswer;
import de.siegel.frauddesk.FraudAnswer.Drafted;
import de.siegel.frauddesk.FraudDesk;
import de.siegel.frauddesk.FraudDeskService;
import de.siegel.frauddesk.domain.Refusal;
import de.siegel.frauddesk.domain.RefusalCode;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.PersonalSignatures;
import de.siegel.servicekit.control.ControlTopicReader;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.kafka.TopicScan;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.servicekit.service.ServiceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What two persons sign at the fraud desk holds everywhere, and nothing else does. */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FraudDeskIT {
  private static final String TOPIC = TopicCatalogue.FRAUD_CONFIGURATION;
  private static final String CONFIGURATION = "fraud-configuration";
  private static final CryptoProviders CRYPTO = CryptoProviders.choose();
  private static final int LAST = 99;

  /** Long enough for what was published to be read. */
  private static final Duration A_WHILE = Duration.ofMillis(1_500);

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path folder;
  private static EmbeddedPipeline pipeline;
  private static ControlView view;
  private static SimpleMeterRegistry meters;
  private static ControlTopicReader reader;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 3, Map.of()), part -> {});
    view = new ControlView(Clock.systemUTC());
    meters = new SimpleMeterRegistry();
    StageConfiguration stages =
        new StageConfiguration(
            pipeline.bootstrapServers(),
            URI.create(pipeline.addresses().get("schema registry")),
            pipeline.authorityFolder(),
            folder,
            "");
    reader =
        ServiceContext.of("reader", stages.configuration(FraudDeskService.NAME, Map.of()), meters)
            .controlReader(view);
    reader.start();
    await().atMost(SOON).until(view::fresh);
  }

  @AfterAll
  static void stop() {
    reader.close();
    pipeline.close();
  }

  private static FraudDesk desk() {
    return pipeline.fraudDesk().desk();
  }

  private static AuthorityKey analyst(int number) {
    return pipeline.authority().analysts().get(number - 1);
  }

  private static FraudAnswer sign(Drafted draft, AuthorityKey person) {
    byte[] signature =
        Bytes.of(
            ControlSignatures.signature(TOPIC, draft.bytes(), person, CRYPTO.hot()).getSignature());
    return desk().sign(draft.id(), new PersonalSignatures(person.id(), List.of(signature)));
  }

  private static Drafted draft(String name, double value) {
    return (Drafted) desk().draftConfiguration(Map.of(name, value), Set.of());
  }

  private static FraudAnswer.Published publish(Drafted draft) {
    sign(draft, analyst(1));
    return (FraudAnswer.Published) sign(draft, analyst(2));
  }

  private static RefusalCode refusal(FraudAnswer answer) {
    List<Refusal> refusals = ((FraudAnswer.Refused) answer).refusals();
    assertThat(refusals).hasSize(1);
    return refusals.get(0).code();
  }

  private static FraudConfiguration followed() {
    return view.fraudConfiguration().orElseThrow();
  }

  private static void assertStays(FraudConfiguration configuration) {
    await()
        .during(A_WHILE)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(followed()).isEqualTo(configuration));
  }

  @Test
  @Order(1)
  void twoPersonsChangeAThresholdAndEveryReaderSeesItWithItsVersion() {
    FraudConfiguration before = followed();

    publish(draft("volume.threshold", 5));

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(followed().getParameters()).containsEntry("volume.threshold", 5.0));
    assertThat(followed().getHeader().getVersion()).isEqualTo(before.getHeader().getVersion() + 1);
    assertThat(followed().getParameters()).containsAllEntriesOf(before.getParameters());
    assertThat(view.versions().getFraudConfiguration())
        .isEqualTo(followed().getHeader().getSequence());
  }

  @Test
  @Order(2)
  void onePersonAloneChangesNothing() {
    FraudConfiguration before = followed();
    assertThat(sign(draft("volume.threshold", 6), analyst(1))).isInstanceOf(Drafted.class);
    assertStays(before);
  }

  @Test
  @Order(3)
  void theSamePersonTwiceIsOne() {
    FraudConfiguration before = followed();
    Drafted draft = draft("volume.threshold", 7);
    sign(draft, analyst(2));

    assertThat(((Drafted) sign(draft, analyst(2))).signers()).containsExactly(analyst(2).id());
    assertStays(before);
  }

  @Test
  @Order(4)
  void aStaleDraftIsRefusedAfterAnotherWasPublished() {
    Drafted stale = draft("dormant.days", 30);
    sign(stale, analyst(1));
    FraudAnswer.Published newer = publish(draft("dormant.days", 40));

    assertThat(refusal(sign(stale, analyst(2)))).isEqualTo(RefusalCode.DRAFT_OVERTAKEN);
    await().atMost(SOON).until(() -> followed().getHeader().equals(newer.payload().header()));
    assertStays(followed());
  }

  @Test
  @Order(5)
  void aReleaseReachesReadersAndOneOfAnUnknownPharmacySaysSo() {
    String pharmacy = TestPharmacies.id(2);
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(refusal(desk().draftRelease("nobody", 1, "looked into")))
                    .isEqualTo(RefusalCode.PHARMACY_UNKNOWN));

    publish((Drafted) desk().draftRelease(pharmacy, 2, "a vaccination bus stood there"));

    await().atMost(SOON).until(() -> view.holdRelease(pharmacy).isPresent());
    assertThat(view.holdRelease(pharmacy).orElseThrow().getGrowth()).isEqualTo(2);
  }

  /** Whoever may write to the topic writes there, past the desk. */
  @Test
  @Order(6)
  void aConfigurationWithTooFewSignaturesOrABrokenChainIsNeverFollowed() throws Exception {
    FraudConfiguration before = followed();
    byte[] genuine = draft("volume.growth", 3).bytes();
    ControlPayload next = ControlPayload.read(genuine).orElseThrow();
    ControlHeader brokenChain = ControlHeader.newBuilder(next.header()).build();
    brokenChain.setPrevious(ByteBuffer.wrap(new byte[32]));
    AuthorityKey desksOwn =
        AuthorityKeyFile.read(
            pipeline.authorityFolder().authorityKey(RootOfTrust.runnerName(TOPIC), 1));

    write(next, analyst(1));
    write(next, analyst(1), analyst(1));
    write(next, analyst(1), desksOwn);
    write(
        new ControlPayload.OfFraudConfiguration(
            new FraudConfiguration(brokenChain, Map.of("velocity.limit", 1e9))),
        analyst(1),
        analyst(2));

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(refused("NOT_SIGNED_BY_ITS_AUTHORITY")).isEqualTo(3);
              assertThat(refused("BROKEN_CHAIN")).isEqualTo(1);
            });
    assertStays(before);
    assertThat(view.fresh()).isTrue();
    publish(draft("volume.growth", 2));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(followed().getParameters()).containsEntry("volume.growth", 2.0));
  }

  private static double refused(String reason) {
    return meters.counter("siegel.control.refused", "topic", TOPIC, "reason", reason).count();
  }

  private static void write(ControlPayload payload, AuthorityKey... keys) throws Exception {
    AvroSerializer<ControlRecord> serializer =
        new AvroSerializer<>(
            pipeline.schemaRegistry(), TOPIC, ControlRecord.class, Registration.LOOK_UP);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  TOPIC,
                  0,
                  CONFIGURATION.getBytes(StandardCharsets.UTF_8),
                  serializer.serialize(
                      ControlSignatures.sign(payload, List.of(keys), CRYPTO.hot()))))
          .get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  @Order(7)
  void theStageDecidesByItWithoutBeingStartedAgain() throws Exception {
    try (PharmacyClient client = pipeline.client()) {
      PharmacySession session = pipeline.open(client, TestPharmacies.DEFAULT, "t-1", "op-1");
      assertThat(submit(client, session)).isEqualTo(OutcomeKind.ISSUED);

      publish(draft("velocity.limit", 1));

      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(submit(client, session)).isEqualTo(OutcomeKind.HELD));
    } finally {
      publish(draft("velocity.limit", 20_000));
    }
  }

  private static OutcomeKind submit(PharmacyClient client, PharmacySession session)
      throws Exception {
    byte[] content = EmbeddedPipelineIT.GOOD.getBytes(StandardCharsets.UTF_8);
    return client
        .submit(session, new Request(UUID.randomUUID().toString(), content))
        .get(30, TimeUnit.SECONDS)
        .kind();
  }

  @Test
  @Order(8)
  void theTrailNamesWhoChangedWhat() {
    FraudAnswer.Published published = publish(draft("new-terminal.asks", 5));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(leaves())
                    .anySatisfy(
                        command -> {
                          assertThat(command.getName()).isEqualTo("fraud.configure");
                          assertThat(command.getActors())
                              .containsExactly(analyst(1).id(), analyst(2).id());
                          assertThat(command.getSubject()).endsWith("new-terminal.asks 3 -> 5");
                          assertThat(command.getControlVersion())
                              .isEqualTo(published.payload().header().getSequence());
                        }));
  }

  private static List<Command> leaves() {
    AvroDeserializer<AuditEvent> deserializer =
        new AvroDeserializer<>(pipeline.schemaRegistry(), AuditEvent.class);
    List<Command> commands = new ArrayList<>();
    TopicScan.scan(
        TrailHouse.kafka(pipeline.bootstrapServers()),
        "fraud-desk-leaves",
        List.of(new TopicPartition(TopicCatalogue.AUDIT_LOG, 0)),
        message -> {
          try {
            AuditEvent event = deserializer.deserialize(message.value());
            if (event.getStage().equals(FraudDeskService.NAME)) {
              commands.add(event.getCommand());
            }
          } catch (UndecodableRecord e) {
            throw new AssertionError(e);
          }
        });
    return commands;
  }

  @Test
  @Order(LAST)
  void whatIsInForceAndWhoSignedItOutlivesARestart() throws Exception {
    String configuration = get("/configuration");
    String releases = get("/releases");
    assertThat(configuration).contains(analyst(1).id(), analyst(2).id(), "\"inForce\":5.0");
    assertThat(releases).contains("vaccination bus");
    stop();
    start();

    assertThat(get("/configuration")).isEqualTo(configuration);
    assertThat(get("/releases")).isEqualTo(releases);
  }

  private static String get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + pipeline.fraudDesk().port() + path))
                .build(),
            BodyHandlers.ofString())
        .body();
  }
}
