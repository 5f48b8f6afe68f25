package de.siegel.tamperlog.tile;

import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.Nodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The nodes of a tree of some size, from its tiles.
 *
 * <p>Not safe for use by several threads.
 */
public final class TiledNodes implements Nodes {
  private static final int CACHED = 64;

  private final long size;
  private final Function<Tile, byte[]> source;
  private final Map<Tile, byte[]> cache =
      new LinkedHashMap<>(CACHED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
          return size() > CACHED;
        }
      };

  /**
   * @param source the content of a tile; whatever it throws goes through
   */
  public TiledNodes(long size, Function<Tile, byte[]> source) {
    this.size = size;
    this.source = source;
  }

  /**
   * @throws BadTile if a tile has another length than it must
   */
  @Override
  public Hash node(int level, long index) {
    if (level < 0 || level >= Long.SIZE || index + 1 > size >>> level) {
      throw new IllegalArgumentException("no node " + level + "/" + index + " in " + size);
    }
    int tileLevel = level / Tile.HEIGHT;
    int above = level % Tile.HEIGHT;
    long first = index << above;
    Tile tile = Tile.holding(tileLevel, first, size);
    byte[] hashes = cache.computeIfAbsent(tile, this::read);
    return within(hashes, (int) (first % Tile.FULL), 1 << above);
  }

  private byte[] read(Tile tile) {
    byte[] hashes = source.apply(tile);
    if (hashes.length != tile.width() * Hash.LENGTH) {
      throw new BadTile(
          tile.path() + " has " + hashes.length + " bytes, not " + tile.width() * Hash.LENGTH);
    }
    return hashes;
  }

  private static Hash within(byte[] hashes, int from, int count) {
    if (count == 1) {
      return Hash.at(hashes, from * Hash.LENGTH);
    }
    int half = count / 2;
    return Hash.ofNode(within(hashes, from, half), within(hashes, from + half, half));
  }
}
