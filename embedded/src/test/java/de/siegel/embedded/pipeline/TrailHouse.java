package de.siegel.embedded.pipeline;

import static org.awaitility.Awaitility.await;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.replay.log.TrailVerification;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.BadTile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A pipeline's data folder with a trail in it, and copies of its broker's disk. */
final class TrailHouse {
  private TrailHouse() {}

  /**
   * Issues and waits until the log has signed what came of it.
   *
   * @param before the log's size before
   * @return its size after
   */
  static long issue(Path house, int count, long before) throws Exception {
    try (EmbeddedPipeline pipeline =
            EmbeddedPipeline.start(
                new PipelineSettings(house, Ports.ANY, 1, Map.of()), part -> {});
        PharmacyClient client = pipeline.client()) {
      PharmacySession session = pipeline.open(client, TestPharmacies.DEFAULT, "t", "o");
      for (int n = 0; n < count; n++) {
        client
            .submit(
                session,
                new Request(
                    UUID.randomUUID().toString(),
                    EmbeddedPipelineIT.GOOD.getBytes(StandardCharsets.UTF_8)))
            .get(30, TimeUnit.SECONDS);
      }
      Path vkey = house.resolve("log").resolve("log.vkey");
      AtomicLong size = new AtomicLong();
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptionsInstanceOf(BadTile.class)
          .until(
              () -> {
                if (TrailVerification.of(
                            kafka(pipeline.bootstrapServers()),
                            VerifierKey.parse(Files.readString(vkey)))
                        instanceof TrailVerification.Result.Sound sound
                    && sound.signed() == sound.size()) {
                  size.set(sound.size());
                }
                return size.get() > before + 3L * count;
              });
      return size.get();
    }
  }

  /** How to reach it. */
  static KafkaSettings kafka(String bootstrap) {
    return new KafkaSettings(Configuration.of(Map.of("kafka.bootstrap-servers", bootstrap)));
  }

  /** A copy of the broker's disk, for a broker of its own. */
  static Path copy(Path house, Path folder) throws IOException {
    Path from = house.resolve("broker");
    Path to = folder.resolve("broker");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return to;
  }
}
