package de.siegel.servicekit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLimitsIT {
  private static final int THREADS = 8;

  private final HttpClient client = HttpClient.newHttpClient();
  private Javalin server;

  @BeforeEach
  void start() {
    server =
        Javalin.create(
                config -> {
                  HttpLimits.apply(config, THREADS, 1_000);
                  config.routes.post("/", context -> context.result(context.body()));
                })
            .start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private int post(int length) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString("x".repeat(length)))
                .build(),
            BodyHandlers.ofString());
    return response.statusCode();
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    assertThat(post(1_000)).isEqualTo(200);
    assertThat(post(1_001)).isEqualTo(413);
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
