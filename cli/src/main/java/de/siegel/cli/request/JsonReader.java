package de.siegel.cli.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads one line as JSON, keeping numbers as written. */
final class JsonReader {
  private static final int MAXIMUM_DEPTH = 32;

  // The line is bounded already; these only must not be what refuses it, because the answer to an
  // overlong name or number is validation's.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAXIMUM_DEPTH + 1)
                  .maxNumberLength(RequestFile.MAXIMUM_LINE_BYTES)
                  .maxNameLength(RequestFile.MAXIMUM_LINE_BYTES)
                  .maxStringLength(RequestFile.MAXIMUM_LINE_BYTES)
                  .build())
          // Names come from outside; a shared symbol table would keep them.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** What was wrong, and where. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient LineProblem problem;
    private final String path;

    private Refused(LineProblem problem, String path) {
      super(problem.name(), null, false, false);
      this.problem = problem;
      this.path = path;
    }

    LineProblem problem() {
      return problem;
    }

    /** As in {@code payload.v[0].dt}; empty for the line. */
    String path() {
      return path;
    }
  }

  private final JsonParser parser;

  /** The members of the outermost object that were read, also when the reading then failed. */
  private final TreeMap<String, JsonValue> members = new TreeMap<>();

  JsonReader(String line) throws IOException {
    parser = FACTORY.createParser(line);
  }

  TreeMap<String, JsonValue> members() {
    return members;
  }

  /** Reads the one object that a line must be. */
  void read() throws Refused, IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new Refused(LineProblem.LINE_EMPTY, "");
    }
    if (first != JsonToken.START_OBJECT) {
      // An unfinished one is first of all no JSON.
      parser.skipChildren();
      throw new Refused(LineProblem.LINE_NOT_OBJECT, "");
    }
    readMembers(members, "", 1);
    if (parser.nextToken() != null) {
      throw new Refused(LineProblem.LINE_NOT_OBJECT, "");
    }
  }

  /** The column where the parser stands, from 1. */
  int column() {
    return parser.currentLocation().getColumnNr();
  }

  private void readMembers(TreeMap<String, JsonValue> target, String path, int depth)
      throws Refused, IOException {
    if (depth > MAXIMUM_DEPTH) {
      throw new Refused(LineProblem.LINE_TOO_DEEP, "");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String below = path.isEmpty() ? name : path + "." + name;
      if (target.containsKey(name)) {
        throw new Refused(LineProblem.DUPLICATE_KEY, below);
      }
      parser.nextToken();
      target.put(name, readValue(below, depth));
    }
  }

  private JsonValue readValue(String path, int depth) throws Refused, IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      TreeMap<String, JsonValue> object = new TreeMap<>();
      readMembers(object, path, depth + 1);
      return new JsonValue.Members(object);
    }
    if (token == JsonToken.START_ARRAY) {
      if (depth >= MAXIMUM_DEPTH) {
        throw new Refused(LineProblem.LINE_TOO_DEEP, "");
      }
      List<JsonValue> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(readValue(path + "[" + items.size() + "]", depth + 1));
      }
      return new JsonValue.Items(items);
    }
    return token == JsonToken.VALUE_STRING
        ? new JsonValue.Text(parser.getText())
        : new JsonValue.Literal(parser.getText());
  }
}
