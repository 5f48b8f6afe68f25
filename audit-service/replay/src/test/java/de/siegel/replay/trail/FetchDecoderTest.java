package de.siegel.replay.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.replay.Events;
import de.siegel.replay.SealedEvents;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.LeafLinks;
import de.siegel.servicekit.record.LinkOpener;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchDecoderTest {
  private static final Instant AT = Instant.parse("2026-11-03T10:00:00Z");
  private static final int MANY = 1_000;

  @TempDir Path folder;
  private final List<Leaf> leaves = new ArrayList<>();
  private SealedEvents events;

  @BeforeEach
  void key() throws Exception {
    events = SealedEvents.withKey(folder, "2026-11");
  }

  @Test
  void handsLeavesOverInTheirOrderWhicheverThreadReadThem() {
    try (FetchDecoder decoder = decoder()) {
      decoder.decode(entries(MANY), event -> true, leaves::add);
    }

    assertThat(leaves)
        .extracting(Leaf::index)
        .containsExactlyElementsOf(LongStream.range(0, MANY).boxed().toList());
    assertThat(leaves)
        .extracting(leaf -> leaf.links().opened().orElseThrow().getRequestId())
        .startsWith("request-0", "request-1");
  }

  @Test
  void handsOverWhatIsWantedAlone() {
    try (FetchDecoder decoder = decoder()) {
      decoder.decode(
          entries(MANY), event -> event.getDecision().getSourceOffset() % 100 == 7, leaves::add);
    }

    assertThat(leaves).extracting(Leaf::index).startsWith(7L, 107L).hasSize(10);
    assertThat(leaves.get(0).links()).isInstanceOf(LeafLinks.Opened.class);
  }

  @Test
  void saysWhereTheTrailIsDamagedAfterWhatStandsBeforeIt() {
    List<LogEntry> entries = entries(MANY);
    entries.set(500, new LogEntry(500, AT, Optional.of(500L), Optional.empty(), new byte[] {1, 2}));

    try (FetchDecoder decoder = decoder()) {
      assertThatThrownBy(() -> decoder.decode(entries, event -> true, leaves::add))
          .isInstanceOf(DamagedTrail.class)
          .hasMessageContaining("offset 500");
    }

    assertThat(leaves).hasSize(500);
  }

  private FetchDecoder decoder() {
    return new FetchDecoder(
        events.registry, () -> LinkOpener.of(events.seal(), new SecretFolder(folder)), 3);
  }

  private List<LogEntry> entries(int count) {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value =
          events.bytes(
              AuditKind.ISSUED,
              Events.decision(AT, 0, i),
              Events.links("pharmacy-1", "request-" + i, "submission", new byte[16]));
      entries.add(new LogEntry(i, AT, Optional.of((long) i), Optional.empty(), value));
    }
    return entries;
  }
}
