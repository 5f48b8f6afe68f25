package de.siegel.servicekit.service;

import de.siegel.schemas.registry.RegistryException;
import de.siegel.schemas.registry.RegistryUnavailable;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.health.ManagementServer;
import de.siegel.servicekit.health.Meters;
import de.siegel.servicekit.kafka.TransactionProtocol;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main of every service: reads the configuration, waits for registry and brokers, refuses a
 * cluster whose transactions are of the old protocol, starts, drains on SIGTERM.
 */
public final class ServiceMain {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private static final int ENDED = 0;
  private static final int FAILED = 1;
  private static final int COULD_NOT_START = 2;

  private ServiceMain() {}

  /**
   * Runs a service until the process is asked to end or the service fails.
   *
   * @param stage its name
   * @param arguments {@code --config FILE}
   * @param factory makes it
   * @return the exit code: 0 after a requested end, 1 after a failure, 2 if it could not start
   */
  public static int run(
      String stage, String[] arguments, Function<ServiceContext, ? extends Service> factory) {
    if (arguments.length != 2 || !arguments[0].equals("--config")) {
      LOG.error("Usage: {} --config FILE", stage);
      return COULD_NOT_START;
    }
    return run(stage, Path.of(arguments[1]), factory);
  }

  /** As {@link #run(String, String[], Function)}, with the file. */
  public static int run(
      String stage, Path file, Function<ServiceContext, ? extends Service> factory) {
    try (Lifetime lifetime = Lifetime.begin(stage)) {
      return run(stage, file, factory, lifetime);
    } catch (ConfigurationError e) {
      LOG.atError().addKeyValue("stage", stage).log(e.getMessage());
      return COULD_NOT_START;
    } catch (RegistryException e) {
      LOG.atError().addKeyValue("stage", stage).log("The registry refuses: " + e.getMessage());
      return COULD_NOT_START;
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("stage", stage).setCause(e).log("Cannot start");
      return COULD_NOT_START;
    }
  }

  private static int run(
      String stage,
      Path file,
      Function<ServiceContext, ? extends Service> factory,
      Lifetime lifetime) {
    Configuration configuration = Configuration.load(file);
    PrometheusMeterRegistry meters = Meters.registry(stage);
    ServiceContext context = ServiceContext.of(stage, configuration, meters);
    String host = configuration.optional("management.host").orElse("127.0.0.1");
    int port = configuration.whole("management.port", 0, 0, 65_535);
    Optional<? extends Service> made = made(factory, context, lifetime);
    if (made.isEmpty()) {
      return ENDED;
    }
    try (Service service = made.get()) {
      configuration.refuseUnknown();
      try (ManagementServer management =
          new ManagementServer(host, port, Map.of(stage, service), meters)) {
        LOG.atInfo()
            .addKeyValue("stage", stage)
            .addKeyValue("managementPort", management.port())
            .log("Starting");
        return awaitTransactionProtocol(context, lifetime) ? run(stage, service, lifetime) : ENDED;
      }
    }
  }

  /** Writers look for their schemas when they are made; a registry that is away is waited for. */
  private static Optional<? extends Service> made(
      Function<ServiceContext, ? extends Service> factory,
      ServiceContext context,
      Lifetime lifetime) {
    do {
      try {
        return Optional.of(factory.apply(context));
      } catch (RegistryUnavailable e) {
        LOG.atWarn()
            .addKeyValue("stage", context.stage())
            .addKeyValue("reason", e.getMessage())
            .log("The schema registry does not answer, trying again");
      }
    } while (!lifetime.asked(RETRY_AFTER));
    return Optional.empty();
  }

  /**
   * @return false if the process was asked to end while it waited
   * @throws ConfigurationError if the cluster's protocol is too old
   */
  private static boolean awaitTransactionProtocol(ServiceContext context, Lifetime lifetime) {
    do {
      try {
        TransactionProtocol.complaint(context.kafka().common(), LONGEST_ANSWER)
            .ifPresent(
                complaint -> {
                  throw new ConfigurationError(
                      "kafka.bootstrap-servers "
                          + context.kafka().bootstrapServers()
                          + ": "
                          + complaint);
                });
        return true;
      } catch (InterruptException e) {
        // seen below
      } catch (ConfigException e) {
        throw new ConfigurationError("The settings kafka.* cannot be used: " + e.getMessage());
      } catch (KafkaException e) {
        if (e.getCause() instanceof ConfigException unusable) {
          throw new ConfigurationError(
              "The settings kafka.* cannot be used: " + unusable.getMessage());
        }
        LOG.atWarn()
            .addKeyValue("stage", context.stage())
            .addKeyValue("brokers", context.kafka().bootstrapServers())
            .addKeyValue("reason", e.getMessage())
            .log("The brokers do not answer, trying again");
      }
    } while (!lifetime.asked(RETRY_AFTER));
    return false;
  }

  private static int run(String stage, Service service, Lifetime lifetime) {
    service.start();
    boolean asked = false;
    while (!asked && !service.failed()) {
      asked = lifetime.asked(LOOK);
    }
    boolean failed = service.failed();
    service.close();
    LOG.atInfo().addKeyValue("stage", stage).addKeyValue("failed", failed).log("Stopped");
    return failed ? FAILED : ENDED;
  }
}
