package de.siegel.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How a registry is reached over HTTP. {@link #of} has values that fit a stage.
 *
 * @param baseUrl where the Confluent REST API begins, http or https, with a path where the server
 *     has one (Apicurio: {@code /apis/ccompat/v7}); no user information, query or fragment
 * @param requestTimeout the longest that one request may take, answer read
 * @param retryFor how long a request is tried again on I/O errors and on the statuses 429 and 5xx
 * @param firstPause about how long to wait before the second try; doubles with each further one
 * @param longestPause the longest wait between two tries
 * @param unknownIdFor how long an id that the registry does not know is not asked for again
 * @param maxAnswerBytes the largest answer that is read
 * @param maxCachedIds the most ids, known and unknown each, that are remembered
 */
public record HttpRegistrySettings(
    URI baseUrl,
    Duration requestTimeout,
    Duration retryFor,
    Duration firstPause,
    Duration longestPause,
    Duration unknownIdFor,
    int maxAnswerBytes,
    int maxCachedIds) {

  public HttpRegistrySettings {
    Objects.requireNonNull(baseUrl);
    boolean http = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
    if (!http || baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "schema registry URL: needs http or https and a host, such as http://localhost:8081");
    }
    if (baseUrl.getUserInfo() != null
        || baseUrl.getQuery() != null
        || baseUrl.getFragment() != null) {
      throw new IllegalArgumentException(
          "schema registry URL: must not hold user information, a query or a fragment");
    }
    requireAMillisecond("requestTimeout", requestTimeout);
    requireAMillisecond("firstPause", firstPause);
    requireAMillisecond("longestPause", longestPause);
    requireAMillisecond("unknownIdFor", unknownIdFor);
    if (retryFor.isNegative()) {
      throw new IllegalArgumentException("schema registry retryFor: must not be negative");
    }
    if (maxAnswerBytes < 1024 || maxCachedIds < 1) {
      throw new IllegalArgumentException(
          "schema registry limits: at least 1024 bytes an answer and 1 cached id");
    }
  }

  /** The usual values: 5 s a request, 20 s of retries, 1 MiB an answer, 1,000 ids. */
  public static HttpRegistrySettings of(URI baseUrl) {
    return new HttpRegistrySettings(
        baseUrl,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofMillis(100),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        1024 * 1024,
        1_000);
  }

  /** The same with another time to go on trying. */
  public HttpRegistrySettings withRetryFor(Duration time) {
    return new HttpRegistrySettings(
        baseUrl,
        requestTimeout,
        time,
        firstPause,
        longestPause,
        unknownIdFor,
        maxAnswerBytes,
        maxCachedIds);
  }

  private static void requireAMillisecond(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException("schema registry " + name + ": must be at least 1 ms");
    }
  }
}
