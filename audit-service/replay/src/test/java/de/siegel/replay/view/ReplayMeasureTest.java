package de.siegel.replay.view;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.Events;
import de.siegel.replay.SealedEvents;
import de.siegel.replay.trail.FetchDecoder;
import de.siegel.replay.trail.LogEntry;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.LinkOpener;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast leaves are decoded, filtered and written as JSON lines. */
@Tag("measure")
class ReplayMeasureTest {
  /** Fewer where somebody is in a hurry. */
  private static final int LEAVES = Integer.getInteger("leaves", 10_000_000);

  private static final int FETCH = 2_000;
  private static final int WARM_UP = LEAVES / 10;

  /** More than any cache of a processor holds, less than would be long to seal. */
  private static final int DISTINCT = 50_000;

  private static final Instant AT = Instant.parse("2026-11-03T10:00:00Z");

  @TempDir Path folder;
  private final List<byte[]> values = new ArrayList<>();
  private SealedEvents events;

  @BeforeEach
  void leaves() throws Exception {
    events = SealedEvents.withKey(folder, "2026-11");
    Random random = new Random(1);
    for (int i = 0; i < DISTINCT; i++) {
      boolean issued = i % 20 != 0;
      Decision decision =
          issued
              ? Events.decision(AT.plusMillis(i), i % 24, i)
              : Events.decision(AT.plusMillis(i), i % 24, i, "VELOCITY_LIMIT");
      decision.setCommitment(bytes(random, 32));
      decision.setKeyId(bytes(random, 8));
      decision.setExpiresAt(1_800_000_000L);
      decision.setScore(i % 100);
      decision.setRules(issued ? List.of() : List.of("velocity"));
      decision.setAttestations(
          List.of(
              Events.attestation("validation", "signer"),
              Events.attestation("fraud-check", "signer")));
      Links links =
          Events.links(
              "pharmacy-%05d".formatted(random.nextInt(18_000)),
              new java.util.UUID(random.nextLong(), random.nextLong()).toString(),
              new java.util.UUID(random.nextLong(), random.nextLong()).toString(),
              bytes(random, 16).array());
      links.setSignatureHashes(List.of(bytes(random, 16)));
      values.add(events.bytes(issued ? AuditKind.ISSUED : AuditKind.HELD, decision, links));
    }
  }

  @Test
  void leavesASecond() {
    measure("all, links closed", 1, LinkOpener::withoutKeys, ReplayFilter.ALL);
    measure("all, links opened", 1, this::opener, ReplayFilter.ALL);
    measure("all, links opened", 2, this::opener, ReplayFilter.ALL);
    measure(
        "one rule (5 of 100), links opened",
        1,
        this::opener,
        new ReplayFilter(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.of("velocity"),
            Optional.empty(),
            LinkFilter.ALL));
    measure(
        "one pharmacy, links opened",
        1,
        this::opener,
        new ReplayFilter(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            new LinkFilter(
                Optional.of("pharmacy-00007"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }

  private LinkOpener opener() {
    return LinkOpener.of(events.fastSeal(), new SecretFolder(folder));
  }

  private void measure(String what, int threads, Supplier<LinkOpener> links, ReplayFilter filter) {
    try (FetchDecoder decoder = new FetchDecoder(events.registry, links, threads)) {
      measure(what + ", decoding threads: " + threads, decoder, filter);
    }
  }

  private void measure(String what, FetchDecoder decoder, ReplayFilter filter) {
    run(decoder, filter, 0, WARM_UP);
    long before = used();
    long cpu = cpuNanos();
    long halfway = System.nanoTime();
    run(decoder, filter, 0, LEAVES / 2);
    long middle = System.nanoTime();
    run(decoder, filter, LEAVES / 2, LEAVES);
    long end = System.nanoTime();
    double cpuMicros = (cpuNanos() - cpu) / 1e3 / LEAVES;
    long grown = used() - before;

    System.out.printf(
        "MEASURED replay, %s: %,d leaves of %d bytes, %,.0f a second (halves: %.1f s, %.1f s),"
            + " %.2f µs of CPU each, heap %+,d KiB%n",
        what,
        LEAVES,
        values.get(1).length,
        LEAVES / ((end - halfway) / 1e9),
        (middle - halfway) / 1e9,
        (end - middle) / 1e9,
        cpuMicros,
        grown / 1024);
    assertThat(grown).as("memory is flat").isLessThan(16L * 1024 * 1024);
  }

  private void run(FetchDecoder decoder, ReplayFilter filter, int from, int to) {
    ReplayJsonLines out = new ReplayJsonLines(Writer.nullWriter());
    List<LogEntry> fetch = new ArrayList<>(FETCH);
    for (int i = from; i < to; i++) {
      Instant at = AT.plusMillis(i);
      byte[] value = values.get(i % DISTINCT);
      fetch.add(new LogEntry(i, at, Optional.of((long) i), Optional.empty(), value));
      if (fetch.size() == FETCH || i == to - 1) {
        decoder.decode(
            fetch,
            filter::mayWant,
            leaf -> {
              if (filter.wants(leaf.links())) {
                out.write(leaf);
              }
            });
        fetch.clear();
      }
    }
    out.end();
  }

  /** Of the whole process; tells more than the time where others use the machine too. */
  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static ByteBuffer bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
