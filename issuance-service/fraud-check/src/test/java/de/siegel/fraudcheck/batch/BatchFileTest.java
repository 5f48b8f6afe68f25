package de.siegel.fraudcheck.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchFileTest {
  private static final String ONE =
      "{\"product\":\"EU/1/20/1528\",\"batch\":\"EX1234\",\"released\":\"2021-01-05\","
          + "\"expires\":\"2021-07-31\",\"doses\":70200}\n";
  private static final String OTHER = ONE.replace("EX1234", "EX1235");

  @TempDir Path folder;
  private final TestClock clock = new TestClock(Instant.parse("2021-05-01T08:00:00Z"));
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = folder.resolve("batches.jsonl");
    write(ONE, 1);
  }

  private void write(String text, int second) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_600_000_000L + second)));
  }

  private BatchFile open() {
    return new BatchFile(Optional.of(file), clock);
  }

  @Test
  void isReadAgainWhenItChanges() throws IOException {
    BatchFile batches = open();
    assertThat(batches.lines()).hasSize(1);
    assertThat(batches.lines()).isSameAs(batches.lines());

    write(ONE + OTHER, 2);
    clock.advance(Duration.ofSeconds(11));

    assertThat(batches.lines()).extracting(BatchLine::batch).containsExactly("EX1234", "EX1235");
  }

  @Test
  void keepsTheLastGoodOneWhenABadOneComes() throws IOException {
    BatchFile batches = open();
    write(ONE + "{\n", 2);
    clock.advance(Duration.ofSeconds(11));

    assertThat(batches.lines()).hasSize(1);
  }

  @Test
  void aBadOneIsToldAtTheStart() throws IOException {
    write(ONE + ONE, 2);

    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("twice");
  }

  @Test
  void withoutAFileNothingIsKnown() {
    assertThat(new BatchFile(Optional.empty(), clock).lines()).isEmpty();
  }
}
