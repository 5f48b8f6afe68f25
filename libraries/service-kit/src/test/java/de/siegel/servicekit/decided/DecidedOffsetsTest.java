package de.siegel.servicekit.decided;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecidedOffsetsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final MemoryPages pages = new MemoryPages();
  private final DecidedOffsets offsets = new DecidedOffsets(pages);

  @Test
  void forgetsAPageThatWasLastChangedBefore() {
    offsets.add(1, NOON);
    offsets.add(5_000, NOON.plusSeconds(2));

    offsets.forget(NOON.plusSeconds(1));

    assertThat(offsets.contains(1)).isFalse();
    assertThat(offsets.contains(5_000)).isTrue();
  }

  @Test
  void keepsAPageForItsYoungestOffset() {
    offsets.add(1, NOON.plusSeconds(2));
    offsets.add(2, NOON);

    offsets.forget(NOON.plusSeconds(1));

    assertThat(offsets.contains(1)).isTrue();
    assertThat(offsets.contains(2)).isTrue();
  }

  @Test
  void doesNotChangeAPageThatWasHandedOut() {
    offsets.add(1, NOON);
    byte[] before = pages.get(0).clone();
    byte[] handedOut = pages.get(0);

    offsets.add(2, NOON);

    assertThat(handedOut).isEqualTo(before);
  }
}
