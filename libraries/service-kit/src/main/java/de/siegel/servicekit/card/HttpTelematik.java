package de.siegel.servicekit.card;

import de.siegel.identity.card.CardIssuer;
import de.siegel.identity.card.RegisterAnswer;
import de.siegel.servicekit.http.LimitedBody;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** OCSP responders and directory over HTTP. Nothing waits: a hanging answer delays one card. */
public final class HttpTelematik implements CardStatusSource, CardDirectory {
  private static final int LONGEST_STATUS = 64 * 1024;
  private static final int OK = 200;

  private final URI directory;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CardLogin.LONGEST)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param directory base address of the FHIR directory
   */
  public HttpTelematik(URI directory) {
    this.directory = directory;
  }

  @Override
  public CompletableFuture<byte[]> ask(CardIssuer issuer, byte[] request) {
    Optional<URI> responder = issuer.ocsp();
    return responder.isEmpty()
        ? CompletableFuture.failedFuture(
            new IOException("the trust list names no responder of this issuer"))
        : send(
            HttpRequest.newBuilder(responder.get())
                .header("Content-Type", "application/ocsp-request")
                .POST(BodyPublishers.ofByteArray(request)),
            LONGEST_STATUS);
  }

  @Override
  public CompletableFuture<byte[]> search(String telematikId) {
    String identifier =
        URLEncoder.encode(RegisterAnswer.TELEMATIK_ID + "|" + telematikId, StandardCharsets.UTF_8);
    URI question =
        URI.create(
            directory.toString().replaceAll("/$", "")
                + "/HealthcareService?organization.active=true"
                + "&_include=HealthcareService:organization"
                + "&_include=HealthcareService:location"
                + "&organization.identifier="
                + identifier);
    return send(
        HttpRequest.newBuilder(question).header("Accept", "application/fhir+json").GET(),
        RegisterAnswer.LONGEST);
  }

  private CompletableFuture<byte[]> send(HttpRequest.Builder request, int longest) {
    Duration time = CardLogin.LONGEST;
    return http.sendAsync(request.timeout(time).build(), LimitedBody.upTo(longest))
        .thenCompose(
            answer ->
                answer.statusCode() == OK
                    ? CompletableFuture.completedFuture(answer.body())
                    : CompletableFuture.failedFuture(
                        new IOException("answered " + answer.statusCode())));
  }
}
