package de.siegel.cli.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestLinePropertyTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Property
  void answersAnyBytesWithoutFailing(@ForAll byte[] line) {
    RequestLine answer = RequestLineParser.parse(1, line);

    assertThat(answer.lineNumber()).isEqualTo(1);
  }

  @Property
  void answersAnyDamageOfAGoodLineWithoutFailing(
      @ForAll("damagePosition") int position, @ForAll byte damage) {
    byte[] line =
        "{\"requestId\":\"a\",\"type\":\"V\",\"payload\":{\"nam\":{\"fn\":\"\\ud83d\\ude00ü\"}}}"
            .getBytes(UTF_8);
    line[position % line.length] = damage;

    assertThat(RequestLineParser.parse(1, line)).isNotNull();
  }

  @Property
  void keepsTheMeaningOfAnyPayload(@ForAll("json") JsonNode payload) throws IOException {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("requestId", "a");
    line.set("payload", payload);
    byte[] written = MAPPER.writeValueAsBytes(line);

    RequestLine.Good good = (RequestLine.Good) RequestLineParser.parse(1, written);

    assertThat(MAPPER.readTree(good.content().bytes()).get("payload")).isEqualTo(payload);
    assertThat(good.content().bytes().length).isLessThan(written.length);
  }

  @Provide
  Arbitrary<Integer> damagePosition() {
    return Arbitraries.integers().between(0, 1_000);
  }

  @Provide
  Arbitrary<JsonNode> json() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .ofMaxLength(8)
            .filter(value -> value.codePoints().noneMatch(RequestLinePropertyTest::isSurrogate));
    return node(text, 3);
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private static Arbitrary<JsonNode> node(Arbitrary<String> text, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    Arbitrary<JsonNode> leaf =
        Arbitraries.oneOf(
            text.map(nodes::textNode),
            Arbitraries.integers().map(nodes::numberNode),
            Arbitraries.of(nodes.booleanNode(true), nodes.nullNode()));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<JsonNode> child = node(text, depth - 1);
    Arbitrary<JsonNode> array =
        child.list().ofMaxSize(3).map(items -> nodes.arrayNode().addAll(items));
    Arbitrary<JsonNode> object =
        Arbitraries.maps(text, child)
            .ofMaxSize(3)
            .map(members -> nodes.objectNode().setAll(members));
    return Arbitraries.oneOf(leaf, array, object);
  }
}
