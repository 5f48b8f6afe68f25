package de.siegel.embedded.broker;

import de.siegel.servicekit.kafka.TransactionProtocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.common.KafkaFuture;

/**
 * Waits until a node serves clients, and refuses one whose transactions are of the old protocol.
 */
final class Readiness {

  private static final int LONGEST_SECONDS = 60;

  private Readiness() {}

  /**
   * @param client further settings of its client
   * @param alive whether waiting makes sense
   * @throws BrokerStartFailure if it is no longer alive, not ready in time, or too old
   */
  static void await(String bootstrapServers, Map<String, String> client, BooleanSupplier alive) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 100);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LONGEST_SECONDS * 1_000);
    Admin admin = Admin.create(settings);
    try {
      result(admin.describeCluster().controller(), bootstrapServers, alive);
      FeatureMetadata features =
          result(admin.describeFeatures().featureMetadata(), bootstrapServers, alive);
      TransactionProtocol.complaint(features)
          .ifPresent(
              complaint -> {
                throw new BrokerStartFailure(
                    "broker %s: %s; or use a data folder that was formatted by this release"
                        .formatted(bootstrapServers, complaint),
                    null);
              });
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static <T> T result(
      KafkaFuture<T> future, String bootstrapServers, BooleanSupplier alive) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (true) {
      try {
        return future.get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (!alive.getAsBoolean()) {
          throw new BrokerStartFailure("broker %s ended".formatted(bootstrapServers), e);
        }
        if (System.nanoTime() >= end) {
          throw notReady(bootstrapServers, e);
        }
      } catch (ExecutionException e) {
        throw notReady(bootstrapServers, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BrokerStartFailure("interrupted while the broker started", e);
      }
    }
  }

  private static BrokerStartFailure notReady(String bootstrapServers, Throwable cause) {
    return new BrokerStartFailure(
        "broker %s is not ready after %d s".formatted(bootstrapServers, LONGEST_SECONDS), cause);
  }
}
