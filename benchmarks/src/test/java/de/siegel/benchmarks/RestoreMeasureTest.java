package de.siegel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long fraud-check's memory of all pharmacies takes to come back; {@code mvn -Pmeasure -pl
 * benchmarks -am test -Dtest=RestoreMeasureTest}.
 */
@Tag("measure")
class RestoreMeasureTest {
  private static final int PHARMACIES = 18_000;
  private static final int DAILY = 60;

  @TempDir Path folder;

  @Test
  void allPharmaciesOfTheCountry() throws Exception {
    byte[] state = Baselines.state(Instant.now(), DAILY);
    try (EmbeddedPipeline pipeline =
        EmbeddedPipeline.start(
            new PipelineSettings(folder, Ports.ANY, 1, Map.of("test-authority.guests", "0")),
            part -> {},
            broker -> Baselines.write(broker, PHARMACIES, state))) {
      List<String> metrics =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(pipeline.addresses().get("health and metrics")))
                      .build(),
                  BodyHandlers.ofLines())
              .body()
              .filter(line -> line.startsWith("siegel_store_restore_seconds"))
              .filter(line -> line.contains("\"pharmacies\""))
              .toList();
      System.out.printf("%d pharmacies, %d bytes each%n", PHARMACIES, state.length);
      metrics.forEach(System.out::println);
      assertThat(metrics).isNotEmpty();
    }
  }
}
