package de.siegel.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the registry until it answers something final or the time is up. */
final class RegistryHttp {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int LONGEST_QUOTE = 300;

  private final HttpClient client;
  private final HttpRegistrySettings settings;
  private final String base;

  RegistryHttp(HttpClient client, HttpRegistrySettings settings) {
    this.client = client;
    this.settings = settings;
    String url = settings.baseUrl().toString();
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /**
   * A final answer: neither 429 nor 5xx.
   *
   * @param what the request in words, for messages
   * @param status the HTTP status
   * @param tooLong true if there was more than may be read; then {@code body} is missing
   * @param body the JSON body; a missing node if it is none
   */
  record Answer(String what, int status, boolean tooLong, JsonNode body) {

    /** The registry's own error code, 0 if the answer has none. */
    int errorCode() {
      return body.path("error_code").asInt(0);
    }

    /** The registry's own words, shortened. */
    String message() {
      String message = body.path("message").asText("no message");
      return message.length() <= LONGEST_QUOTE
          ? message
          : message.substring(0, LONGEST_QUOTE) + "…";
    }

    /** What to throw if the answer makes no sense here. */
    BadRegistryAnswer bad() {
      String detail =
          tooLong
              ? "a longer answer than may be read"
              : "status " + status + ", error code " + errorCode() + ", " + message();
      return new BadRegistryAnswer(
          what + ": " + detail + "; check the registry's base URL and this client's rights", null);
    }
  }

  Answer get(String path) {
    return exchange("GET", path, BodyPublishers.noBody());
  }

  Answer post(String path, JsonNode body) {
    return exchange("POST", path, BodyPublishers.ofString(body.toString()));
  }

  Answer put(String path, JsonNode body) {
    return exchange("PUT", path, BodyPublishers.ofString(body.toString()));
  }

  /** A subject as one segment of a path. */
  static String segment(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer exchange(String method, String path, BodyPublisher body) {
    String what = method + " " + base + path;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Accept", MEDIA_TYPE + ", application/json")
            .header("Content-Type", MEDIA_TYPE)
            .timeout(settings.requestTimeout())
            .method(method, body)
            .build();
    long end = System.nanoTime() + settings.retryFor().toNanos();
    Duration pause = settings.firstPause();
    while (true) {
      RegistryUnavailable failure;
      try {
        HttpResponse<Optional<byte[]>> response = send(request, what);
        if (response.statusCode() != 429 && response.statusCode() < 500) {
          return answer(what, response);
        }
        failure = new RegistryUnavailable(what + ": status " + response.statusCode(), null);
      } catch (RegistryUnavailable e) {
        failure = e;
      }
      // Between half and the whole of the pause, so that stages that lost the registry in the same
      // moment do not come back in the same moment.
      long nanos = pause.toNanos() / 2 + ThreadLocalRandom.current().nextLong(pause.toNanos() / 2);
      if (System.nanoTime() + nanos >= end) {
        throw failure;
      }
      sleep(nanos, what);
      pause = min(pause.multipliedBy(2), settings.longestPause());
    }
  }

  private HttpResponse<Optional<byte[]>> send(HttpRequest request, String what) {
    CompletableFuture<HttpResponse<Optional<byte[]>>> response =
        client.sendAsync(request, info -> new BoundedBody(settings.maxAnswerBytes()));
    try {
      // The request's own timeout ends with the headers; this one bounds the body too.
      return response.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new RegistryUnavailable(
          what + ": no answer (" + e.getCause().getClass().getSimpleName() + ")", e.getCause());
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new RegistryUnavailable(what + ": no answer in " + settings.requestTimeout(), e);
    } catch (InterruptedException e) {
      response.cancel(true);
      throw interrupted(what, e);
    }
  }

  private static Answer answer(String what, HttpResponse<Optional<byte[]>> response) {
    JsonNode body = response.body().map(RegistryHttp::json).orElse(MissingNode.getInstance());
    return new Answer(what, response.statusCode(), response.body().isEmpty(), body);
  }

  private static JsonNode json(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static void sleep(long nanos, String what) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      throw interrupted(what, e);
    }
  }

  private static RegistryUnavailable interrupted(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new RegistryUnavailable(what + ": interrupted", cause);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
