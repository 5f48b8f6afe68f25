package de.siegel.client.confirm;

import de.siegel.identity.card.CardIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** OCSP over HTTP (RFC 6960 appendix A). */
public final class HttpCardStatus implements CardStatus {
  /** Who does not answer within this time is not available (gematik: 10 s). */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** An answer that fits into a confirmation is shorter. */
  private static final int LONGEST_ANSWER = 4_096;

  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(LONGEST)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Override
  public byte[] ask(CardIssuer issuer, byte[] request) throws IOException {
    URI responder =
        issuer
            .ocsp()
            .orElseThrow(
                () -> new IOException("The trust list names no responder of the card's issuer"));
    try {
      HttpResponse<InputStream> answer =
          http.send(
              HttpRequest.newBuilder(responder)
                  .timeout(LONGEST)
                  .header("Content-Type", "application/ocsp-request")
                  .POST(BodyPublishers.ofByteArray(request))
                  .build(),
              BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] bytes = body.readNBytes(LONGEST_ANSWER + 1);
        if (answer.statusCode() != OK || bytes.length > LONGEST_ANSWER) {
          throw new IOException(
              "The responder answered " + answer.statusCode() + ", " + bytes.length + " bytes");
        }
        return bytes;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while asking for a card's status", e);
    }
  }
}
