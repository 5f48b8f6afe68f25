package de.siegel.client;

import de.siegel.identity.confirmation.Confirmation;
import java.util.Optional;

/**
 * A request for a certificate.
 *
 * @param requestId idempotency key, unique per pharmacy, 1 to 64 of A-Z a-z 0-9 . _ : -; choose it
 *     at random
 * @param content UTF-8 JSON: {@code {"type", "payload", "context"?}}
 * @param supersedes the request that this one replaces
 * @param confirmation what a person signed for just this request in its session
 */
public record Request(
    String requestId,
    byte[] content,
    Optional<String> supersedes,
    Optional<Confirmation> confirmation) {
  /** Without a person's confirmation. */
  public Request(String requestId, byte[] content, Optional<String> supersedes) {
    this(requestId, content, supersedes, Optional.empty());
  }

  /** A first request. */
  public Request(String requestId, byte[] content) {
    this(requestId, content, Optional.empty());
  }

  /** The same, confirmed: it can be sent only in the session that the statement was made in. */
  public Request confirmed(Confirmation by) {
    return new Request(requestId, content, supersedes, Optional.of(by));
  }

  /** Never shows the content. */
  @Override
  public String toString() {
    return "Request[" + requestId + "]";
  }
}
