package de.siegel.servicekit.decided;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class DecidedOffsetsPropertyTest {

  @Property(tries = 200)
  void isASetOfOffsets(
      @ForAll @Size(max = 300) List<@LongRange(max = 20_000) Long> added,
      @ForAll @Size(max = 50) List<@LongRange Long> far) {
    DecidedOffsets offsets = new DecidedOffsets(new MemoryPages());
    Set<Long> model = new HashSet<>();
    for (List<Long> some : List.of(added, far)) {
      for (long offset : some) {
        assertThat(offsets.contains(offset)).isEqualTo(model.contains(offset));
        assertThat(offsets.add(offset, Instant.EPOCH)).isEqualTo(model.add(offset));
        assertThat(offsets.contains(offset)).isTrue();
      }
    }
    for (long offset = 0; offset < 20_000; offset += 7) {
      assertThat(offsets.contains(offset)).isEqualTo(model.contains(offset));
    }
  }
}
