package de.siegel.replay.log;

import de.siegel.replay.kafka.LogReader;
import de.siegel.replay.log.TileVerification.Result;
import de.siegel.replay.trail.LogEntry;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.tamperlog.tile.BadTile;
import de.siegel.tamperlog.tile.Tile;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Holds two copies of the log against each other, entry by entry, so that the first one that is not
 * what was signed can be named: checkpoints alone only say between which two it lies.
 */
public final class CrossVerification {
  private final LogFolder signed;
  private final LongConsumer progress;
  private final long size;
  private List<byte[]> bundle = List.of();
  private long next;
  private long later;

  private CrossVerification(LogFolder signed, long size, LongConsumer progress) {
    this.signed = signed;
    this.size = size;
    this.progress = progress;
  }

  /**
   * Verifies the files by themselves, and then the trail of a cluster against them.
   *
   * @param files what was signed
   * @param progress is told how many entries more have been compared
   * @return broken at the first entry of either that is not what was signed; what comes on the
   *     trail behind the files' checkpoint is only counted
   */
  public static Result ofTrail(KafkaSettings kafka, LogFolder files, LongConsumer progress) {
    return ofTrail(
        each -> {
          try (LogReader log = new LogReader(kafka)) {
            log.readToEnd(each);
          }
        },
        files,
        progress);
  }

  /**
   * As the other one.
   *
   * @param trail hands over its entries, from the first to the last
   */
  static Result ofTrail(
      Consumer<Consumer<LogEntry>> trail, LogFolder files, LongConsumer progress) {
    if (TileVerification.of(files, entries -> {}) instanceof Result.Broken alone) {
      return alone;
    }
    CrossVerification comparison =
        new CrossVerification(files, files.checkpoint().size(), progress);
    try {
      trail.accept(comparison::compare);
    } catch (Difference e) {
      return new Result.Broken(e.index(), e.getMessage());
    }
    return comparison.next < comparison.size
        ? new Result.Broken(
            comparison.next, "the trail ends here, and " + comparison.size + " entries were signed")
        : new Result.Sound(comparison.size, files.checkpoint().root(), comparison.later);
  }

  /**
   * Verifies two folders by themselves, and then against each other as far as both go.
   *
   * @return broken at the first entry in which they differ: then the key signed two histories
   */
  public static Result ofCopies(LogFolder one, LogFolder other, LongConsumer progress) {
    for (LogFolder copy : List.of(one, other)) {
      Result alone = TileVerification.of(copy, entries -> {});
      if (alone instanceof Result.Broken) {
        return alone;
      }
    }
    boolean oneIsShorter = one.checkpoint().size() <= other.checkpoint().size();
    LogFolder shorter = oneIsShorter ? one : other;
    LogFolder longer = oneIsShorter ? other : one;
    CrossVerification comparison =
        new CrossVerification(longer, shorter.checkpoint().size(), progress);
    try {
      for (long bundle = 0; bundle * Tile.FULL < comparison.size; bundle++) {
        for (byte[] entry : shorter.entries(bundle, shorter.width(bundle))) {
          comparison.requireSigned(
              entry, "the copies differ here, and both are signed: the log's key made a fork");
        }
      }
    } catch (Difference e) {
      return new Result.Broken(e.index(), e.getMessage());
    }
    return new Result.Sound(longer.checkpoint().size(), longer.checkpoint().root());
  }

  private void compare(LogEntry entry) {
    if (next >= size) {
      later++;
      return;
    }
    requireSigned(
        Difference.requireNext(entry, next),
        "the record on the trail is not the entry that was signed");
  }

  private void requireSigned(byte[] entry, String otherwise) {
    int place = (int) (next % Tile.FULL);
    if (place == 0) {
      bundle = entries(next / Tile.FULL);
    }
    if (!Arrays.equals(bundle.get(place), entry)) {
      throw new Difference(next, otherwise);
    }
    next++;
    progress.accept(1);
  }

  private List<byte[]> entries(long index) {
    try {
      return signed.entries(index, signed.width(index));
    } catch (BadTile e) {
      throw new Difference(next, e.getMessage());
    }
  }
}
