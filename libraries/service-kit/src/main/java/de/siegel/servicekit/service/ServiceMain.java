package de.siegel.servicekit.service;

import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.health.ManagementServer;
import de.siegel.servicekit.health.Meters;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main of every service: reads the configuration, starts, drains on SIGTERM. */
public final class ServiceMain {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
  private static final int LOOK_MILLIS = 500;

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
      return 2;
    }
    return run(stage, Path.of(arguments[1]), factory);
  }

  /** As {@link #run(String, String[], Function)}, with the file. */
  public static int run(
      String stage, Path file, Function<ServiceContext, ? extends Service> factory) {
    try {
      Configuration configuration = Configuration.load(file);
      PrometheusMeterRegistry meters = Meters.registry(stage);
      ServiceContext context = ServiceContext.of(stage, configuration, meters);
      String host = configuration.optional("management.host").orElse("127.0.0.1");
      int port = configuration.whole("management.port", 0, 0, 65_535);
      Service service = factory.apply(context);
      configuration.refuseUnknown();
      try (ManagementServer management =
          new ManagementServer(host, port, Map.of(stage, service), meters)) {
        return run(stage, service, management.port());
      }
    } catch (ConfigurationError e) {
      LOG.atError().addKeyValue("stage", stage).log(e.getMessage());
      return 2;
    }
  }

  private static int run(String stage, Service service, int port) {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch drained = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              ended.countDown();
              awaitQuietly(drained);
            },
            stage + "-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    LOG.atInfo().addKeyValue("stage", stage).addKeyValue("managementPort", port).log("Starting");
    service.start();
    boolean asked = false;
    while (!asked && !service.failed()) {
      asked = await(ended);
    }
    boolean failed = service.failed();
    service.close();
    LOG.atInfo().addKeyValue("stage", stage).addKeyValue("failed", failed).log("Stopped");
    drained.countDown();
    return failed ? 1 : 0;
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(LOOK_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
