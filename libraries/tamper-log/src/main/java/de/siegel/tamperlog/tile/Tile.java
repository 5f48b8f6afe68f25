package de.siegel.tamperlog.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which hashes of a tree stand together in one file: {@code width} hashes of complete subtrees of
 * {@code 256^level} leaves each, from {@code 256 * index} on.
 *
 * @param level 0 to 7: a long has no leaves for more
 * @param index of the tile within its level, from 0
 * @param width 1 to 256; less than 256 for the rightmost one only
 */
public record Tile(int level, long index, int width) {
  /** Hashes of a full tile. */
  public static final int FULL = 256;

  /** Levels of the tree that one tile spans. */
  public static final int HEIGHT = 8;

  /** A long has no leaves for more levels of tiles. */
  public static final int LEVELS = 8;

  /** Ending of the folder of a tile's partial files. */
  public static final String PARTIAL = ".p";

  private static final int GROUP = 1_000;

  public Tile {
    if (level < 0 || level >= LEVELS || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no tile " + level + "/" + index + "/" + width);
    }
  }

  /** Where it stands, below the log's prefix. */
  public String path() {
    return "tile/" + level + "/" + number(index) + ending(width);
  }

  /**
   * Where the entries of a tile of level 0 stand.
   *
   * @param width of that tile
   */
  public static String entriesPath(long index, int width) {
    return "tile/entries/" + number(index) + ending(width);
  }

  static String ending(int width) {
    return width == FULL ? "" : PARTIAL + "/" + width;
  }

  /** In groups of three digits, all but the last with an x before them. */
  static String number(long index) {
    String last = String.format(Locale.ROOT, "%03d", index % GROUP);
    StringBuilder number = new StringBuilder(last);
    for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
      number.insert(0, String.format(Locale.ROOT, "x%03d/", rest % GROUP));
    }
    return number.toString();
  }

  /** How many hashes a level has in a tree of some size. */
  private static long hashes(int level, long size) {
    return size >>> HEIGHT * level;
  }

  /** The tile of a tree that has a hash; {@code size} must reach so far. */
  static Tile holding(int level, long hashIndex, long size) {
    long index = hashIndex / FULL;
    return new Tile(level, index, (int) Math.min(FULL, hashes(level, size) - index * FULL));
  }

  /**
   * The tiles that a tree has and an earlier one had not, or had narrower.
   *
   * @param before size of the earlier tree; 0 for all
   */
  public static List<Tile> between(long before, long size) {
    List<Tile> tiles = new ArrayList<>();
    for (int level = 0; level < LEVELS && hashes(level, size) > 0; level++) {
      long had = hashes(level, before);
      long has = hashes(level, size);
      for (long index = had / FULL; index * FULL < has; index++) {
        int width = (int) Math.min(FULL, has - index * FULL);
        if (index * FULL + width > had) {
          tiles.add(new Tile(level, index, width));
        }
      }
    }
    return tiles;
  }

  /** The partial tiles of a tree. */
  public static List<Tile> rightEdge(long size) {
    return lastOfEachLevel(size).stream().filter(tile -> tile.width() < FULL).toList();
  }

  private static List<Tile> lastOfEachLevel(long size) {
    List<Tile> tiles = new ArrayList<>();
    for (int level = 0; level < LEVELS && hashes(level, size) > 0; level++) {
      tiles.add(holding(level, hashes(level, size) - 1, size));
    }
    return tiles;
  }
}
