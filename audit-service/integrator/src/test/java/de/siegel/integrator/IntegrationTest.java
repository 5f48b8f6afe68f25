package de.siegel.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.integrator.domain.LogFile;
import de.siegel.tamperlog.merkle.CompactRange;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.tile.EntryBundle;
import de.siegel.tamperlog.tile.LeafSource;
import de.siegel.tamperlog.tile.SourceBundle;
import de.siegel.tamperlog.tile.Tile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log that is made of the trail, across restarts, and held against what was signed. */
class IntegrationTest {

  private static final Optional<Checkpoint> NOTHING = Optional.empty();

  private final MemoryStore store = new MemoryStore();

  private static byte[] entry(long index) {
    return ("entry " + index).getBytes(StandardCharsets.UTF_8);
  }

  private static Hash root(long size) {
    CompactRange range = CompactRange.empty();
    for (long index = 0; index < size; index++) {
      range.append(Hash.ofLeaf(entry(index)));
    }
    return range.root();
  }

  private static Checkpoint checkpoint(long size) {
    return new Checkpoint("log", size, root(size));
  }

  /** Integrates up to a size and stores it; the trail's offsets are twice its indexes. */
  private Integration upTo(long size, Optional<Checkpoint> published) {
    Integration integration = new Integration(store, published);
    for (long index = integration.log().size(); index < size; index++) {
      integration.append(index, new LeafSource((int) (index % 3), index), entry(index));
    }
    integration.store(2 * size);
    return integration;
  }

  private void requireWhole(long size) {
    for (Tile tile : Tile.between(0, size)) {
      assertThat(store.read(tile.path()))
          .as(tile.path())
          .hasValueSatisfying(hashes -> assertThat(hashes).hasSize(32 * tile.width()));
    }
    for (long from = 0; from < size; from += Tile.FULL) {
      int width = (int) Math.min(Tile.FULL, size - from);
      String path = Tile.entriesPath(from / Tile.FULL, width);
      List<byte[]> entries = EntryBundle.read(path, store.read(path).orElseThrow(), width);
      String places = SourceBundle.path(from / Tile.FULL, width);
      List<LeafSource> sources = SourceBundle.read(places, store.read(places).orElseThrow(), width);
      for (int n = 0; n < width; n++) {
        assertThat(entries.get(n)).isEqualTo(entry(from + n));
        assertThat(sources.get(n)).isEqualTo(new LeafSource((int) ((from + n) % 3), from + n));
      }
    }
  }

