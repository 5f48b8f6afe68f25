package de.siegel.cli.request;

import java.nio.charset.StandardCharsets;

/**
 * The content of a request as it is sealed: UTF-8 of {@code {"context"?,"payload"?,"type"?}}
 * without blanks, keys sorted by UTF-16 code units, numbers as they were written. The same content
 * in another order or spacing gives the same bytes, so that it counts as the same request.
 * Immutable.
 */
public final class RequestContent {
  private final byte[] utf8;

  RequestContent(String json) {
    this.utf8 = json.getBytes(StandardCharsets.UTF_8);
  }

  /** A copy of the bytes; at most {@link RequestFile#MAXIMUM_LINE_BYTES}. */
  public byte[] bytes() {
    return utf8.clone();
  }

  /** Shows no content. */
  @Override
  public String toString() {
    return "RequestContent[" + utf8.length + " bytes]";
  }
}
