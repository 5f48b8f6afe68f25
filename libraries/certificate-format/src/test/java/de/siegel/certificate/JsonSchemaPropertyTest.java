package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema as we read it, held against a validator that others wrote. */
class JsonSchemaPropertyTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Schema JUDGE = judge();
  private static final JsonSchema OURS = ours();
  private static final List<JsonNode> GOOD =
      Requests.ofEveryKind().stream()
          .map(request -> TestSigner.ES256.sign(Requests.accept(request)).toBeSigned().dcc())
          .toList();

  /** Whose errors differ: the judge also names why each branch fails. */
  private static final Set<String> BRANCHES = Set.of("oneOf", "anyOf", "required");

  private static InputStream schema() {
    return DccSchema.class.getResourceAsStream("dcc-1.3.schema.json");
  }

  private static Schema judge() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema(), InputFormat.JSON);
  }

  private static JsonSchema ours() {
    try {
      return JsonSchema.of(JSON.readTree(schema()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> broken(JsonNode dcc) {
    Set<String> broken = new TreeSet<>();
    OURS.check(dcc, (path, keyword) -> broken.add(path + " " + keyword));
    return broken;
  }

  private static Set<String> judged(JsonNode dcc) {
    Set<String> broken = new TreeSet<>();
    JUDGE
        .validate(dcc.toString(), InputFormat.JSON)
        .forEach(
            error -> {
              String path = error.getInstanceLocation().toString().replaceAll("/(\\d+)", "[$1]");
              path = path.startsWith("/") ? path.substring(1).replace('/', '.') : path;
              broken.add(path + " " + error.getKeyword());
            });
    return broken;
  }

  private static Set<String> withoutBranches(Set<String> broken) {
    Set<String> left = new TreeSet<>(broken);
    left.removeIf(each -> BRANCHES.contains(each.substring(each.lastIndexOf(' ') + 1)));
    return left;
  }

  private static JsonNode value(Random random) {
    return switch (random.nextInt(16)) {
      case 0 -> NODES.textNode("");
      case 1 -> NODES.textNode("x".repeat(80 + random.nextInt(2)));
      case 2 -> NODES.textNode("\uD83D\uDE00".repeat(79 + random.nextInt(3)));
      case 3 -> NODES.textNode("DE\n");
      case 4 -> NODES.textNode("2021-09-01" + (random.nextBoolean() ? "\n" : ""));
      case 5 -> NODES.textNode("1990-1" + random.nextInt(10));
      case 6 -> NODES.textNode("840539006");
      case 7 -> NODES.numberNode(random.nextInt(4) - 1);
      case 8 -> NODES.numberNode(random.nextInt(4) / 2.0);
      case 9 -> NODES.numberNode(Long.MAX_VALUE);
      case 10 -> NODES.nullNode();
      case 11 -> NODES.booleanNode(random.nextBoolean());
      case 12 -> NODES.arrayNode().add(1);
      case 13 -> NODES.objectNode().put("fn", "x");
      case 14 -> NODES.textNode("1.3.0");
      default -> NODES.textNode("MUSTER<MANN");
    };
  }

  private static void change(ObjectNode dcc, Random random) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(dcc, objects);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name =
        names.isEmpty() || random.nextInt(8) == 0
            ? List.of("x", "v", "t", "r", "gnt").get(random.nextInt(5))
            : names.get(random.nextInt(names.size()));
    if (random.nextInt(4) == 0) {
      object.remove(name);
    } else if (object.get(name) instanceof ArrayNode array && random.nextBoolean()) {
      array.add(array.size() > 0 ? array.get(0).deepCopy() : value(random));
    } else {
      object.set(name, value(random));
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> collect(child, objects));
  }

  @Property(tries = 5_000)
  void findsWhatAnotherValidatorFinds(@ForAll long seed) {
    Random random = new Random(seed);
    ObjectNode dcc = GOOD.get(random.nextInt(GOOD.size())).deepCopy();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      change(dcc, random);
    }

    Set<String> ours = broken(dcc);
    Set<String> judged = judged(dcc);

    assertThat(ours.isEmpty()).as(dcc + " " + ours + " " + judged).isEqualTo(judged.isEmpty());
    assertThat(withoutBranches(ours)).as(dcc.toString()).isEqualTo(withoutBranches(judged));
  }

  /** A rule that is passed over would be worse than a schema that is not read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\":\"date\"}",
        "{\"type\":\"number\"}",
        "{\"pattern\":\"[A-Z]\"}",
        "{\"additionalProperties\":{\"type\":\"string\"}}",
        "{\"properties\":{\"x\":{\"enum\":[1]}}}"
      })
  void readsNoSchemaWithARuleThatItDoesNotKnow(String schema) throws IOException {
    JsonNode read = JSON.readTree(schema);

    assertThatThrownBy(() -> JsonSchema.of(read)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoNumberIsNotAtLeastOne() {
    ObjectNode dcc = GOOD.get(0).deepCopy();
    ObjectNode entry = (ObjectNode) dcc.get("v").get(0);
    for (double number : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 0.5}) {
      entry.put("dn", number);
      assertThat(broken(dcc)).contains("v[0].dn type", "v[0].dn minimum");
    }
  }
}
