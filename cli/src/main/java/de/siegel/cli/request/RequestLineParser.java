package de.siegel.cli.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import de.siegel.sealing.ReplyError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads one line. What concerns the content of {@code type}, {@code payload} and {@code context},
 * missing or wrong, stays in: validation reports all of it at once. A lone surrogate goes through
 * as the escape it was, so that validation can name the field it stands in.
 */
final class RequestLineParser {
  private static final String REQUEST_ID = "requestId";
  private static final String ISSUER = "issuer";
  private static final String SUPERSEDES = "supersedes";
  private static final Set<String> ENVELOPE = Set.of(REQUEST_ID, ISSUER, SUPERSEDES);
  private static final String CONTEXT = "context";
  private static final String PAYLOAD = "payload";
  private static final Set<String> CONTENT = Set.of("type", PAYLOAD, CONTEXT);
  private static final int LONGEST_FIELD = 80;

  private final long lineNumber;
  private Map<String, JsonValue> members = Map.of();

  private RequestLineParser(long lineNumber) {
    this.lineNumber = lineNumber;
  }

  /** Never throws for content. */
  static RequestLine parse(long lineNumber, byte[] line) {
    return new RequestLineParser(lineNumber).parse(line);
  }

  private RequestLine parse(byte[] line) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      return bad(LineProblem.LINE_NOT_UTF8.at(""));
    }
    if (text.isBlank()) {
      return bad(LineProblem.LINE_EMPTY.at(""));
    }
    try {
      return parse(new JsonReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be read", e);
    }
  }

  private RequestLine parse(JsonReader reader) throws IOException {
    members = reader.members();
    try {
      reader.read();
      return check();
    } catch (JsonReader.Refused e) {
      if (e.problem() == LineProblem.DUPLICATE_KEY && e.path().equals(REQUEST_ID)) {
        members.remove(REQUEST_ID);
      }
      return bad(e.problem().at(field(e.path())));
    } catch (JsonProcessingException e) {
      // The parser's own words quote the line.
      return bad(
          LineProblem.LINE_NOT_JSON.at("", "It breaks near column " + reader.column() + "."));
    }
  }

  private RequestLine check() {
    if (!members.containsKey(REQUEST_ID)) {
      return bad(LineProblem.REQUEST_ID_MISSING.at(REQUEST_ID));
    }
    Optional<String> requestId = requestId();
    if (requestId.isEmpty()) {
      return bad(LineProblem.REQUEST_ID_INVALID.at(REQUEST_ID));
    }
    TreeMap<String, JsonValue> content = new TreeMap<>();
    for (Map.Entry<String, JsonValue> member : members.entrySet()) {
      if (CONTENT.contains(member.getKey())) {
        content.put(member.getKey(), member.getValue());
      } else if (!ENVELOPE.contains(member.getKey())) {
        return bad(LineProblem.FIELD_UNKNOWN.at(field(member.getKey())));
      }
    }
    Optional<String> issuer = text(ISSUER).filter(RequestId::isValid);
    if (members.containsKey(ISSUER) && issuer.isEmpty()) {
      return bad(LineProblem.ISSUER_INVALID.at(ISSUER));
    }
    Optional<String> supersedes = text(SUPERSEDES).filter(RequestId::isValid);
    if (members.containsKey(SUPERSEDES) && supersedes.isEmpty()) {
      return bad(LineProblem.SUPERSEDES_INVALID.at(SUPERSEDES));
    }
    StringBuilder json = new StringBuilder();
    new JsonValue.Members(content).write(json);
    return new RequestLine.Good(
        lineNumber,
        requestId.get(),
        new RequestContent(json.toString()),
        issuer,
        context("terminal"),
        context("operator"),
        supersedes);
  }

  private RequestLine bad(ReplyError error) {
    return new RequestLine.Bad(lineNumber, requestId(), error);
  }

  private Optional<String> requestId() {
    return text(REQUEST_ID).filter(RequestId::isValid);
  }

  private Optional<String> text(String name) {
    return members.get(name) instanceof JsonValue.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  private Optional<String> context(String name) {
    return members.get(CONTEXT) instanceof JsonValue.Members context
        ? context.text(name)
        : Optional.empty();
  }

  /** As validation names it: inside the payload without that word in front; bounded. */
  private static String field(String path) {
    String prefix = PAYLOAD + ".";
    String field = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
    return field.length() <= LONGEST_FIELD ? field : field.substring(0, LONGEST_FIELD) + "…";
  }
}
