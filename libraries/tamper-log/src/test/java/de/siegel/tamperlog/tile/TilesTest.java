package de.siegel.tamperlog.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.tamperlog.merkle.CompactRange;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.NaiveTree;
import de.siegel.tamperlog.merkle.Proofs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {
  private static final int LARGEST = 66_000;
  private static final List<Hash> LEAVES = NaiveTree.leaves(LARGEST);
  private static final Map<String, Hash> NODES = new HashMap<>();
  private static final Map<Integer, Hash> ROOTS = new HashMap<>();

  static {
    CompactRange range = CompactRange.empty();
    for (Hash leaf : LEAVES) {
      range.append(leaf, (level, index, hash) -> NODES.put(level + "/" + index, hash));
      ROOTS.put((int) range.size(), range.root());
    }
  }

  /** What the integrator would have written for a tile. */
  private static byte[] content(Tile tile) {
    byte[] content = new byte[tile.width() * Hash.LENGTH];
    for (int n = 0; n < tile.width(); n++) {
      NODES
          .get(tile.level() * Tile.HEIGHT + "/" + (tile.index() * Tile.FULL + n))
          .writeTo(content, n * Hash.LENGTH);
    }
    return content;
  }

  /** The examples of C2SP tlog-tiles. */
  @Test
  void aTreeOf70000HasTheTilesOfTheSpecification() {
    List<Tile> tiles = Tile.between(0, 70_000);

    assertThat(tiles.stream().filter(tile -> tile.level() == 0 && tile.width() == Tile.FULL))
        .hasSize(273);
    assertThat(tiles.stream().filter(tile -> tile.width() < Tile.FULL || tile.level() > 0))
        .containsExactly(
            new Tile(0, 273, 112), new Tile(1, 0, 256), new Tile(1, 1, 17), new Tile(2, 0, 1));
    assertThat(Tile.between(0, 256)).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
    assertThat(Tile.between(0, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 256, tile/0/000",
    "0, 1234067, 256, tile/0/x001/x234/067",
    "1, 999, 17, tile/1/999.p/17",
    "2, 1000, 1, tile/2/x001/000.p/1"
  })
  void standsWhereTheSpecificationSays(int level, long index, int width, String path) {
    assertThat(new Tile(level, index, width).path()).isEqualTo(path);
    assertThat(Tile.entriesPath(index, width))
        .isEqualTo(path.replaceFirst("tile/[0-9]/", "tile/entries/"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, LARGEST})
  void anyProofCanBeMadeFromTilesAlone(int size) {
    TiledNodes nodes = new TiledNodes(size, TilesTest::content);

    assertThat(Proofs.root(size, nodes)).isEqualTo(ROOTS.get(size));
    for (int index : List.of(0, size / 3, size / 2, size - 1)) {
      assertThat(Proofs.inclusion(index, size, nodes).holds(LEAVES.get(index), ROOTS.get(size)))
          .isTrue();
    }
    for (int first : List.of(1, (size + 1) / 2, size)) {
      assertThat(Proofs.consistency(first, size, nodes).holds(ROOTS.get(first), ROOTS.get(size)))
          .isTrue();
    }
  }

  @Test
  void whatIsNewBetweenTwoSizesAndNoMoreIsWritten() {
    for (int[] sizes :
        new int[][] {{0, 1}, {1, 2}, {255, 256}, {256, 257}, {300, 300}, {100, 1_000}}) {
      List<Tile> before = Tile.between(0, sizes[0]);
      List<Tile> after = new ArrayList<>(Tile.between(0, sizes[1]));
      after.removeAll(before);

      assertThat(Tile.between(sizes[0], sizes[1])).containsExactlyElementsOf(after);
    }
  }

  @Test
  void aTileOfAnotherLengthIsNamed() {
    for (int length : List.of(0, 31, 33, 8_192 - 1, 8_192 + 1)) {
      TiledNodes nodes = new TiledNodes(300, tile -> new byte[length]);

      assertThatThrownBy(() -> Proofs.root(300, nodes))
          .isInstanceOf(BadTile.class)
          .hasMessageContaining("tile/");
    }
    assertThatThrownBy(() -> new TiledNodes(300, TilesTest::content).node(0, 300))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bundlesHoldEntriesAsTheyAre() {
    List<byte[]> entries =
        List.of(new byte[0], new byte[] {1}, new byte[EntryBundle.LONGEST_ENTRY]);

    List<byte[]> read = EntryBundle.read("b", EntryBundle.write(entries), 3);

    assertThat(read.stream().map(entry -> entry.length).collect(Collectors.toList()))
        .containsExactly(0, 1, EntryBundle.LONGEST_ENTRY);
    assertThat(EntryBundle.write(List.of(new byte[] {7, 8}))).containsExactly(0, 2, 7, 8);
  }

  @Test
  void aBundleThatIsCutOrHasMoreIsNamed() {
    byte[] bundle = EntryBundle.write(List.of(new byte[] {1, 2}, new byte[] {3}));
    for (int length = 0; length < bundle.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bundle, length);

      assertThatThrownBy(() -> EntryBundle.read("tile/entries/000", cut, 2))
          .isInstanceOf(BadTile.class)
          .hasMessageStartingWith("tile/entries/000");
    }
    assertThatThrownBy(() -> EntryBundle.read("b", bundle, 1)).isInstanceOf(BadTile.class);
    assertThatThrownBy(() -> EntryBundle.read("b", bundle, 3)).isInstanceOf(BadTile.class);
    assertThatThrownBy(() -> EntryBundle.write(List.of(new byte[EntryBundle.LONGEST_ENTRY + 1])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
