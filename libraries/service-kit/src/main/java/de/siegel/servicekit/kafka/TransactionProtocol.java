package de.siegel.servicekit.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The transaction protocol that exactly once relies on: version 2 (KIP-890). Under an older one a
 * record that arrives late can end up in the producer's next transaction, or hold readers back for
 * ever.
 */
public final class TransactionProtocol {
  private static final String FEATURE = "transaction.version";
  private static final int LEAST = 2;

  private TransactionProtocol() {}

  /**
   * Asks a cluster.
   *
   * @param settings of an admin client
   * @param longest how long to wait for an answer
   * @return what is wrong and what to do; empty if the protocol is new enough
   * @throws KafkaException if the cluster does not answer, or the settings are not usable
   */
  public static Optional<String> complaint(Map<String, Object> settings, Duration longest) {
    Map<String, Object> patient = new HashMap<>(settings);
    patient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) longest.toMillis());
    patient.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) longest.toMillis());
    Admin admin = Admin.create(patient);
    try {
      return complaint(
          admin
              .describeFeatures()
              .featureMetadata()
              .get(2 * longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("The cluster does not answer", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /** As {@link #complaint(Map, Duration)}, of what a cluster has answered. */
  public static Optional<String> complaint(FeatureMetadata features) {
    FinalizedVersionRange found = features.finalizedFeatures().get(FEATURE);
    int level = found == null ? 0 : found.maxVersionLevel();
    if (level >= LEAST) {
      return Optional.empty();
    }
    return Optional.of(
        "the cluster's feature %s is %d, must be at least %d, or transactions could be torn:"
                .formatted(FEATURE, level, LEAST)
            + " raise it (kafka-features.sh upgrade --feature %s=%d)".formatted(FEATURE, LEAST));
  }
}
