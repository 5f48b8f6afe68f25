package de.siegel.revocations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The gateway that countries exchange lists over: {@code POST /revocation-list}. */
final class Gateway {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int CREATED = 201;
  private static final int EXISTS = 409;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();
  private final URI address;

  /**
   * @param address where {@code /revocation-list} is, without it
   */
  Gateway(URI address) {
    this.address = address;
  }

  /**
   * Sends a batch.
   *
   * @param cms base64 of the signed message
   * @throws IOException if the gateway does not have it afterwards, as far as it says
   */
  void deliver(String cms) throws IOException {
    try {
      HttpResponse<Void> response =
          http.send(
              HttpRequest.newBuilder(URI.create(address + "/revocation-list"))
                  .timeout(LONGEST)
                  .header("Content-Type", "application/cms-text")
                  .POST(BodyPublishers.ofString(cms))
                  .build(),
              BodyHandlers.discarding());
      // It has it from before: an answer was lost.
      if (response.statusCode() != CREATED && response.statusCode() != EXISTS) {
        throw new IOException("the gateway answers " + response.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while delivering", e);
    }
  }
}
