package de.siegel.replay.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogEntryTest {

  @Test
  void readsIndexAndSource() {
    LogEntry entry =
        LogEntry.of(
            5,
            java.time.Instant.EPOCH,
            new byte[] {0, 0, 0, 0, 0, 0, 1, 2},
            ascii("3:77"),
            new byte[] {9});

    assertThat(entry.index()).contains(258L);
    assertThat(entry.source()).contains(new Position(3, 77));
  }

  @Test
  void hasNoIndexWithoutEightBytes() {
    assertThat(LogEntry.of(5, java.time.Instant.EPOCH, new byte[7], ascii("3:77"), null).index())
        .isEmpty();
    assertThat(LogEntry.of(5, java.time.Instant.EPOCH, null, ascii("3:77"), null).index())
        .isEmpty();
  }

  @Test
  void hasNoSourceWithoutPartitionAndOffset() {
    for (String text : List.of("", ":", "3", "3:", ":7", "a:b", "3:7:1", "3:" + "1".repeat(40))) {
      assertThat(LogEntry.of(5, java.time.Instant.EPOCH, new byte[8], ascii(text), null).source())
          .as(text)
          .isEqualTo(Optional.empty());
    }
    assertThat(LogEntry.of(5, java.time.Instant.EPOCH, new byte[8], null, null).source()).isEmpty();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
