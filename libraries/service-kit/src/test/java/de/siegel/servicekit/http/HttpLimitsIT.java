package de.siegel.servicekit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpLimitsIT {
  private static final int THREADS = 8;

  private final HttpClient client = HttpClient.newHttpClient();
  private Javalin server;

  @BeforeEach
  void start() {
    server =
        Javalin.create(
                config -> {
                  HttpLimits.apply(
                      config, THREADS, new BodyLimits(1_000, 1_000_000, Set.of("/long")));
                  config.routes.post("/", context -> context.result(context.body()));
                  config.routes.post("/long", context -> context.result(context.body()));
                })
            .start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private int post(int length) throws IOException, InterruptedException {
    return post("/", length);
  }

  private int post(String path, int length) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString("x".repeat(length)))
                .build(),
            BodyHandlers.ofString());
    return response.statusCode();
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    assertThat(post(1_000)).isEqualTo(200);
    assertThat(announced("/", 1_001)).startsWith("HTTP/1.1 413 ");
  }

  /**
   * The answer to a length alone. The server closes without reading a body that is too long, and
   * who still sends it may see a reset in place of the answer.
   */
  private String announced(String path, int length) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      head(socket, path, length, "");
      return status(socket);
    }
  }

  /** Slowloris: more half-sent requests than threads, from somebody who never goes on. */
  @Test
  void answersAlthoughSomebodyKeepsManyRequestsHalfSent() throws Exception {
    List<Socket> halfSent = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * THREADS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        halfSent.add(socket);
        socket
            .getOutputStream()
            .write(
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx"
                    .getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(post(10)).isEqualTo(200);
    } finally {
      for (Socket socket : halfSent) {
        socket.close();
      }
    }
  }

  /** The same, with a byte now and then, so that no connection is ever idle. */
  @Test
  void answersAlthoughSomebodySendsManyRequestsByteByByte() throws Exception {
    List<Socket> trickling = new ArrayList<>();
    AtomicBoolean stopped = new AtomicBoolean();
    for (int i = 0; i < 2 * THREADS; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      trickling.add(socket);
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nx"
                  .getBytes(StandardCharsets.US_ASCII));
    }
    Thread sender = new Thread(() -> trickle(trickling, stopped));
    sender.start();
    try {
      assertThat(post(10)).isEqualTo(200);
    } finally {
      stopped.set(true);
      sender.join();
      for (Socket socket : trickling) {
        socket.close();
      }
    }
  }

  /** Long bodies of which some bytes come all the time: none holds a thread while it does. */
  @Test
  void answersAtOnceAlthoughManySlowUploadsComeFastEnoughNotToBeIdle() throws Exception {
    List<Socket> slow = new ArrayList<>();
    AtomicBoolean stopped = new AtomicBoolean();
    for (int i = 0; i < 3 * THREADS; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      slow.add(socket);
      head(socket, "/long", 900_000, "");
    }
    Thread sender = new Thread(() -> trickle(slow, stopped));
    sender.start();
    try {
      long before = System.nanoTime();
      assertThat(post(10)).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    } finally {
      stopped.set(true);
      sender.join();
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void cutsOffABodyThatTakesTooLong() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      head(socket, "/", 900, "");
      AtomicBoolean stopped = new AtomicBoolean();
      Thread sender = new Thread(() -> trickle(List.of(socket), stopped));
      sender.start();
      socket.setSoTimeout(20_000);

      assertThat(isCutOff(socket)).isTrue();
      stopped.set(true);
      sender.join();
    }
  }

  private static boolean isCutOff(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true; // Reset, because bytes were on their way.
    }
  }

  @Test
  void onlySomePathsTakeLongBodiesAndFewAtATime() throws Exception {
    assertThat(post("/long", 5_000)).isEqualTo(200);
    assertThat(announced("/long", 1_000_001)).startsWith("HTTP/1.1 413 ");
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        open.add(socket);
        head(socket, "/long", 5_000, "");
      }
      Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> post("/long", 5_000) == 503);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> post("/long", 5_000) == 200);
  }

  @Test
  void aBodyWithoutALengthIsRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      write(socket, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      assertThat(status(socket)).isEqualTo("HTTP/1.1 411 Length Required");
    }
  }

  /** A page in the browser of somebody of the desk (CSRF), or under a name of its own. */
  @ParameterizedTest
  @CsvSource({
    "Host: 127.0.0.1:8091, 200",
    "Host: localhost, 200",
    "Host: desk:8091, 200",
    "Host: [::1]:8091, 200",
    "Host: rebound.example, 403",
    "Host: rebound.example:8091, 403",
    "Host: 127.0.0.1.rebound.example, 403",
    "'Host: x\r\nOrigin: https://page.example', 403",
    "'Host: x\r\nOrigin: null', 403",
    "'Host: x\r\nSec-Fetch-Site: same-origin', 403"
  })
  void browsersAreKeptOut(String headers, String status) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      write(
          socket,
          "POST / HTTP/1.1\r\n"
              + headers.replace("\\r\\n", "\r\n")
              + "\r\nContent-Length: 1\r\n\r\nx");
      assertThat(status(socket)).contains(" " + status + " ");
    }
  }

  private static void head(Socket socket, String path, int length, String body) throws IOException {
    write(
        socket,
        "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n" + body);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String status(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  private static void trickle(List<Socket> sockets, AtomicBoolean stopped) {
    while (!stopped.get()) {
      for (Socket socket : sockets) {
        try {
          socket.getOutputStream().write('x');
        } catch (IOException e) {
          // The server has let it go: as it should.
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }
}
