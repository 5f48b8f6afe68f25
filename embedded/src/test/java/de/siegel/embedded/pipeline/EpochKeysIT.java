package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.embedded.authority.AuthorityFolder;
import de.siegel.embedded.authority.TestAuthority;
import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.EmbeddedBroker;
import de.siegel.embedded.registry.EmbeddedRegistry;
import de.siegel.epochkeys.EpochKeysService;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.SignedOrder;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.TopicAdministration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.SharedKey;
import de.siegel.servicekit.authority.OrderJson;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.control.ControlTopicReader;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.servicekit.key.EpochKeySource;
import de.siegel.servicekit.key.HttpEpochKeySource;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.service.ServiceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publisher and keeper with keys in their memory alone, on a real broker. */
@Timeout(120)
class EpochKeysIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final CryptoProviders CRYPTO = CryptoProviders.choose();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ControlView view = new ControlView(CLOCK);
  private EmbeddedBroker broker;
  private EmbeddedRegistry registry;
  private AuthorityFolder authority;

  @BeforeEach
  void start() {
    broker =
        open(
            EmbeddedBroker.start(
                new BrokerSettings(folder.resolve("broker"), 0, Optional.empty())));
    registry = open(EmbeddedRegistry.start(folder.resolve("registry"), 0));
    authority = new AuthorityFolder(folder.resolve("authority"), folder.resolve("memory"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicAdministration(
              admin,
              new HttpSchemaRegistry(HttpRegistrySettings.of(registry.baseUrl())),
              Replication.SINGLE,
              Duration.ofSeconds(30))
          .apply(new TopicCatalogue(1, List.of("tenant-a")));
    }
    TestAuthority.prepare(authority, CRYPTO, CLOCK);
    ControlTopicReader reader = context(Map.of()).controlReader(view);
    reader.start();
    open(reader);
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  @AfterEach
  void stop() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  private ServiceContext context(Map<String, String> more) {
    Map<String, String> values =
        new TreeMap<>(
            new StageConfiguration(
                    broker.bootstrapServers(), registry.baseUrl(), authority, folder, "")
                .of(EpochKeysService.NAME));
    values.remove("epoch-keys.vault.folder");
    values.putAll(more);
    return ServiceContext.of(
        EpochKeysService.NAME, Configuration.of(values), new SimpleMeterRegistry());
  }

  private EpochKeysService publisher(String peers) {
    EpochKeysService service =
        open(new EpochKeysService(context(peers.isEmpty() ? Map.of() : Map.of(PEERS, peers))));
    service.start();
    await().until(service::ready);
    return service;
  }

  private static final String PEERS = "epoch-keys.peers";

  private EpochKeysService keeper(EpochKeysService publisher) {
    EpochKeysService service =
        open(
            new EpochKeysService(
                context(Map.of("epoch-keys.publishes", "false", PEERS, url(publisher)))));
    service.start();
    return service;
  }

  private static String url(EpochKeysService service) {
    return "http://127.0.0.1:" + service.port();
  }

  private boolean has(EpochKeysService holder, String stage) {
    return view.epochKeys().stream()
        .filter(key -> key.getStage().equals(stage))
        .findFirst()
        .flatMap(key -> asks(stage, holder).ask(key))
        .isPresent();
  }

  private EpochKeySource signerAsks(EpochKeysService holder) {
    return asks(TopicCatalogue.SIGNER, holder);
  }

  private EpochKeySource asks(String stage, EpochKeysService holder) {
    SharedKey shared =
        new SecretFolder(authority.attestationKeys(stage))
            .sharedKeys().stream()
                .filter(key -> key.recipient().equals("epoch-keys"))
                .findFirst()
                .orElseThrow();
    return new HttpEpochKeySource(URI.create(url(holder)), shared, CRYPTO.random(), CLOCK);
  }

  /** The signer's key of the epoch that has begun last, as it is published. */
  private EpochKey published() {
    await().until(() -> newest().isPresent());
    return newest().orElseThrow();
  }

  private Optional<EpochKey> newest() {
    return view.epochKeys().stream()
        .filter(key -> key.getStage().equals(TopicCatalogue.SIGNER))
        .filter(key -> key.getState() == KeyState.ACTIVE)
        .max((a, b) -> a.getAcceptsSessionsFrom().compareTo(b.getAcceptsSessionsFrom()));
  }

  private SignedOrder order(AuthorityKey key, String action, String... details) {
    Instant now = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
    return SignedOrder.sign(action, List.of(details), now, key, CRYPTO.random(), CRYPTO.hot());
  }

  private AuthorityKey operator() {
    return AuthorityKeyFile.read(authority.authorityKey("epoch-keys", 1));
  }

  private HttpResponse<String> post(EpochKeysService service, String path, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url(service) + path))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> send(EpochKeysService service, SignedOrder order)
      throws IOException, InterruptedException {
    return post(service, "/epochs/orders", OrderJson.write(order));
  }

  private JsonNode epochs(EpochKeysService service) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url(service) + "/epochs")).build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).path("epochs");
  }

  @Test
  void aStageGetsItsKeyAndNobodyElseDoes() {
    EpochKeysService holder = publisher("");
    EpochKey key = published();

    assertThat(signerAsks(holder).ask(key)).isPresent();
    EpochKey validations = EpochKey.newBuilder(key).setStage(TopicCatalogue.VALIDATION).build();
    assertThatThrownBy(() -> signerAsks(holder).ask(validations))
        .isInstanceOf(ControlUnavailable.class)
        .hasMessageContaining("403");
    EpochKeySource stranger =
        new HttpEpochKeySource(
            URI.create(url(holder)),
            new SharedKey("signer.epoch-keys.1", "signer", "epoch-keys", new byte[32]),
            CRYPTO.random(),
            CLOCK);
    assertThatThrownBy(() -> stranger.ask(key)).hasMessageContaining("403");
  }

  @Test
  void aPublisherThatWasRestartedFindsItsKeysAtTheKeeper() throws Exception {
    EpochKeysService first = publisher("");
    EpochKeysService keeper = keeper(first);
    EpochKey key = published();
    await().until(() -> TopicCatalogue.READING_STAGES.stream().allMatch(s -> has(keeper, s)));

    first.close();
    EpochKeysService second = publisher(url(keeper));

    assertThat(signerAsks(second).ask(key)).isPresent();
    assertThat(epochs(second)).hasSize(1);
    assertThat(epochs(second).get(0).path("epoch").asText()).isEqualTo(key.getEpoch());
    assertThat(epochs(second).get(0).path("held").asBoolean()).isTrue();
  }

  @Test
  void whereTheKeysAreLostANewEpochBeginsAtOnce() throws Exception {
    publisher("").close();
    EpochKey lost = published();

    EpochKeysService second = publisher("");

    await().until(() -> !newest().orElseThrow().getEpoch().equals(lost.getEpoch()));
    assertThat(signerAsks(second).ask(lost)).isEmpty();
    assertThat(signerAsks(second).ask(published())).isPresent();
    assertThat(epochs(second)).hasSize(2);
  }

  @Test
  void anEpochThatAPersonDestroysIsGoneEverywhereAndDoesNotComeBack() throws Exception {
    EpochKeysService first = publisher("");
    EpochKeysService keeper = keeper(first);
    EpochKey key = published();
    await().until(() -> signerAsks(keeper).ask(key).isPresent());
    takesOrders(first);

    assertThat(send(first, order(operator(), "epoch.destroy", key.getEpoch())).statusCode())
        .isEqualTo(200);

    assertThat(signerAsks(first).ask(key)).isEmpty();
    await().atMost(Duration.ofSeconds(5)).until(() -> signerAsks(keeper).ask(key).isEmpty());
    await().until(() -> !newest().orElse(key).getEpoch().equals(key.getEpoch()));
    first.close();
    assertThat(signerAsks(publisher(url(keeper))).ask(key)).isEmpty();
  }

  /** Hardly started, a service takes none: it may have taken it before. */
  private void takesOrders(EpochKeysService service) {
    await().until(() -> send(service, order(operator(), "epoch.sell")).statusCode() == 400);
  }

  @Test
  void onlyWhoHasAKeyOfTheRoleOrdersAndEachOrderOnce() throws Exception {
    EpochKeysService holder = publisher("");
    String epoch = published().getEpoch();
    takesOrders(holder);
    SignedOrder good = order(operator(), "epoch.begin");
    AuthorityKey stranger = AuthorityKey.generate(CRYPTO.hot());
    SignedOrder late =
        SignedOrder.sign(
            "epoch.begin",
            List.of(),
            CLOCK.instant().minusSeconds(61).truncatedTo(ChronoUnit.MILLIS),
            operator(),
            CRYPTO.random(),
            CRYPTO.hot());
    SignedOrder altered =
        new SignedOrder(
            "epoch.destroy",
            List.of(epoch),
            good.at(),
            good.nonce(),
            good.keyId(),
            good.signature());

    for (SignedOrder refused : List.of(order(stranger, "epoch.destroy", epoch), late, altered)) {
      assertThat(send(holder, refused).statusCode()).isEqualTo(403);
    }
    assertThat(send(holder, order(operator(), "epoch.destroy", "no-such")).body())
        .contains("epoch:");
    assertThat(send(holder, order(operator(), "epoch.sell")).statusCode()).isEqualTo(400);
    assertThat(epochs(holder)).hasSize(1);

    assertThat(send(holder, good).statusCode()).isEqualTo(200);
    assertThat(send(holder, good).body()).contains("nonce:");
    assertThat(epochs(holder)).hasSize(2);
  }

  @Test
  void badInputIsRefusedByFieldAndLetsTheServiceLive() throws Exception {
    EpochKeysService holder = publisher("");
    for (String path : List.of("/epoch-keys/ask", "/epochs/orders")) {
      for (String body : List.of("", "[]", "{", "{\"epoch\":7}", "{\"action\":[]}")) {
        assertThat(post(holder, path, body.getBytes(StandardCharsets.UTF_8)).statusCode())
            .as(path + " " + body)
            .isEqualTo(400);
      }
      assertThat(post(holder, path, new byte[64 * 1024]).statusCode()).isBetween(400, 499);
    }
    assertThat(signerAsks(holder).ask(published())).isPresent();
  }
}
