package de.siegel.servicekit.key;

import de.siegel.schemas.control.EpochKey;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.EpochKeyHandover;
import de.siegel.sealing.EpochKeyPair;
import de.siegel.sealing.SharedKey;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.http.LimitedBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A holder of epoch keys over HTTP ({@link EpochKeyHandover}). */
public final class HttpEpochKeySource implements EpochKeySource {
  /** Where a holder answers. */
  public static final String PATH = "/epoch-keys/ask";

  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final int LONGEST_ANSWER = 4 * 1024;
  private static final int OK = 200;
  private static final int GONE = 404;

  private final URI holder;
  private final SharedKey shared;
  private final SecureRandom random;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(LONGEST)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param holder base address
   * @param shared the key that this asker shares with the holders
   */
  public HttpEpochKeySource(
      URI holder, SharedKey shared, SecureRandom random, InstantSource clock) {
    this.holder = holder;
    this.shared = shared;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Optional<EpochKeyPair> ask(EpochKey key) {
    EpochKeyHandover.Asked asked =
        EpochKeyHandover.ask(key.getEpoch(), key.getStage(), shared, clock.instant(), random);
    HttpResponse<byte[]> answer = send(asked.question());
    return switch (answer.statusCode()) {
      case OK ->
          Optional.of(
              asked
                  .open(read(answer.body()), Bytes.of(key.getPublicKey()))
                  .orElseThrow(() -> unavailable("answered with another key")));
      case GONE -> Optional.empty();
      default -> throw unavailable("answered " + answer.statusCode());
    };
  }

  private HttpResponse<byte[]> send(EpochKeyHandover.Question question) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(holder.toString().replaceAll("/$", "") + PATH))
              .timeout(LONGEST)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(EpochKeyJson.write(question)))
              .build();
      return http.send(request, LimitedBody.upTo(LONGEST_ANSWER));
    } catch (IOException e) {
      throw unavailable("does not answer (" + e + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for");
    }
  }

  private EpochKeyHandover.Answer read(byte[] body) {
    try {
      return EpochKeyJson.readAnswer(body);
    } catch (IllegalArgumentException e) {
      throw unavailable(e.getMessage());
    }
  }

  private ControlUnavailable unavailable(String why) {
    return new ControlUnavailable("The holder of epoch keys at " + holder + " " + why);
  }
}
