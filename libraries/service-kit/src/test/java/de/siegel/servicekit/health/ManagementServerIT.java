package de.siegel.servicekit.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.service.Service;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerIT {
  private final FakeService one = new FakeService();
  private final FakeService two = new FakeService();
  private final PrometheusMeterRegistry meters = Meters.registry("test-process");
  private final ManagementServer server =
      new ManagementServer("127.0.0.1", 0, Map.of("one", one, "two", two), meters);

  private static final class FakeService implements Service {
    private boolean ready;
    private boolean failed;

    @Override
    public void start() {}

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public boolean failed() {
      return failed;
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(String path) {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void isReadyWhenAllServicesAre() {
    one.ready = true;
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).contains("\"two\":\"starting\"");

    two.ready = true;
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body())
        .isEqualTo("{\"status\":\"UP\",\"services\":{\"one\":\"ready\",\"two\":\"ready\"}}");
  }

  @Test
  void isLiveWhileItStartsAndNoLongerWhenOneServiceHasFailed() {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);

    two.failed = true;
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").body()).contains("\"two\":\"failed\"", "DOWN");
  }

  @Test
  void aFailedServiceIsNotReadyWhateverItSays() {
    one.ready = true;
    two.ready = true;
    two.failed = true;

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void showsItsFiguresToPrometheus() {
    meters.counter("siegel.decisions", "outcome", "ISSUED").increment();

    HttpResponse<String> response = get("/metrics");

    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain");
    assertThat(response.body())
        .contains("siegel_decisions_total{outcome=\"ISSUED\",process=\"test-process\"} 1.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void namesThePortAndTheSettingWhenItIsInUse() {
    assertThatThrownBy(
            () -> new ManagementServer("127.0.0.1", server.port(), Map.of(), meters).close())
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContainingAll(Integer.toString(server.port()), "management.port");
  }
}
