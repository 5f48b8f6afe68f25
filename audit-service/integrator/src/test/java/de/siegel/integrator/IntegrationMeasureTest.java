package de.siegel.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.integrator.domain.LogFile;
import de.siegel.tamperlog.tile.LeafSource;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a leaf costs, and that memory stays flat. */
@Tag("measure")
class IntegrationMeasureTest {
  private static final long LEAVES = 100_000_000;
  private static final int ENTRY_BYTES = 700;
  private static final int LEAVES_A_TURN = 4_000;

  /** Counts, and forgets all but what a restart would read. */
  private static final class Forgetful implements LogStore {
    private final Map<String, byte[]> kept = new HashMap<>();
    private long bytes;

    @Override
    public Optional<byte[]> read(String path) {
      return Optional.ofNullable(kept.get(path));
    }

    @Override
    public void write(LogFile file) {
      bytes += file.content().length;
    }

    @Override
    public void removePartial(String folder) {
      // Nothing is kept.
    }
  }

  @Test
  void aHundredMillionLeaves() {
    Forgetful store = new Forgetful();
    Integration integration = new Integration(store, Optional.empty());
    var threads = ManagementFactory.getThreadMXBean();
    Runtime runtime = Runtime.getRuntime();
    long begin = threads.getCurrentThreadCpuTime();
    long early = 0;
    long late = 0;
    for (long index = 0; index < LEAVES; index++) {
      byte[] entry = new byte[ENTRY_BYTES];
      ByteBuffer.wrap(entry).putLong(index);
      integration.append(index, new LeafSource((int) (index % 6), index), entry);
      if (index % LEAVES_A_TURN == LEAVES_A_TURN - 1) {
        integration.store(index);
        integration.signed();
      }
      if (index == LEAVES / 100 || index == LEAVES - 1) {
        runtime.gc();
        long used = runtime.totalMemory() - runtime.freeMemory();
        early = early == 0 ? used : early;
        late = used;
      }
    }
    double micros = (threads.getCurrentThreadCpuTime() - begin) / 1_000.0 / LEAVES;
    System.out.printf(
        "MEASURED a leaf of %d bytes: %.2f us CPU; heap at %d leaves %d kB, at %d leaves %d kB;"
            + " %d MB of files%n",
        ENTRY_BYTES, micros, LEAVES / 100, early >> 10, LEAVES, late >> 10, store.bytes >> 20);
    assertThat(micros).isLessThan(10);
    assertThat(late).isLessThan(early + (4 << 20));
  }
}
