package de.siegel.replay.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast a log is verified from its files. */
@Tag("measure")
class TileVerificationMeasureTest {
  private static final int LEAVES = 1 << 20;
  private static final int ENTRY_BYTES = 700;

  @TempDir Path folder;

  @Test
  void entriesASecond() {
    LogFolder log =
        LogFiles.write(
            folder,
            LogFiles.key(),
            LEAVES,
            index -> ByteBuffer.allocate(ENTRY_BYTES).putInt(index).array());
    TileVerification.of(log, entries -> {});

    long begin = System.nanoTime();
    TileVerification.Result result = TileVerification.of(log, entries -> {});
    double seconds = (System.nanoTime() - begin) / 1e9;

    assertThat(result).isInstanceOf(TileVerification.Result.Sound.class);
    System.out.printf(
        "MEASURED verification from tiles: %,d entries of %d bytes, %,.0f a second%n",
        LEAVES, ENTRY_BYTES, LEAVES / seconds);
  }
}
