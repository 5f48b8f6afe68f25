package de.siegel.cli.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** An authority's service over HTTP. */
public final class AuthorityHttp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int OK = 200;

  private final String name;
  private final String option;
  private final URI base;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param name what people call it, for example {@code The admission desk}
   * @param option which option says where it is
   */
  public AuthorityHttp(String name, String option, URI base) {
    this.name = name;
    this.option = option;
    if (base.getHost() == null || !List.of("http", "https").contains(base.getScheme())) {
      throw CommandFailure.usage(option + ": must be like http://127.0.0.1:28091, not " + base);
    }
    this.base = base;
  }

  /** An empty body, to be filled. */
  public static ObjectNode body() {
    return JSON.createObjectNode();
  }

  /** Gets an answer. */
  public JsonNode get(String path) {
    return send(request(path).GET());
  }

  /** Posts a body. */
  public JsonNode post(String path, ObjectNode body) {
    return send(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  JsonNode post(String path, byte[] body) {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)));
  }

  /** Posts a body with one header more. */
  public JsonNode post(String path, byte[] body, String header, String value) {
    return send(request(path).header(header, value).POST(BodyPublishers.ofByteArray(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json");
  }

  private JsonNode send(HttpRequest.Builder request) {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofByteArray());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() != OK) {
        throw CommandFailure.negative(name + " refuses: " + answer.path("message").asText());
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw CommandFailure.negative(
          name + " does not answer at " + base + ", somebody else does: is " + option + " right?",
          e);
    } catch (IOException e) {
      throw CommandFailure.negative(
          name + " at " + base + " does not answer: does it run, is " + option + " right?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.negative("Stopped while waiting for " + base, e);
    }
  }
}
