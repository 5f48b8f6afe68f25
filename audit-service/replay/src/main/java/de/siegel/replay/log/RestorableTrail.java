package de.siegel.replay.log;

import de.siegel.replay.kafka.LogReader;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.tamperlog.merkle.CompactRange;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.tile.BadTile;
import de.siegel.tamperlog.tile.LeafSource;
import de.siegel.tamperlog.tile.Tile;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** What the files of a log hold of a trail that has to be written again (docs/adr/0022). */
public final class RestorableTrail {
  private RestorableTrail() {}

  /** Takes leaves in their order. */
  @FunctionalInterface
  public interface Leaves {
    /**
     * Takes the next one.
     *
     * @param source where it came from
     */
    void next(long index, LeafSource source, byte[] entry);
  }

  /**
   * Hands over each leaf up to the checkpoint.
   *
   * @return the last offset of each partition that a leaf came from
   * @throws BadTile if a file is missing or not as it must be, or a partition goes backwards
   */
  public static SortedMap<Integer, Long> read(LogFolder files, Leaves leaves) {
    SortedMap<Integer, Long> last = new TreeMap<>();
    long size = files.checkpoint().size();
    for (long bundle = 0; bundle * Tile.FULL < size; bundle++) {
      int width = files.width(bundle);
      List<byte[]> entries = files.entries(bundle, width);
      List<LeafSource> sources = files.sources(bundle, width);
      for (int n = 0; n < width; n++) {
        long index = bundle * Tile.FULL + n;
        LeafSource source = sources.get(n);
        Long before = last.put(source.partition(), source.offset());
        if (before != null && before >= source.offset()) {
          throw new BadTile(
              "entry "
                  + index
                  + " is said to come from "
                  + source
                  + ", but one before it from "
                  + source.partition()
                  + ":"
                  + before
                  + ": the file of places was changed");
        }
        leaves.next(index, source, entries.get(n));
      }
    }
    return last;
  }

  /**
   * What a trail is.
   *
   * @param size how many leaves
   * @param root of their tree
   */
  public record Tree(long size, Hash root) {}

  /**
   * Reads {@code audit.log} to its end and computes its tree.
   *
   * @param progress is told how many leaves more have been read
   * @throws BadTile if a record is not the next leaf
   */
  public static Tree onBrokers(KafkaSettings kafka, LongConsumer progress) {
    CompactRange range = CompactRange.empty();
    try (LogReader log = new LogReader(kafka)) {
      log.readToEnd(
          entry -> {
            range.append(Hash.ofLeaf(Difference.requireNext(entry, range.size())));
            progress.accept(1);
          });
    } catch (Difference e) {
      throw new BadTile("entry " + e.index() + ": " + e.getMessage());
    }
    return new Tree(range.size(), range.root());
  }
}
