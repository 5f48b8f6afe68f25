package de.siegel.client.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.certificate.TrustList;
import de.siegel.identity.session.AcceptedSession;
import de.siegel.identity.session.CardProof;
import de.siegel.identity.session.SessionApplication;
import de.siegel.identity.session.SessionAuthority;
import de.siegel.identity.session.SessionAuthorityUnavailable;
import de.siegel.identity.session.SessionJson;
import de.siegel.identity.session.SessionRefused;
import de.siegel.schemas.control.EpochKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The session authority over HTTP. */
public final class HttpSessionAuthority implements SessionAuthority {
  /** It asks responder and directory, each for 10 s at most. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final int OK = 200;

  private final URI base;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param base for example {@code http://127.0.0.1:8090}
   */
  public HttpSessionAuthority(URI base) {
    this.base = base;
  }

  @Override
  public List<EpochKey> epochKeys() {
    return SessionJson.readEpochKeys(send(request("/epoch").GET()));
  }

  @Override
  public byte[] challenge(byte[] binding) {
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.ofByteArray(SessionJson.writeBinding(binding));
    return SessionJson.readChallenge(send(request("/challenges").POST(body)));
  }

  @Override
  public AcceptedSession open(SessionApplication application, Optional<CardProof> proof) {
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.ofByteArray(SessionJson.write(application, proof));
    return SessionJson.readAccepted(send(request("/sessions").POST(body)));
  }

  @Override
  public void end(String sessionId, byte[] signature) {
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.ofByteArray(SessionJson.writeEnd(sessionId, signature));
    send(request("/sessions/end").POST(body));
  }

  /** The certificates that verifiers of this environment need, as JSON. */
  public TrustList trustList() {
    try {
      return TrustList.read(new ByteArrayInputStream(send(request("/trust-list.json").GET())));
    } catch (IOException e) {
      throw new SessionAuthorityUnavailable("The session authority's trust list cannot be read", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json");
  }

  private byte[] send(HttpRequest.Builder request) {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new SessionAuthorityUnavailable("The session authority at " + base + " is away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionAuthorityUnavailable("Stopped while opening a session", e);
    }
    if (response.statusCode() != OK) {
      throw new SessionRefused(reason(response));
    }
    return response.body();
  }

  private static String reason(HttpResponse<byte[]> response) {
    try {
      return new ObjectMapper().readTree(response.body()).path("message").asText("");
    } catch (IOException e) {
      return "The session authority answered " + response.statusCode();
    }
  }
}
