package de.siegel.client;

import java.util.Optional;

/**
 * A request for a certificate.
 *
 * @param requestId idempotency key, unique per pharmacy, 1 to 64 of A-Z a-z 0-9 . _ : -; choose it
 *     at random
 * @param content UTF-8 JSON: {@code {"type", "payload", "context"?}}
 * @param supersedes the request that this one replaces
 */
public record Request(String requestId, byte[] content, Optional<String> supersedes) {
  /** A first request. */
  public Request(String requestId, byte[] content) {
    this(requestId, content, Optional.empty());
  }

  /** Never shows the content. */
  @Override
  public String toString() {
    return "Request[" + requestId + "]";
  }
}
