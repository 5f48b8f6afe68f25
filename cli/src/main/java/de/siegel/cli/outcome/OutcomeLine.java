package de.siegel.cli.outcome;

import de.siegel.cli.request.JsonText;
import de.siegel.cli.request.RequestLine;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one line of a file of requests.
 *
 * @param lineNumber of the request, from 1
 * @param requestId empty only for a line that could not be sent
 * @param sent whether there was anything to send; the written form names the line if not
 * @param outcome of this request; where it was decided before, of the first decision
 * @param certificateId with {@link RequestOutcome#ISSUED} only
 * @param repeated whether the same request was decided before
 * @param errors why not, in the order they came
 * @param doubt what the staff is told of a request that was stopped as doubtful
 * @param leafHash of the leaf that the audit log has of this outcome; base64
 */
public record OutcomeLine(
    long lineNumber,
    Optional<String> requestId,
    boolean sent,
    RequestOutcome outcome,
    Optional<String> certificateId,
    boolean repeated,
    List<ReplyError> errors,
    Optional<Doubt> doubt,
    Optional<String> leafHash) {

  public OutcomeLine {
    Objects.requireNonNull(requestId);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(certificateId);
    Objects.requireNonNull(doubt);
    Objects.requireNonNull(leafHash);
    errors = List.copyOf(errors);
    if (lineNumber < 1) {
      throw new IllegalArgumentException("lines are counted from 1");
    }
    if (sent && requestId.isEmpty()) {
      throw new IllegalArgumentException("what was sent has a request id");
    }
  }

  /** The outcome that a reply tells. */
  public static OutcomeLine of(RequestLine.Good request, Reply reply) {
    boolean repeated = reply.kind() == OutcomeKind.REPEATED;
    // A repeated request tells what became of the first; a conflict is a refusal of its own.
    OutcomeKind decisive = repeated ? reply.first().orElseThrow().kind() : reply.kind();
    return new OutcomeLine(
        request.lineNumber(),
        Optional.of(request.requestId()),
        true,
        RequestOutcome.of(decisive),
        reply.certificateId(),
        repeated,
        reply.errors(),
        reply.told(),
        reply.leafHash());
  }

  /** The outcome of a line that could not be sent. */
  public static OutcomeLine of(RequestLine.Bad line) {
    return new OutcomeLine(
        line.lineNumber(),
        line.requestId(),
        false,
        RequestOutcome.REJECTED,
        Optional.empty(),
        false,
        List.of(line.error()),
        Optional.empty(),
        Optional.empty());
  }

  /** The line of {@code outcomes.jsonl}, without its line feed. */
  public String json() {
    StringBuilder json = new StringBuilder(160).append("{\"requestId\":");
    if (requestId.isPresent()) {
      JsonText.quote(json, requestId.get());
    } else {
      json.append("null");
    }
    if (!sent) {
      json.append(",\"line\":").append(lineNumber);
    }
    json.append(",\"outcome\":\"").append(outcome.word()).append('"');
    if (certificateId.isPresent()) {
      json.append(",\"certificateId\":");
      JsonText.quote(json, certificateId.get());
    }
    if (repeated) {
      json.append(",\"repeated\":true");
    }
    if (!errors.isEmpty()) {
      writeErrors(json.append(",\"errors\":"));
    }
    if (doubt.isPresent()) {
      writeDoubt(json.append(",\"doubt\":"), doubt.get());
    }
    if (leafHash.isPresent()) {
      JsonText.quote(json.append(",\"leafHash\":"), leafHash.get());
    }
    return json.append('}').toString();
  }

  private static void writeDoubt(StringBuilder json, Doubt doubt) {
    JsonText.quote(json.append("{\"reference\":"), doubt.reference());
    if (!doubt.scope().isEmpty()) {
      JsonText.quote(json.append(",\"scope\":"), doubt.scope());
    }
    if (doubt.until().isPresent()) {
      JsonText.quote(json.append(",\"until\":"), doubt.until().get().toString());
    }
    JsonText.quote(json.append(",\"next\":"), doubt.next());
    json.append('}');
  }

  private void writeErrors(StringBuilder json) {
    char separator = '[';
    for (ReplyError error : errors) {
      JsonText.quote(json.append(separator).append("{\"code\":"), error.code());
      JsonText.quote(json.append(",\"field\":"), error.field());
      JsonText.quote(json.append(",\"message\":"), error.message());
      json.append('}');
      separator = ',';
    }
    json.append(']');
  }
}
