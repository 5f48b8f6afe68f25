package de.siegel.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.awaitility.Awaitility;

/** Apicurio's registry as a child process that keeps everything in memory. */
final class ApicurioProcess implements AutoCloseable {

  private final Process process;
  private final URI baseUrl;
  private final Thread reaper;

  private ApicurioProcess(Process process, URI baseUrl) {
    this.process = process;
    this.baseUrl = baseUrl;
    this.reaper = new Thread(process::destroyForcibly, "apicurio-reaper");
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  static ApicurioProcess start(Path archive, Path folder) throws IOException {
    Path application = folder.resolve("apicurio");
    unpack(archive, application);
    int port = freePort();
    Path runner;
    try (var files = Files.list(application)) {
      runner =
          files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst().orElseThrow();
    }
    Path log = folder.resolve("apicurio.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                runner.toString())
            .directory(application.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    ApicurioProcess apicurio =
        new ApicurioProcess(process, URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7"));
    Awaitility.await("Apicurio answers")
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(200))
        .failFast(() -> assertThat(process.isAlive()).as(Files.readString(log)).isTrue())
        .until(apicurio::answers);
    return apicurio;
  }

  URI baseUrl() {
    return baseUrl;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(reaper);
  }

  private boolean answers() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/subjects")).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static void unpack(Path archive, Path target) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        assertThat(path).startsWithRaw(target);
        if (entry.isFile()) {
          Files.createDirectories(path.getParent());
          Files.copy(tar, path);
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
