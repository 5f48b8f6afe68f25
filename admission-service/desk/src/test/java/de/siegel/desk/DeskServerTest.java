package de.siegel.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.servicekit.authority.AuthorityStarting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskServerTest {
  private static final int STARTING = 503;

  private final HttpClient http = HttpClient.newHttpClient();
  private final DeskServer applicants =
      DeskServer.ofApplicants(
          "127.0.0.1",
          0,
          () -> {
            throw new AuthorityStarting("The admission desk");
          });

  @AfterEach
  void close() {
    applicants.close();
  }

  private int status(String method, String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + applicants.port() + path))
                .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/applications/invitation",
    "POST,/applications/p-1/challenge",
    "POST,/applications",
    "POST,/applications/p-1/card",
    "POST,/applications/p-1/code"
  })
  void applicantsFindWhatTheyNeed(String method, String path) throws Exception {
    assertThat(status(method, path)).isEqualTo(STARTING);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/applications",
    "GET,/applications/p-1",
    "GET,/applications/p-1/draft",
    "POST,/applications/p-1/approvals",
    "GET,/applications/p-1/activation",
    "GET,/restrictions",
    "POST,/restrictions",
    "GET,/confirmers",
    "POST,/confirmers/draft",
    "POST,/confirmers",
    "GET,/waves",
    "POST,/waves/opening",
    "POST,/orders"
  })
  void andNothingElse(String method, String path) throws Exception {
    assertThat(status(method, path)).isEqualTo(404);
  }

  @Test
  void nobodySendsThemALongBody() throws Exception {
    assertThat(
            http.send(
                    HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + applicants.port() + "/orders"))
                        .POST(BodyPublishers.ofByteArray(new byte[65_537]))
                        .build(),
                    BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(413);
  }
}
