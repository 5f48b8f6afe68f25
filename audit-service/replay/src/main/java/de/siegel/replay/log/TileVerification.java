package de.siegel.replay.log;

import de.siegel.tamperlog.merkle.CompactRange;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.tile.BadTile;
import de.siegel.tamperlog.tile.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Computes a log anew from its entries alone and compares: each hash of each tile, and the root
 * that was signed. Memory is flat: one tile a level.
 */
public final class TileVerification {
  private final LogFolder folder;
  private final CompactRange range = CompactRange.empty();
  private final List<byte[]> tiles = new ArrayList<>();

  private TileVerification(LogFolder folder) {
    this.folder = folder;
  }

  /** What was found. */
  public sealed interface Result {
    /**
     * All of it is as it was signed.
     *
     * @param later how many entries come behind those, of which nothing is said
     */
    record Sound(long size, Hash root, long later) implements Result {
      /** With nothing behind it. */
      public Sound(long size, Hash root) {
        this(size, root, 0);
      }
    }

    /**
     * It is not.
     *
     * @param index of the first entry that something is wrong with
     * @param what is wrong there
     */
    record Broken(long index, String what) implements Result {}
  }

  /**
   * Verifies a log.
   *
   * @param progress is told how many entries more have been looked at
   */
  public static Result of(LogFolder folder, LongConsumer progress) {
    return new TileVerification(folder).verify(progress);
  }

  private Result verify(LongConsumer progress) {
    long size = folder.checkpoint().size();
    try {
      for (long bundle = 0; bundle * Tile.FULL < size; bundle++) {
        for (byte[] entry : folder.entries(bundle, folder.width(bundle))) {
          range.append(Hash.ofLeaf(entry), this::compare);
        }
        progress.accept(folder.width(bundle));
      }
    } catch (BadTile e) {
      return new Result.Broken(Math.min(range.size(), Math.max(0, size - 1)), e.getMessage());
    } catch (Difference e) {
      return new Result.Broken(e.index(), e.getMessage());
    }
    return range.root().equals(folder.checkpoint().root())
        ? new Result.Sound(size, range.root())
        : new Result.Broken(
            0, "the entries make the root " + range.root() + ", and another one was signed");
  }

  private void compare(int level, long index, Hash hash) {
    if (level % Tile.HEIGHT != 0) {
      return;
    }
    int tileLevel = level / Tile.HEIGHT;
    int place = (int) (index % Tile.FULL);
    if (place == 0) {
      load(tileLevel, index);
    }
    byte[] tile = tiles.get(tileLevel);
    if (tile.length < (place + 1) * Hash.LENGTH
        || !Hash.at(tile, place * Hash.LENGTH).equals(hash)) {
      throw new Difference(
          index << level,
          "hash "
              + place
              + " of tile/"
              + tileLevel
              + ", tile "
              + index / Tile.FULL
              + ", is not that of "
              + (level == 0 ? "the entry" : "the entries below it"));
    }
  }

  private void load(int level, long firstHash) {
    while (tiles.size() <= level) {
      tiles.add(new byte[0]);
    }
    long hashes = folder.checkpoint().size() >>> Tile.HEIGHT * level;
    int width = (int) Math.min(Tile.FULL, hashes - firstHash);
    tiles.set(level, folder.tile(new Tile(level, firstHash / Tile.FULL, width)));
  }
}
