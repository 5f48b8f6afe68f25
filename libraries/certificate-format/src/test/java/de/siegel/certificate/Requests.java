package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Good requests and what is easily made of them. */
final class Requests {

  static final Instant AT = Instant.parse("2021-06-15T10:00:00Z");
  static final CertificateFormat FORMAT = CertificateFormats.euDcc();
  static final JsonMapper MAPPER = new JsonMapper();

  private static final String NAME =
      "\"nam\":{\"fn\":\"Musterfrau-Dießner\",\"gn\":\"Erika Dörte\"}";

  private Requests() {}

  static ObjectNode vaccination() {
    return parse(
        "{\"type\":\"V\",\"payload\":{"
            + NAME
            + ",\"dob\":\"1979-04-14\",\"v\":[{\"id\":\"IZ28215B\",\"tg\":\"840539006\","
            + "\"vp\":\"1119349007\",\"mp\":\"EU/1/20/1528\",\"ma\":\"ORG-100030215\","
            + "\"dn\":1,\"sd\":2,\"dt\":\"2021-04-14\"}]}}");
  }

  static ObjectNode nucleicAcidTest() {
    return parse(
        "{\"type\":\"T\",\"payload\":{"
            + NAME
            + ",\"dob\":\"1979-04\",\"t\":[{\"id\":\"APO4711\",\"tg\":\"840539006\","
            + "\"tt\":\"LP6464-4\",\"nm\":\"Sample PCR\",\"sc\":\"2021-06-14T14:20:00+02:00\","
            + "\"tr\":\"260415000\",\"tc\":\"Teststelle am Markt\"}]}}");
  }

  static ObjectNode rapidTest() {
    ObjectNode request = nucleicAcidTest();
    ObjectNode entry = (ObjectNode) request.at("/payload/t/0");
    entry.remove("nm");
    entry.put("tt", "LP217198-3").put("ma", "1232");
    return request;
  }

  static ObjectNode recovery() {
    return parse(
        "{\"type\":\"R\",\"payload\":{\"nam\":{\"gn\":\"Erika\"},\"dob\":\"1979\",\"r\":[{"
            + "\"id\":\"BSNR12345\",\"tg\":\"840539006\",\"fr\":\"2021-04-21\","
            + "\"df\":\"2021-05-19\",\"du\":\"2021-10-18\"}]}}");
  }

  static List<ObjectNode> ofEveryKind() {
    return List.of(vaccination(), nucleicAcidTest(), rapidTest(), recovery());
  }

  /** Replaces or adds one field. */
  static ObjectNode set(ObjectNode request, String pointer, Object value) {
    JsonPointer path = JsonPointer.compile(pointer);
    JsonNode parent = request.at(path.head());
    ((ObjectNode) parent).set(path.last().getMatchingProperty(), MAPPER.valueToTree(value));
    return request;
  }

  static ObjectNode remove(ObjectNode request, String pointer) {
    JsonPointer path = JsonPointer.compile(pointer);
    ((ObjectNode) request.at(path.head())).remove(path.last().getMatchingProperty());
    return request;
  }

  static ObjectNode parse(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Checked check(ObjectNode request) {
    return check(request.toString());
  }

  static Checked check(String json) {
    return FORMAT.check(json.getBytes(StandardCharsets.UTF_8), AT);
  }

  static Draft accept(ObjectNode request) {
    Checked checked = check(request);
    assertThat(checked).isInstanceOf(Checked.Accepted.class);
    return ((Checked.Accepted) checked).draft();
  }

  /** Asserts exactly these errors, each {@code CODE field}, in any order. */
  static void assertRefused(ObjectNode request, String... errors) {
    assertRefused(check(request), errors);
  }

  static void assertRefused(Checked checked, String... errors) {
    assertThat(checked).isInstanceOf(Checked.Refused.class);
    assertThat(((Checked.Refused) checked).errors())
        .extracting(error -> (error.code() + " " + error.field()).strip())
        .containsExactlyInAnyOrder(errors);
  }
}
