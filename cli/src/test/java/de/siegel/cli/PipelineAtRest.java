package de.siegel.cli;

import static org.awaitility.Awaitility.await;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.EmbeddedBroker;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.replay.log.LogFolder;
import de.siegel.replay.log.RestorableTrail;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.BadTile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** A pipeline's data folder that runs for a while, and hands on it while it does not. */
public final class PipelineAtRest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of another person each time: else a rule would say so. */
  private static final String GOOD =
      """
      {"type":"V","payload":{"nam":{"fn":"Musterfrau-Dießner","gn":"Erika Dörte"},\
      "dob":"%d-04-14","v":[{"id":"IZ28215B","tg":"840539006","vp":"1119349007",\
      "mp":"EU/1/20/1528","ma":"ORG-100030215","dn":1,"sd":2,"dt":"2021-04-14"}]}}""";

  private PipelineAtRest() {}

  /**
   * Issues certificates, and stops when the checkpoint covers the whole trail.
   *
   * @param also what must hold too before it stops
   */
  public static void issue(Path data, int count, Callable<Boolean> also) throws Exception {
    try (EmbeddedPipeline pipeline =
            EmbeddedPipeline.start(new PipelineSettings(data, Ports.ANY, 1, Map.of()), part -> {});
        PharmacyClient client = pipeline.client()) {
      PharmacySession session = pipeline.open(client, TestPharmacies.DEFAULT, "t", "o");
      for (int n = 0; n < count; n++) {
        client
            .submit(
                session,
                new Request(
                    UUID.randomUUID().toString(),
                    GOOD.formatted(1930 + n % 70).getBytes(StandardCharsets.UTF_8)))
            .get(30, TimeUnit.SECONDS);
      }
      KafkaSettings kafka =
          new KafkaSettings(
              Configuration.of(Map.of("kafka.bootstrap-servers", pipeline.bootstrapServers())));
      Path log = data.resolve("log");
      VerifierKey key = VerifierKey.parse(Files.readString(log.resolve("log.vkey")));
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(BadTile.class)
          .until(
              () ->
                  LogFolder.open(log, key).checkpoint().size()
                          == RestorableTrail.onBrokers(kafka, n -> {}).size()
                      && pipeline.failed().isEmpty());
      await().atMost(PATIENCE).ignoreExceptionsInstanceOf(BadTile.class).until(also);
    }
  }

  /** Deletes topics, as an administrator of the broker can. */
  public static void lose(Path data, List<String> topics) throws Exception {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(new BrokerSettings(data.resolve("broker"), 0));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteTopics(topics).all().get(30, TimeUnit.SECONDS);
      await()
          .atMost(PATIENCE)
          .until(() -> admin.listTopics().names().get().stream().noneMatch(topics::contains));
    }
  }
}
