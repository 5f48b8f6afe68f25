package de.siegel.tamperlog.tile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The entries of a tile of level 0, each behind its length in two bytes (C2SP tlog-tiles). */
public final class EntryBundle {
  /** An entry has at most so many bytes. */
  public static final int LONGEST_ENTRY = 0xFFFF;

  private EntryBundle() {}

  /**
   * Writes entries.
   *
   * @param entries at most 256
   * @throws IllegalArgumentException if one is too long, or there are too many
   */
  public static byte[] write(List<byte[]> entries) {
    if (entries.size() > Tile.FULL) {
      throw new IllegalArgumentException("a bundle has at most " + Tile.FULL + " entries");
    }
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > LONGEST_ENTRY) {
        throw new IllegalArgumentException(
            "an entry has at most " + LONGEST_ENTRY + " bytes, not " + entry.length);
      }
      bundle.write(entry.length >>> 8);
      bundle.write(entry.length);
      bundle.writeBytes(entry);
    }
    return bundle.toByteArray();
  }

  /**
   * Reads entries.
   *
   * @param name of the bundle, for the message
   * @param count how many there must be
   * @throws BadTile if there are not so many, or the bundle ends within one
   */
  public static List<byte[]> read(String name, byte[] bundle, int count) {
    List<byte[]> entries = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(bundle);
    while (rest.hasRemaining() && entries.size() < count) {
      int length = rest.remaining() < Short.BYTES ? Integer.MAX_VALUE : rest.getShort() & 0xFFFF;
      if (length > rest.remaining()) {
        throw new BadTile(name + " ends within entry " + entries.size());
      }
      byte[] entry = new byte[length];
      rest.get(entry);
      entries.add(entry);
    }
    if (entries.size() != count || rest.hasRemaining()) {
      throw new BadTile(
          name
              + " has not the "
              + count
              + " entries that it must have, but "
              + (rest.hasRemaining() ? "more" : entries.size()));
    }
    return entries;
  }
}
