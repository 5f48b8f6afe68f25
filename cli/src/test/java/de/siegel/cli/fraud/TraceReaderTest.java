package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudtraces.TraceEvent;
import de.siegel.fraudtraces.Traces;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read quickly is read as the parser reads it. */
class TraceReaderTest {
  private static final String LINE =
      "{\"time\":\"2021-10-01T20:13:05Z\",\"issuer\":\"p\",\"terminal\":\"t\",\"operator\":\"o\","
          + "\"session\":\"s\",\"type\":\"V\",\"product\":\"EU/1/20/1528\",\"batch\":\"b\","
          + "\"eventDate\":\"2021-09-01\",\"dose\":[2,2],\"ageMark\":\"none\",\"stepUp\":false,"
          + "\"card\":\"c\",\"gateway\":true,\"label\":\"honest\"}";

  private final TraceReader reader = new TraceReader();
  private final TraceLineScan scan = new TraceLineScan();
  private final TraceLineDraft draft = new TraceLineDraft();

  private Object read(byte[] line) {
    try {
      return reader.read(line);
    } catch (BadTraceLine e) {
      return e.getMessage();
    }
  }

  private Object parsed(byte[] line) {
    try {
      return reader.parsed(line);
    } catch (BadTraceLine e) {
      return e.getMessage();
    }
  }

  private boolean scanned(String line) {
    draft.clear();
    return scan.read(bytes(line), draft);
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void tracesAreReadQuicklyAndAlike() {
    List<TraceEvent> events = Traces.munich(1, 0.2).events().limit(2_000).toList();
    for (TraceEvent event : events) {
      assertThat(scanned(event.json())).as(event.json()).isTrue();
      byte[] line = bytes(event.json());
      assertThat(read(line)).isInstanceOf(TraceLine.class).isEqualTo(parsed(line));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"p\"=>\"é\"",
        "\"p\"=>\"a\\\"b\"",
        "\"p\"=>\"\\u0070\"",
        "\"b\"=>\"\"",
        "\"label\"=>\"other\"",
        "\"type\":=>\"type\" :",
        "[2,2]=>[ 2 , 2 ]",
        "{=>{\"more\":{\"a\":[1]},",
      })
  void whatIsUnusualIsReadByTheParser(String change) {
    String[] both = change.split("=>", -1);
    String line = LINE.replace(both[0], both[1]);
    assertThat(scanned(line)).as(line).isFalse();
    assertThat(read(bytes(line))).as(line).isInstanceOf(TraceLine.class);
  }

  @Test
  void spacesAsMostProgramsWriteThemAreQuick() {
    String line = LINE.replace(":", ": ").replace(",", ", ");
    String same = line.replace("20: 13: 05", "20:13:05");
    assertThat(scanned(same)).isTrue();
    assertThat(read(bytes(same))).isEqualTo(read(bytes(LINE)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FE 0744", "fe0744", " fE0744 ", "\\u0046e0744", "FE\\t0744"})
  void aBatchIsOneHoweverItIsSpelt(String spelt) {
    byte[] usual = bytes(LINE.replace("\"b\"", "\"FE0744\""));
    byte[] other = bytes(LINE.replace("\"b\"", '"' + spelt + '"'));
    assertThat(read(other)).isEqualTo(read(usual)).isEqualTo(parsed(other));
    assertThat(((TraceLine) read(other)).request().batch())
        .isEqualTo(TraceReader.batch("EU/1/20/1528", "Fe 0744"));
  }

  @Test
  void brokenLinesAreRefusedAlike() {
    Random random = new Random(7);
    byte[] signs = bytes("\"\\{}[],:0129tfVTR -+Z.x\u0001\u007fé");
    for (int run = 0; run < 50_000; run++) {
      byte[] line = bytes(LINE);
      for (int change = 0; change <= random.nextInt(2); change++) {
        line[random.nextInt(line.length)] = signs[random.nextInt(signs.length)];
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(line.length) : line.length;
      byte[] broken = Arrays.copyOf(line, length);
      assertThat(read(broken))
          .as(() -> new String(broken, StandardCharsets.UTF_8))
          .isEqualTo(parsed(broken));
    }
  }
}
