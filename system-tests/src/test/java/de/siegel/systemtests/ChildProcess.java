package de.siegel.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * One service in a JVM of its own, from the class path of the tests, with a written configuration
 * file, so that it can be killed. One thread at a time.
 */
final class ChildProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 40;
  private static final int TAIL_LINES = 25;
  private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(5);

  private final String name;
  private final Class<?> main;
  private final Path configuration;
  private final Path log;
  private final int managementPort;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(HEALTH_TIMEOUT).build();
  private final Thread reaper = new Thread(this::kill, "child-process-reaper");
  private Process process;

  /**
   * @param settings the service's; where it is managed is added
   * @param folder where its configuration and its log are written
   */
  ChildProcess(String name, Class<?> main, Map<String, String> settings, Path folder) {
    this.name = name;
    this.main = main;
    this.configuration = folder.resolve(name + ".properties").toAbsolutePath();
    this.log = folder.resolve(name + ".log");
    this.managementPort = freePort();
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.setProperty("management.port", Integer.toString(managementPort));
    try (Writer out = Files.newBufferedWriter(configuration, StandardCharsets.UTF_8)) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // No child outlives a test run that is broken off.
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /** A port on loopback that was free a moment ago. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  void start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " still runs");
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MarkSweepDeadRatio=0",
            "-XX:+ZeroTLAB",
            main.getName(),
            "--config",
            configuration.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    // By the environment: as an argument the class path could grow too long.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of the process that runs now or ran last. */
  long pid() {
    return process.pid();
  }

  /** Where it logs. */
  Path log() {
    return log;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Whether it says that it decides. */
  boolean ready() {
    return health("ready") == 200;
  }

  /** Whether it listens and says that it does not decide. */
  boolean waits() {
    return health("live") == 200 && health("ready") == 503;
  }

  /**
   * What it counts under a name, over all tags; 0 if nothing yet.
   *
   * @param meter as {@code /metrics} names it
   */
  double measured(String meter) {
    URI uri = URI.create("http://127.0.0.1:" + managementPort + "/metrics");
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(HEALTH_TIMEOUT).build();
      return http.send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(meter + " ") || line.startsWith(meter + "{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int health(String question) {
    URI uri = URI.create("http://127.0.0.1:" + managementPort + "/health/" + question);
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(HEALTH_TIMEOUT).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Asks it to end (SIGTERM) without waiting. */
  void terminate() {
    if (process != null) {
      process.destroy();
    }
  }

  /**
   * Waits for its end.
   *
   * @return its exit code; 128 and the signal's number after a signal
   * @throws IllegalStateException if it still runs after 40 s
   */
  int awaitExit() {
    try {
      if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(name + " does not end:\n" + logTail());
  }

  /** Kills it as a power cut does and returns when it is gone. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
      awaitExit();
    }
  }

  /** The last lines that it logged. */
  String logTail() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      int from = Math.max(0, lines.size() - TAIL_LINES);
      return "---- " + name + "\n" + String.join("\n", lines.subList(from, lines.size())) + "\n";
    } catch (IOException e) {
      return "---- " + name + ": no log (" + e + ")\n";
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs or has run.
    }
  }
}
