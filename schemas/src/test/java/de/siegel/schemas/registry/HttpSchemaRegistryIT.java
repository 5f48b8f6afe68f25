package de.siegel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import de.siegel.schemas.event.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that says what a test wants it to. */
@Timeout(60)
class HttpSchemaRegistryIT {

  private static final String INT_SCHEMA = "{\"schema\":\"\\\"int\\\"\"}";
  private static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  private record Scripted(int status, String body) {}

  private final Deque<Scripted> script = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private SchemaRegistry registry;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/base/path",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.getRequestBody().readAllBytes();
          Scripted answer = script.size() > 1 ? script.poll() : script.peek();
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.createContext(
        "/stalls",
        exchange -> {
          requests.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await(end);
        });
    server.start();
    registry = registry("/base/path/", Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void asksForAnIdOnce() {
    answer(200, INT_SCHEMA);
    assertThat(registry.schema(3)).hasToString("\"int\"");
    assertThat(registry.schema(3)).hasToString("\"int\"");
    assertThat(requests).containsExactly("GET /base/path/schemas/ids/3");
  }

  @Test
  void doesNotAskAgainSoonForAnIdThatIsUnknown() {
    answer(404, UNKNOWN);
    for (int turn = 0; turn < 3; turn++) {
      assertThatThrownBy(() -> registry.schema(3)).isInstanceOf(UnknownSchemaId.class);
    }
    assertThat(requests).hasSize(1);
  }

  @Test
  void neverAsksForAnIdThatNoRegistryGives() {
    assertThatThrownBy(() -> registry.schema(-1)).isInstanceOf(UnknownSchemaId.class);
    assertThatThrownBy(() -> registry.schema(0)).isInstanceOf(UnknownSchemaId.class);
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}",
        "{\"schema\":\"{}\"}",
        "{\"schema\":\"not JSON\"}"
      })
  void takesWhatIsNoAvroSchemaForUnknown(String body) {
    answer(200, body);
    assertThatThrownBy(() -> registry.schema(3)).isInstanceOf(UnknownSchemaId.class);
  }

  @Test
  void takesASchemaThatIsTooLongForUnknown() {
    answer(200, "{\"schema\":\"" + "a".repeat(2_000_000) + "\"}");
    assertThatThrownBy(() -> registry.schema(3)).isInstanceOf(UnknownSchemaId.class);
  }

  @ParameterizedTest
  @CsvSource({"404, <html>not here</html>", "401, no", "200, <html>log in</html>", "200, []"})
  void takesNonsenseForAFaultOfTheConfigurationNotOfTheRecord(int status, String body) {
    answer(status, body);
    assertThatThrownBy(() -> registry.schema(3))
        .isInstanceOf(BadRegistryAnswer.class)
        .hasMessageContaining("/base/path/schemas/ids/3")
        .hasMessageContaining("base URL");
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void triesAgainOnWhatMayPass(int status) {
    answer(status, "");
    answer(status, "");
    answer(200, INT_SCHEMA);
    assertThat(registry.schema(3)).hasToString("\"int\"");
    assertThat(requests).hasSize(3);
  }

  @Test
  void givesUpAfterItsTimeAndRemembersNothing() {
    SchemaRegistry impatient = registry("/base/path", Duration.ofMillis(200));
    answer(503, "");
    assertThatThrownBy(() -> impatient.schema(3))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageContaining("503");
    assertThat(requests).hasSizeGreaterThan(1);

    script.clear();
    answer(200, INT_SCHEMA);
    assertThat(impatient.schema(3)).hasToString("\"int\"");
  }

  @Test
  void isAwayWhereNobodyListens() {
    server.stop(0);
    SchemaRegistry impatient = registry("/base/path", Duration.ZERO);
    assertThatThrownBy(() -> impatient.schema(3)).isInstanceOf(RegistryUnavailable.class);
  }

  @Test
  void doesNotWaitForAnAnswerThatStalls() {
    SchemaRegistry impatient = registry("/stalls", Duration.ZERO);
    assertThatThrownBy(() -> impatient.schema(3))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageContaining("no answer in PT1S");
  }

  @Test
  void saysWhyASchemaIsRefused() {
    answer(409, "{\"error_code\":409,\"message\":\"field gone\"}");
    assertThatThrownBy(() -> registry.register("a-value", Finding.getClassSchema()))
        .isInstanceOf(IncompatibleSchema.class)
        .hasMessageContaining("a-value")
        .hasMessageContaining("field gone");
  }

  @Test
  void escapesASubjectInThePath() {
    answer(200, "{\"id\":1}");
    registry.register("a/b c-value", Finding.getClassSchema());
    assertThat(requests).containsExactly("POST /base/path/subjects/a%2Fb%20c-value/versions");
  }

  private void answer(int status, String body) {
    script.add(new Scripted(status, body));
  }

  private SchemaRegistry registry(String path, Duration retryFor) {
    return new HttpSchemaRegistry(
        new HttpRegistrySettings(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
            Duration.ofSeconds(1),
            retryFor,
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMinutes(1),
            1024 * 1024,
            100));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
