package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.certificate.ErrorCode;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.sealing.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/EVENTS.md is what a client in another language is written from: its tables are complete. */
class DocumentedCodesTest {
  private static final Path EVENTS = Path.of("..", "docs", "EVENTS.md");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(EVENTS);
  }

  @Test
  void namesEachRefusalWithItsSentenceAndNoOther() throws IOException {
    List<String> rows =
        Stream.concat(
                Arrays.stream(RefusalCode.values())
                    .map(code -> row(code.name(), RefusalCode.sentence(code.name()))),
                Arrays.stream(ErrorCode.values()).map(code -> row(code.name(), code.sentence())))
            .toList();

    assertThat(section("## Codes", "## Parked records"))
        .filteredOn(line -> line.startsWith("| `"))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void namesEachKindOfAuditEvent() throws IOException {
    String audit = String.join("\n", section("## Audit", "\u0000"));

    assertThat(AuditKind.values())
        .filteredOn(kind -> kind != AuditKind.UNKNOWN)
        .allSatisfy(kind -> assertThat(audit).contains("`" + kind + "`"));
  }

  private static List<String> section(String from, String to) throws IOException {
    return lines().stream()
        .dropWhile(line -> !line.equals(from))
        .takeWhile(line -> !line.equals(to))
        .toList();
  }

  private static String row(String code, String sentence) {
    return "| `" + code + "` | " + sentence + " |";
  }
}
