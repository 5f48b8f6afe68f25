package de.siegel.cli.request;

import de.siegel.sealing.ReplyError;
import java.util.Objects;
import java.util.Optional;

/** What one line of a file of requests turned out to be. */
public sealed interface RequestLine {

  /** Counts from 1; every line of the file has one, also a blank one. */
  long lineNumber();

  /**
   * A request that can be sent. Whether its content may become a certificate is not known yet.
   *
   * @param lineNumber counts from 1
   * @param requestId 1 to 64 characters of {@code A-Z a-z 0-9 . _ : -}, safe as a file name
   * @param content see {@link RequestContent}
   * @param issuer the test pharmacy to issue for, where the line names one
   * @param terminal {@code context.terminal} where it is a text
   * @param operator {@code context.operator} where it is a text
   * @param supersedes the request that this one replaces, where the line names one
   */
  record Good(
      long lineNumber,
      String requestId,
      RequestContent content,
      Optional<String> issuer,
      Optional<String> terminal,
      Optional<String> operator,
      Optional<String> supersedes)
      implements RequestLine {
    public Good {
      Objects.requireNonNull(content);
      Objects.requireNonNull(issuer);
      Objects.requireNonNull(terminal);
      Objects.requireNonNull(operator);
      Objects.requireNonNull(supersedes);
      if (!RequestId.isValid(requestId)) {
        throw new IllegalArgumentException("a good line has a valid request id");
      }
    }

    /** Shows no content. */
    @Override
    public String toString() {
      return "Good[line " + lineNumber + "]";
    }
  }

  /**
   * A line that cannot be sent.
   *
   * @param lineNumber counts from 1
   * @param requestId where a valid one could be read all the same
   * @param error why, and what to do; holds nothing of the line but names of unknown fields
   */
  record Bad(long lineNumber, Optional<String> requestId, ReplyError error) implements RequestLine {
    public Bad {
      Objects.requireNonNull(requestId);
      Objects.requireNonNull(error);
    }
  }
}
