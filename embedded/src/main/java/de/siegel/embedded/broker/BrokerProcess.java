package de.siegel.embedded.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The same node as a process of its own, so that it can be killed. It runs from the class path of
 * this process. For system tests; one thread at a time.
 */
public final class BrokerProcess implements AutoCloseable {

  private static final int STOP_SECONDS = 20;

  private final Path propertiesFile;
  private final Path logFile;
  private final String bootstrapServers;
  private final Thread reaper = new Thread(this::kill, "broker-process-reaper");
  private Process process;

  private BrokerProcess(Path propertiesFile, Path logFile, String bootstrapServers) {
    this.propertiesFile = propertiesFile;
    this.logFile = logFile;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts it and returns when it serves clients.
   *
   * @param logFile where its output is appended; its folder must exist
   * @throws BrokerStartFailure if it ends or is not ready within a minute
   */
  public static BrokerProcess start(BrokerSettings settings, Path logFile) {
    PreparedNode node = PreparedNode.of(settings);
    Path propertiesFile = settings.dataFolder().resolve("server.properties");
    try (OutputStream out = Files.newOutputStream(propertiesFile)) {
      node.properties().store(out, null);
    } catch (IOException e) {
      throw new BrokerStartFailure(propertiesFile + ": cannot be written", e);
    }
    BrokerProcess broker = new BrokerProcess(propertiesFile, logFile, node.bootstrapServers());
    // No child outlives a test run that is broken off.
    Runtime.getRuntime().addShutdownHook(broker.reaper);
    try {
      broker.restart();
    } catch (BrokerStartFailure e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  /** Host and port for clients; the same after a restart. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The number of the process that runs now or ran last. */
  public long pid() {
    return process.pid();
  }

  /** Kills it as a power cut does and returns when it is gone. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      awaitEnd(STOP_SECONDS);
    }
  }

  /** Stops it cleanly and returns when it is gone; kills it if it takes more than 20 s. */
  public void stop() {
    if (process != null) {
      process.destroy();
      if (!awaitEnd(STOP_SECONDS)) {
        kill();
      }
    }
  }

  /**
   * Starts it again on the same folder and port and returns when it serves clients.
   *
   * @throws IllegalStateException if it still runs
   * @throws BrokerStartFailure if it ends or is not ready within a minute
   */
  public void restart() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException("the broker process " + process.pid() + " still runs");
    }
    process = spawn();
    try {
      Readiness.await(bootstrapServers, Map.of(), process::isAlive);
    } catch (BrokerStartFailure e) {
      throw new BrokerStartFailure(e.getMessage() + "; see " + logFile, e.getCause());
    }
  }

  /** Stops it if it runs. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs or has run.
    }
  }

  private Process spawn() {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=de/siegel/embedded/broker/broker-process-logback.xml",
            BrokerMain.class.getName(),
            propertiesFile.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(logFile.toFile()));
    // By the environment: as an argument the class path could grow too long.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the broker process", e);
    }
  }

  private boolean awaitEnd(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
