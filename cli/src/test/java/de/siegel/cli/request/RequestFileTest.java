package de.siegel.cli.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestFileTest {
  private static final String GOOD = "{\"requestId\":\"a\",\"type\":\"V\",\"payload\":{}}";

  @TempDir private Path folder;

  @Test
  void givesEachLineItsNumberInTheFilesOrder() throws IOException {
    List<RequestLine> lines = read(GOOD + "\nx\n" + GOOD + "\n");

    assertThat(lines).extracting(RequestLine::lineNumber).containsExactly(1L, 2L, 3L);
    assertThat(lines.get(0)).isInstanceOf(RequestLine.Good.class);
    assertThat(code(lines.get(1))).isEqualTo("LINE_NOT_JSON");
    assertThat(lines.get(2)).isInstanceOf(RequestLine.Good.class);
  }

  @Test
  void readsALastLineWithoutALineFeed() throws IOException {
    assertThat(read(GOOD + "\n" + GOOD)).hasSize(2).allMatch(RequestLine.Good.class::isInstance);
  }

  @Test
  void givesNothingForAnEmptyFile() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(RequestFile.count(file())).hasValue(0);
  }

  @Test
  void readsLinesThatEndAsOnWindows() throws IOException {
    assertThat(read(GOOD + "\r\n" + GOOD + "\r\n"))
        .hasSize(2)
        .allMatch(RequestLine.Good.class::isInstance);
  }

  @Test
  void skipsAByteOrderMarkAtTheStartOnly() throws IOException {
    List<RequestLine> lines = read("\uFEFF" + GOOD + "\n\uFEFF" + GOOD);

    assertThat(lines.get(0)).isInstanceOf(RequestLine.Good.class);
    assertThat(code(lines.get(1))).isEqualTo("LINE_NOT_JSON");
  }

  @Test
  void answersABlankLineToo() throws IOException {
    List<RequestLine> lines = read("\n \t\r\n" + GOOD);

    assertThat(code(lines.get(0))).isEqualTo("LINE_EMPTY");
    assertThat(code(lines.get(1))).isEqualTo("LINE_EMPTY");
    assertThat(lines.get(2)).isInstanceOf(RequestLine.Good.class);
  }

  @Test
  void answersALineThatIsNoUtf8() throws IOException {
    Files.write(file(), "{\"requestId\":\"ü\"}\n".getBytes(ISO_8859_1));
    Files.write(file(), GOOD.getBytes(UTF_8), java.nio.file.StandardOpenOption.APPEND);

    List<RequestLine> lines = readAll();

    assertThat(code(lines.get(0))).isEqualTo("LINE_NOT_UTF8");
    assertThat(lines.get(1)).isInstanceOf(RequestLine.Good.class);
  }

  @Test
  void answersALineWithABareNul() throws IOException {
    List<RequestLine> lines = read("{\"requestId\":\"a\",\"x\":\"\0\"}\n\0\n" + GOOD);

    assertThat(lines.subList(0, 2)).extracting(RequestFileTest::code).containsOnly("LINE_NOT_JSON");
    assertThat(lines.get(2)).isInstanceOf(RequestLine.Good.class);
  }

  @Test
  void readsALineOfExactlyTheBoundAndNoneAbove() throws IOException {
    String frame = "{\"requestId\":\"a\",\"payload\":\"\"}";
    String fill = "x".repeat(RequestFile.MAXIMUM_LINE_BYTES - frame.length());
    String longest = frame.replace("\"\"", "\"" + fill + "\"");

    // The mark and the line's end do not count.
    List<RequestLine> lines =
        read("\uFEFF" + longest + "\r\n" + longest + "\n" + longest + " \n" + longest);

    assertThat(longest.length()).isEqualTo(RequestFile.MAXIMUM_LINE_BYTES);
    assertThat(lines.get(0)).isInstanceOf(RequestLine.Good.class);
    assertThat(lines.get(1)).isInstanceOf(RequestLine.Good.class);
    assertThat(code(lines.get(2))).isEqualTo("LINE_TOO_LONG");
    assertThat(lines.get(3)).isInstanceOf(RequestLine.Good.class);
  }

  @Test
  void passesAnEnormousLineWithoutHoldingIt() throws IOException {
    // Larger than the heap the tests run with.
    byte[] chunk = new byte[1024 * 1024];
    java.util.Arrays.fill(chunk, (byte) 'x');
    Path pipe = folder.resolve("enormous");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(pipe))) {
      out.write((GOOD + "\n").getBytes(UTF_8));
      for (int i = 0; i < 10; i++) {
        out.write(chunk);
      }
      out.write(("\n" + GOOD).getBytes(UTF_8));
    }
    List<RequestLine> lines = new ArrayList<>();
    try (RequestFile requests = RequestFile.open(pipe)) {
      for (Optional<RequestLine> line = requests.next(); line.isPresent(); line = requests.next()) {
        lines.add(line.get());
      }
    }

    assertThat(lines).hasSize(3);
    assertThat(code(lines.get(1))).isEqualTo("LINE_TOO_LONG");
    assertThat(lines.get(2)).isInstanceOf(RequestLine.Good.class);
    assertThat(RequestFile.count(pipe)).hasValue(3);
  }

  @Test
  void countsAsManyLinesAsItGives() throws IOException {
    for (String content : List.of("", "\n", "a", "a\n", "a\nb", "\n\n", "a\r\nb\r\n", "\uFEFF")) {
      List<RequestLine> lines = read(content);

      assertThat(RequestFile.count(file())).as(content).hasValue(lines.size());
    }
  }

  @Test
  void sendsTwoLinesWithTheSameIdBoth() throws IOException {
    assertThat(read(GOOD + "\n" + GOOD)).allMatch(RequestLine.Good.class::isInstance);
  }

  @Test
  void saysWhatIsWrongWithTheFileItself() {
    assertThatThrownBy(() -> RequestFile.open(folder.resolve("missing")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> RequestFile.open(folder))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("it is a folder");
  }

  private Path file() {
    return folder.resolve("requests.jsonl");
  }

  private List<RequestLine> read(String content) throws IOException {
    Files.writeString(file(), content);
    return readAll();
  }

  private List<RequestLine> readAll() {
    List<RequestLine> lines = new ArrayList<>();
    try (RequestFile requests = RequestFile.open(file())) {
      for (Optional<RequestLine> line = requests.next(); line.isPresent(); line = requests.next()) {
        lines.add(line.get());
      }
    }
    return lines;
  }

  private static String code(RequestLine line) {
    return ((RequestLine.Bad) line).error().code();
  }
}
