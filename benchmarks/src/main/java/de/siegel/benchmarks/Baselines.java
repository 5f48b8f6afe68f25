package de.siegel.benchmarks;

import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.fraudcheck.FraudCheckService;
import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudJudge;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.Surroundings;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import de.siegel.schemas.topic.PharmacyPartition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What fraud-check remembers of pharmacies that have worked for weeks at the load's rate, written
 * to where it restores its store from: the rules then judge the load as they would judge any other
 * day, and not as that of newcomers.
 */
public final class Baselines {
  private static final int DAYS = 28;

  private Baselines() {}

  /**
   * A pharmacy's state after four weeks, judged by the rules request by request.
   *
   * @param until when they end
   * @param daily requests a day, at all hours, as the load comes
   */
  public static byte[] state(Instant until, int daily) {
    FraudJudge judge = new FraudJudge(Parameters.standard());
    Random random = new Random(1);
    PharmacyState state = PharmacyState.NEW;
    double mean = Duration.ofDays(1).toMillis() / (double) daily;
    long end = until.toEpochMilli();
    long at = until.minus(Duration.ofDays(DAYS)).toEpochMilli();
    while (at < end) {
      Features request = features(Instant.ofEpochMilli(at), random.nextLong());
      state = judge.judge(state, request, Profile.UNKNOWN, Surroundings.UNKNOWN).state();
      at += Math.max(1, Math.round(-Math.log(1 - random.nextDouble()) * mean));
    }
    return PharmacyStateCodec.encode(state);
  }

  /** As the load's: no work place is named, no batch, and no family comes. */
  private static Features features(Instant at, long visit) {
    return new Features(at, 0, 0, 1, "", 0, null, 0, 0, AgeMark.NONE, visit, false, 0, false);
  }

  /**
   * Writes the same state for every test pharmacy.
   *
   * @param pharmacies how many
   */
  public static void write(String bootstrapServers, int pharmacies, byte[] state) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      NewTopic changelog =
          new NewTopic(
              FraudCheckService.PHARMACIES_CHANGELOG,
              Optional.of(PipelineSettings.PARTITIONS),
              Optional.empty());
      admin
          .createTopics(List.of(changelog.configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
      for (int number = 1; number <= pharmacies; number++) {
        byte[] key = TestPharmacies.id(number).getBytes(StandardCharsets.UTF_8);
        int partition = PharmacyPartition.of(key, PipelineSettings.PARTITIONS);
        producer.send(
            new ProducerRecord<>(FraudCheckService.PHARMACIES_CHANGELOG, partition, key, state));
      }
      producer.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while writing baselines", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Baselines cannot be written", e.getCause());
    }
  }
}
