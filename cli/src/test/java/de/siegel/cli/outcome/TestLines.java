package de.siegel.cli.outcome;

import de.siegel.cli.request.RequestFile;
import de.siegel.cli.request.RequestLine;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Lines as they come from a file, and their outcomes. */
final class TestLines {

  /** A request id. */
  record Id(String text) {}

  private TestLines() {}

  static RequestLine.Good good(long lineNumber, Id id) {
    try {
      Path file = Files.createTempFile("requests", ".jsonl");
      Files.writeString(
          file, "\n".repeat((int) lineNumber - 1) + "{\"requestId\":\"" + id.text() + "\"}");
      try (RequestFile requests = RequestFile.open(file)) {
        RequestLine line = requests.next().orElseThrow();
        while (line.lineNumber() < lineNumber) {
          line = requests.next().orElseThrow();
        }
        return (RequestLine.Good) line;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OutcomeLine issued(long lineNumber) {
    return OutcomeLine.of(
        good(lineNumber, new Id("r" + lineNumber)), Reply.issued("ID" + lineNumber, "HC1:ABC"));
  }

  static OutcomeLine rejected(long lineNumber, String... codes) {
    List<ReplyError> errors =
        Arrays.stream(codes).map(code -> new ReplyError(code, "", "Why.")).toList();
    return OutcomeLine.of(
        good(lineNumber, new Id("r" + lineNumber)), Reply.refused(OutcomeKind.REJECTED, errors));
  }
}
