package de.siegel.cli.request;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a file of requests, one JSON object a line, in a stream: neither the file nor an overlong
 * line is ever held in memory. Each line gives exactly one {@link RequestLine}, in the file's
 * order; a bad one never harms the next. For one thread.
 */
public final class RequestFile implements AutoCloseable {

  /** The longest line that is read, in bytes without its end. */
  public static final int MAXIMUM_LINE_BYTES = 64 * 1024;

  private final Path file;
  private final InputStream stream;
  private final BoundedLines lines;
  private long lineNumber;

  private RequestFile(Path file, InputStream stream) {
    this.file = file;
    this.stream = stream;
    this.lines = new BoundedLines(stream, MAXIMUM_LINE_BYTES);
  }

  /**
   * Opens a file.
   *
   * @throws CommandFailure when it is missing, a folder, or may not be read
   */
  public static RequestFile open(Path file) {
    return new RequestFile(file, stream(file));
  }

  /**
   * How many lines {@link #next()} will give, for a progress bar.
   *
   * @return empty when the file can be read only once, such as a pipe
   * @throws CommandFailure as {@link #open}
   */
  public static OptionalLong count(Path file) {
    if (!Files.isRegularFile(file)) {
      return OptionalLong.empty();
    }
    try (InputStream stream = stream(file)) {
      BoundedLines lines = new BoundedLines(stream, 0);
      long count = 0;
      while (lines.next() != null) {
        count++;
      }
      return OptionalLong.of(count);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The next line, empty at the end of the file.
   *
   * @throws CommandFailure when the file cannot be read any further
   */
  public Optional<RequestLine> next() {
    BoundedLines.Line line;
    try {
      line = lines.next();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (line == null) {
      return Optional.empty();
    }
    lineNumber++;
    return Optional.of(
        line.tooLong()
            ? new RequestLine.Bad(lineNumber, Optional.empty(), LineProblem.LINE_TOO_LONG.at(""))
            : RequestLineParser.parse(lineNumber, line.bytes()));
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      // Nothing was written: there is nothing left to lose.
      throw unreadable(file, e);
    }
  }

  private static InputStream stream(Path file) {
    if (Files.isDirectory(file)) {
      throw CommandFailure.usage("Cannot read requests from " + file + ": it is a folder.");
    }
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static CommandFailure unreadable(Path file, IOException cause) {
    return CommandFailure.usage(
        "Cannot read requests from " + file + ": " + FileTrouble.reason(cause) + ".", cause);
  }
}