  /** The signer waits for what a checkpoint covers; a restart in a quiet night must not hide it. */
  @Test
  void knowsWhatItCoversAfterARestart() {
    assertThat(upTo(300, NOTHING).covered()).isEqualTo(Map.of(0, 297L, 1, 298L, 2, 299L));

    assertThat(new Integration(store, NOTHING).covered())
        .isEqualTo(Map.of(0, 297L, 1, 298L, 2, 299L));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 255, 256, 257, 512, 70_000})
  void makesAllFilesOfATree(long size) {
    Integration integration = upTo(size, NOTHING);

    assertThat(integration.log().root()).isEqualTo(root(size));
    requireWhole(size);
  }

  @Test
  void goesOnWhereItWasHoweverOftenItIsStopped() {
    for (long size : List.of(1L, 2L, 3L, 200L, 255L, 256L, 256L, 257L, 700L, 66_000L, 66_001L)) {
      Integration integration = upTo(size, NOTHING);

      assertThat(integration.log().root()).isEqualTo(root(size));
      assertThat(new Integration(store, NOTHING).resumeAt()).hasValue(2 * size);
      requireWhole(size);
    }
  }

  @Test
  void keepsNoPartialFilesOfFullOnes() {
    for (long size = 1; size <= 300; size++) {
      upTo(size, NOTHING);
    }
    assertThat(store.files.keySet())
        .filteredOn(
            path ->
                path.startsWith("tile/0/000.p")
                    || path.startsWith("tile/entries/000.p")
                    || path.startsWith("sources/000.p"))
        .isEmpty();
    assertThat(store.files).containsKeys("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1");
  }

  @Test
  void onlyEntriesAndProgressAreKeptFromThePublic() {
    upTo(300, NOTHING);

    assertThat(
            new TreeSet<>(
                store.files.values().stream()
                    .filter(file -> !file.isPublic())
                    .map(LogFile::path)
                    .toList()))
        .containsExactly(
            "integrated",
            "sources/000",
            "sources/001.p/44",
            "tile/entries/000",
            "tile/entries/001.p/44");
  }

  /** Of the entries only the lengths are read again; who verifies the tiles finds the rest. */
  @ParameterizedTest
  @CsvSource({
    "tile/0/001.p/44, missing",
    "tile/0/001.p/44, cut",
    "tile/0/001.p/44, changed",
    "tile/1/000.p/1, missing",
    "tile/1/000.p/1, cut",
    "tile/1/000.p/1, changed",
    "tile/entries/001.p/44, missing",
    "tile/entries/001.p/44, cut",
    "sources/000, missing",
    "sources/001.p/44, missing",
    "sources/001.p/44, cut",
    "integrated, missing",
    "integrated, cut"
  })
  void makesItsFilesAnewFromTheTrailWhereOneIsNotAsItWas(String path, String fault) {
    upTo(300, NOTHING);
    byte[] content = store.read(path).orElseThrow().clone();
    switch (fault) {
      case "missing" -> store.files.remove(path);
      case "cut" -> store.write(new LogFile(path, Arrays.copyOf(content, 5), true));
      default -> {
        content[5] ^= 1;
        store.write(new LogFile(path, content, true));
      }
    }

    Integration again = new Integration(store, NOTHING);

    assertThat(again.resumeAt()).isEmpty();
    assertThat(again.log().size()).isZero();
    upTo(301, NOTHING);
    requireWhole(301);
  }

  @Test
  void signsNothingIfWhatWasSignedIsNotWhatIsThere() {
    upTo(300, NOTHING);
    Checkpoint other = new Checkpoint("log", 200, root(199));

    assertThatThrownBy(() -> new Integration(store, Optional.of(other)))
        .isInstanceOf(IntegratorFailure.class)
        .hasMessageContaining("rewritten");
    Integration agreeing = new Integration(store, Optional.of(checkpoint(200)));
    assertThat(agreeing.maySign()).isTrue();
    assertThat(agreeing.hasGrown()).isTrue();
  }

  @Test
  void comparesWithWhatWasSignedAsSoonAsItIsThatLarge() {
    upTo(100, NOTHING);
    Integration integration = new Integration(store, Optional.of(checkpoint(150)));
    assertThat(integration.maySign()).isFalse();
    for (long index = 100; index < 149; index++) {
      integration.append(index, new LeafSource((int) (index % 3), index), entry(index));
    }
    assertThat(integration.maySign()).isFalse();
    assertThatThrownBy(integration::requireWhole)
        .isInstanceOf(IntegratorFailure.class)
        .hasMessageContaining("cut");

    integration.append(149, new LeafSource(0, 149 + 1_000), entry(149));

    assertThat(integration.maySign()).isTrue();
    assertThat(integration.hasGrown()).isFalse();
    integration.requireWhole();
  }

  @Test
  void stopsAtTheRecordWhereTheTrailWasChanged() {
    Integration integration = new Integration(store, Optional.of(checkpoint(3)));
    integration.append(0, new LeafSource(0, 0 + 1_000), entry(0));
    integration.append(1, new LeafSource(0, 1 + 1_000), entry(7));
    assertThatThrownBy(() -> integration.append(2, new LeafSource(0, 2 + 1_000), entry(2)))
        .isInstanceOf(IntegratorFailure.class)
        .hasMessageContaining("rewritten");
    assertThatThrownBy(() -> integration.append(4, new LeafSource(0, 4 + 1_000), entry(4)))
        .isInstanceOf(IntegratorFailure.class)
        .hasMessageContaining("index 4");
  }

  @Test
  void aSourceThatHasItsLeafGetsNoSecondOne() {
    Integration integration = new Integration(store, NOTHING);
    integration.append(0, new LeafSource(1, 5), entry(0));
    integration.append(1, new LeafSource(2, 5), entry(1));
    for (long offset : new long[] {5, 4, 0}) {
      assertThatThrownBy(() -> integration.append(2, new LeafSource(1, offset), entry(2)))
          .isInstanceOf(IntegratorFailure.class)
          .hasMessageContaining("1:" + offset);
    }
    integration.append(2, new LeafSource(1, 7), entry(2));
  }

  @Test
  void whatWasSignedBeforeIsKnown() {
    Integration integration = new Integration(store, Optional.of(checkpoint(3)));
    assertThat(integration.isSigned(2)).isTrue();
    assertThat(integration.isSigned(3)).isFalse();
    assertThat(new Integration(new MemoryStore(), NOTHING).isSigned(0)).isFalse();
  }
}
