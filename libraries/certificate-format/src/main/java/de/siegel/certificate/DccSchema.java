package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The DCC schema 1.3 with additional properties forbidden (C-03). */
final class DccSchema {

  private static final JsonSchema SCHEMA = load();
  private static final Set<String> TOLERATED = Set.of("additionalProperties", "minLength");

  private DccSchema() {}

  /** What is wrong with a payload that is about to be signed. */
  static List<FieldError> violations(JsonNode dcc) {
    List<FieldError> violations = new ArrayList<>();
    SCHEMA.check(
        dcc,
        (path, keyword) -> {
          if (violations.size() < Checked.MAXIMUM_ERRORS) {
            violations.add(ErrorCode.SCHEMA.at(path, "Broken: " + keyword + "."));
          }
        });
    return violations;
  }

  /**
   * Whether a reader may accept it: the published schema forbids neither of the tolerated two, and
   * cannot say that a birth date is a day (P-01).
   */
  static boolean isReadable(JsonNode dcc) {
    return BirthDate.parse(dcc.path("dob").asText()).isPresent() && fits(dcc);
  }

  private static boolean fits(JsonNode dcc) {
    boolean[] fits = {true};
    SCHEMA.check(dcc, (path, keyword) -> fits[0] &= TOLERATED.contains(keyword));
    return fits[0];
  }

  private static JsonSchema load() {
    try (InputStream resource = DccSchema.class.getResourceAsStream("dcc-1.3.schema.json")) {
      return JsonSchema.of(new JsonMapper().readTree(resource));
    } catch (IOException e) {
      throw new UncheckedIOException("dcc-1.3.schema.json is not readable", e);
    }
  }
}
