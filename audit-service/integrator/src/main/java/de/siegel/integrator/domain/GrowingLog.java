package de.siegel.integrator.domain;

import de.siegel.tamperlog.merkle.CompactRange;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.tile.BadTile;
import de.siegel.tamperlog.tile.EntryBundle;
import de.siegel.tamperlog.tile.LeafSource;
import de.siegel.tamperlog.tile.SourceBundle;
import de.siegel.tamperlog.tile.Tile;
import de.siegel.tamperlog.tile.TiledNodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The tree of a log at its right edge, and the files that its growth makes. Memory is flat: one
 * tile a level and one bundle, beside what was not taken yet.
 *
 * <p>Not safe for use by several threads.
 */
public final class GrowingLog {
  /** The rightmost tile of a level. */
  private static final class Edge {
    private final byte[] hashes = new byte[Tile.FULL * Hash.LENGTH];
    private long index;
    private int width;
    private boolean changed;
  }

  private final CompactRange range;
  private final List<Edge> edges = new ArrayList<>();
  private final List<byte[]> entries = new ArrayList<>();

  /** Of the same entries. */
  private final List<LeafSource> sources = new ArrayList<>();

  private final List<LogFile> full = new ArrayList<>();
  private final List<String> overtaken = new ArrayList<>();

  private GrowingLog(CompactRange range) {
    this.range = range;
  }

  /** A log without entries. */
  public static GrowingLog empty() {
    return new GrowingLog(CompactRange.empty());
  }

  /**
   * Goes on with a log that is there.
   *
   * @param files the content of a file; what it throws goes through
   * @throws BadTile if a file is not what it must be
   */
  public static GrowingLog of(long size, Function<String, byte[]> files) {
    TiledNodes nodes = new TiledNodes(size, tile -> files.apply(tile.path()));
    GrowingLog log = new GrowingLog(CompactRange.of(size, nodes));
    for (Tile tile : Tile.rightEdge(size)) {
      Edge edge = log.edge(tile.level());
      byte[] hashes = files.apply(tile.path());
      if (hashes.length != tile.width() * Hash.LENGTH) {
        throw new BadTile(tile.path() + " has " + hashes.length + " bytes");
      }
      System.arraycopy(hashes, 0, edge.hashes, 0, hashes.length);
      edge.width = tile.width();
    }
    for (int level = 0; level < Tile.LEVELS; level++) {
      long hashes = size >>> Tile.HEIGHT * level;
      if (hashes > 0) {
        log.edge(level).index = hashes / Tile.FULL;
      }
    }
    int width = (int) (size % Tile.FULL);
    if (width > 0) {
      String path = Tile.entriesPath(size / Tile.FULL, width);
      log.entries.addAll(EntryBundle.read(path, files.apply(path), width));
      String sources = SourceBundle.path(size / Tile.FULL, width);
      log.sources.addAll(SourceBundle.read(sources, files.apply(sources), width));
    }
    return log;
  }

  private Edge edge(int level) {
    while (edges.size() <= level) {
      edges.add(new Edge());
    }
    return edges.get(level);
  }

  /** How many entries it has. */
  public long size() {
    return range.size();
  }

  /** The root of its tree. */
  public Hash root() {
    return range.root();
  }

  /**
   * Appends an entry.
   *
   * @param source where it was copied from: kept beside it, no part of the tree
   * @throws IllegalArgumentException if it is longer than an entry may be
   */
  public void append(byte[] entry, LeafSource source) {
    if (entry.length > EntryBundle.LONGEST_ENTRY) {
      throw new IllegalArgumentException(
          "entry " + size() + " has " + entry.length + " bytes, more than a bundle can hold");
    }
    long index = size();
    entries.add(entry);
    sources.add(source);
    range.append(Hash.ofLeaf(entry), this::completed);
    if (entries.size() == Tile.FULL) {
      long bundle = index / Tile.FULL;
      full.add(new LogFile(Tile.entriesPath(bundle, Tile.FULL), EntryBundle.write(entries), false));
      overtaken.add(Tile.entriesPath(bundle, Tile.FULL) + Tile.PARTIAL);
      entries.clear();
      full.add(
          new LogFile(SourceBundle.path(bundle, Tile.FULL), SourceBundle.write(sources), false));
      overtaken.add(SourceBundle.path(bundle, Tile.FULL) + Tile.PARTIAL);
      sources.clear();
    }
  }

  private void completed(int level, long index, Hash hash) {
    if (level % Tile.HEIGHT != 0) {
      return;
    }
    int tileLevel = level / Tile.HEIGHT;
    Edge edge = edge(tileLevel);
    hash.writeTo(edge.hashes, edge.width * Hash.LENGTH);
    edge.width++;
    edge.changed = true;
    if (edge.width == Tile.FULL) {
      Tile tile = new Tile(tileLevel, edge.index, Tile.FULL);
      full.add(new LogFile(tile.path(), edge.hashes.clone(), true));
      overtaken.add(tile.path() + Tile.PARTIAL);
      edge.index++;
      edge.width = 0;
      edge.changed = false;
    }
  }

  /**
   * The files that are new since the last call: full ones, then the partial ones of now. A
   * checkpoint may be published when they are in place.
   */
  public List<LogFile> takeFiles() {
    List<LogFile> files = new ArrayList<>(full);
    full.clear();
    boolean grown = false;
    for (int level = 0; level < edges.size(); level++) {
      Edge edge = edges.get(level);
      if (edge.changed) {
        Tile tile = new Tile(level, edge.index, edge.width);
        files.add(
            new LogFile(tile.path(), Arrays.copyOf(edge.hashes, edge.width * Hash.LENGTH), true));
        edge.changed = false;
        grown |= level == 0;
      }
    }
    if (grown) {
      files.add(
          new LogFile(
              Tile.entriesPath(size() / Tile.FULL, entries.size()),
              EntryBundle.write(entries),
              false));
      files.add(
          new LogFile(
              SourceBundle.path(size() / Tile.FULL, sources.size()),
              SourceBundle.write(sources),
              false));
    }
    return files;
  }

  /** Folders of partial files that full ones have overtaken since the last call. */
  public List<String> takeOvertaken() {
    List<String> folders = List.copyOf(overtaken);
    overtaken.clear();
    return folders;
  }
}
