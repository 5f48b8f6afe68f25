package de.siegel.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds {@code docs/asyncapi.yaml} to the catalogue, so that the document cannot go astray. */
class AsyncApiTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "asyncapi.yaml");

  /** The embedded partition count, and the document's own placeholder for a tenant. */
  private static final TopicCatalogue CATALOGUE = new TopicCatalogue(6, List.of("{tenant}"));

  private static final List<String> SETTINGS =
      List.of("retention.ms", "retention.bytes", "max.message.bytes", "message.timestamp.type");

  private final JsonNode document = read();
  private final Map<String, JsonNode> channels = byAddress(document);

  @Test
  void hasAChannelForEachTopicAndNoOther() {
    assertThat(channels.keySet())
        .containsExactlyInAnyOrderElementsOf(CATALOGUE.topics().stream().map(Topic::name).toList());
    assertThat(document.path("channels")).hasSameSizeAs(channels.keySet());
  }

  @TestFactory
  Stream<DynamicTest> keepsEachTopicAsTheCatalogueDoes() {
    return CATALOGUE.topics().stream()
        .map(topic -> DynamicTest.dynamicTest(topic.name(), () -> keepsAsTheCatalogueDoes(topic)));
  }

  @TestFactory
  Stream<DynamicTest> namesTheSchemaFileOfEachTopic() {
    return CATALOGUE.topics().stream()
        .map(topic -> DynamicTest.dynamicTest(topic.name(), () -> namesTheSchemaFile(topic)));
  }

  private void keepsAsTheCatalogueDoes(Topic topic) {
    JsonNode kafka = channels.get(topic.name()).path("bindings").path("kafka");
    JsonNode settings = kafka.path("topicConfiguration");
    assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.partitions());
    assertThat(settings.path("cleanup.policy")).hasSize(1);
    assertThat(settings.path("cleanup.policy").path(0).asText())
        .isEqualTo(topic.settings().get("cleanup.policy"));
    for (String setting : SETTINGS) {
      assertThat(settings.path(setting).asText())
          .as(setting)
          .isEqualTo(topic.settings().get(setting));
    }
  }

  private void namesTheSchemaFile(Topic topic) throws IOException {
    JsonNode messages = channels.get(topic.name()).path("messages");
    assertThat(messages).hasSize(1);
    JsonNode payload = resolve(messages.elements().next()).path("payload");
    assertThat(payload.isMissingNode()).isFalse();
    JsonNode file = payload.path("schema").path("$ref");
    if (topic.value().isEmpty()) {
      assertThat(file.isMissingNode()).isTrue();
      return;
    }
    Schema schema = topic.value().get();
    JsonNode avsc =
        new YAMLMapper()
            .readTree(Files.readString(DOCUMENT.resolveSibling(file.asText()).normalize()));
    assertThat(avsc.path("namespace").asText() + "." + avsc.path("name").asText())
        .isEqualTo(schema.getFullName());
  }

  /** Follows a reference inside the document. */
  private JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    assertThat(reference).startsWith("#/");
    return document.at(reference.substring(1));
  }

  private static Map<String, JsonNode> byAddress(JsonNode document) {
    Map<String, JsonNode> channels = new LinkedHashMap<>();
    document
        .path("channels")
        .forEach(channel -> channels.put(channel.path("address").asText(), channel));
    return channels;
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(Files.readString(DOCUMENT));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
