package de.siegel.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EmbeddedRegistryIT extends RegistryContract {

  @TempDir Path folder;

  private EmbeddedRegistry server;

  @Override
  URI started() {
    server = EmbeddedRegistry.start(folder, 0);
    return server.baseUrl();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void keepsIdsAndLevelsOverARestart() throws Exception {
    SchemaRegistry before = client(server);
    int first = before.register("a-value", Finding.getClassSchema());
    int second = before.register("b-value", SourcePosition.getClassSchema());
    before.requireFullTransitive("a-value");

    server.close();
    started();

    assertThat(client(server).register("b-value", SourcePosition.getClassSchema()))
        .isEqualTo(second);
    assertThat(client(server).register("a-value", Finding.getClassSchema())).isEqualTo(first);
    assertThat(send("GET", "/config/a-value", "").body())
        .isEqualTo("{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /schemas/ids/9                    |                                  | 404 | 40403",
        "GET  | /schemas/ids/x                    |                                  | 404 | 40403",
        "GET  | /subjects/none/versions           |                                  | 404 | 40401",
        "POST | /subjects/none                    | {\"schema\":\"\\\"int\\\"\"}       | 404 | 40401",
        "POST | /subjects/a-value                 | {\"schema\":\"\\\"int\\\"\"}       | 404 | 40403",
        "GET  | /subjects/a-value/versions/2      |                                  | 404 | 40402",
        "GET  | /subjects/a-value/versions/0      |                                  | 422 | 42202",
        "GET  | /subjects/a-value/versions/newest |                                  | 422 | 42202",
        "POST | /subjects/a-value/versions        | {\"schema\":\"{}\"}               | 422 | 42201",
        "POST | /subjects/a-value/versions        | {\"schema\":5}                    | 422 | 42201",
        "POST | /subjects/a-value/versions        | no JSON                          | 422 | 42201",
        "POST | /subjects/a-value/versions        | {\"schema\":\"\\\"int\\\"\"}       | 409 | 409",
        "PUT  | /config/a-value                   | {\"compatibility\":\"SOMEHOW\"}   | 422 | 42203",
        "GET  | /config/a-value                   |                                  | 404 | 40408"
      })
  void refusesWithConfluentsCodes(String method, String path, String body, int status, int code)
      throws Exception {
    client(server).register("a-value", Finding.getClassSchema());

    HttpResponse<String> response = send(method, path, body == null ? "" : body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains("\"error_code\":" + code);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.schemaregistry.v1+json");
  }

  @Test
  void listsSubjectsAndVersions() throws Exception {
    client(server).register("b-value", Finding.getClassSchema());
    client(server).register("a-value", Finding.getClassSchema());

    assertThat(send("GET", "/subjects", "").body()).isEqualTo("[\"a-value\",\"b-value\"]");
    assertThat(send("GET", "/subjects/a-value/versions", "").body()).isEqualTo("[1]");
    assertThat(send("GET", "/config", "").body()).contains("FULL_TRANSITIVE");
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    assertThat(send("POST", "/subjects/a/versions", " ".repeat(2_000_000)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void namesAPortThatIsTaken(@TempDir Path other) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedRegistry.start(other, taken.getLocalPort()))
          .isInstanceOf(RegistryStartFailure.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
    // The folder is free again.
    EmbeddedRegistry.start(other, 0).close();
  }

  @Test
  void refusesAFolderThatAnotherRegistryUses() {
    assertThatThrownBy(() -> EmbeddedRegistry.start(folder, 0))
        .isInstanceOf(RegistryStartFailure.class)
        .hasMessageContaining("another registry uses it");
  }

  @Test
  void refusesAFileThatIsDamagedAndLeavesItAsItIs() throws IOException {
    server.close();
    Path file = folder.resolve("schemas.json");
    Files.writeString(file, "{\"schemas\":[],\"subjects\":{\"a\":[1]}");

    assertThatThrownBy(() -> EmbeddedRegistry.start(folder, 0))
        .isInstanceOf(RegistryStartFailure.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("{\"schemas\":[],\"subjects\":{\"a\":[1]}");
  }

  @Test
  void refusesAFolderThatIsAFile(@TempDir Path other) throws IOException {
    Path file = Files.createFile(other.resolve("file"));
    assertThatThrownBy(() -> EmbeddedRegistry.start(file, 0))
        .isInstanceOf(RegistryStartFailure.class)
        .hasMessageContaining("choose another");
  }

  private static SchemaRegistry client(EmbeddedRegistry registry) {
    return new HttpSchemaRegistry(HttpRegistrySettings.of(registry.baseUrl()));
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
