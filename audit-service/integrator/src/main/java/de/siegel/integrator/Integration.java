package de.siegel.integrator;

import de.siegel.integrator.domain.GrowingLog;
import de.siegel.integrator.domain.LogFile;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.Proofs;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.tile.BadTile;
import de.siegel.tamperlog.tile.LeafSource;
import de.siegel.tamperlog.tile.SourceBundle;
import de.siegel.tamperlog.tile.Tile;
import de.siegel.tamperlog.tile.TiledNodes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with a log, and holds it against the last checkpoint that was published.
 *
 * <p>Not safe for use by several threads.
 */
final class Integration {
  /** How far the trail is integrated; nobody believes it before the record there has that index. */
  private static final String PROGRESS = "integrated";

  private static final Logger LOG = LoggerFactory.getLogger(Integration.class);
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{1,18}) ([0-9]{1,18}) (\\S{44})\n((?:[0-9]{1,6} [0-9]{1,18}\n)*)end\n");

  private final LogStore store;
  private final Optional<Checkpoint> published;

  /** The last offset of each partition of audit.events that has its leaf. */
  private final SortedMap<Integer, Long> covered = new TreeMap<>();

  private GrowingLog log = GrowingLog.empty();
  private OptionalLong offset = OptionalLong.empty();
  private long signedSize;
  private boolean agrees;

  /**
   * @param published the largest checkpoint so far
   */
  Integration(LogStore store, Optional<Checkpoint> published) {
    this.store = store;
    this.published = published;
    try {
      resume();
    } catch (BadTile e) {
      // The files are made of the trail, so they can be made again.
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("Files of the log are made anew");
      log = GrowingLog.empty();
      offset = OptionalLong.empty();
      covered.clear();
    }
    signedSize = published.map(Checkpoint::size).orElse(-1L);
    published
        .filter(checkpoint -> checkpoint.size() <= log.size())
        .ifPresentOrElse(
            checkpoint -> compare(checkpoint, Proofs.root(checkpoint.size(), nodes())),
            () -> agrees = published.isEmpty());
  }

  private void resume() {
    Optional<byte[]> progress = store.read(PROGRESS);
    if (progress.isEmpty()) {
      return;
    }
    Matcher matcher = FORM.matcher(new String(progress.get(), StandardCharsets.US_ASCII));
    if (!matcher.matches()) {
      throw new BadTile(PROGRESS + " is not of its form");
    }
    GrowingLog resumed = GrowingLog.of(Long.parseLong(matcher.group(1)), this::file);
    if (!resumed.root().toString().equals(matcher.group(3))) {
      throw new BadTile("the tiles have another root than they had");
    }
    if (resumed.size() >= Tile.FULL && store.read(SourceBundle.path(0, Tile.FULL)).isEmpty()) {
      throw new BadTile("the files were made before places were kept");
    }
    log = resumed;
    offset = OptionalLong.of(Long.parseLong(matcher.group(2)));
    matcher
        .group(4)
        .lines()
        .map(line -> line.split(" "))
        .forEach(each -> covered.put(Integer.valueOf(each[0]), Long.valueOf(each[1])));
  }

  private byte[] file(String path) {
    return store.read(path).orElseThrow(() -> new BadTile(path + " is missing"));
  }

  private TiledNodes nodes() {
    return new TiledNodes(log.size(), tile -> tile(store, tile));
  }

  /**
   * A tile of a tree that may have grown since: the full one has its hashes too.
   *
   * @throws BadTile if there is neither
   */
  static byte[] tile(LogStore store, Tile tile) {
    String full = new Tile(tile.level(), tile.index(), Tile.FULL).path();
    byte[] hashes =
        store
            .read(tile.path())
            .or(() -> store.read(full))
            .orElseThrow(() -> new BadTile(tile.path() + " is missing"));
    int length = tile.width() * Hash.LENGTH;
    return hashes.length > length ? Arrays.copyOf(hashes, length) : hashes;
  }

  private void compare(Checkpoint checkpoint, Hash root) {
    if (!root.equals(checkpoint.root())) {
      throw new IntegratorFailure(
          "The log was rewritten: at size "
              + checkpoint.size()
              + " its root is "
              + root
              + ", but "
              + checkpoint.root()
              + " was signed. Nothing more is signed; keep everything as it is");
    }
    agrees = true;
  }

  /** Where in the trail to go on; empty: at its beginning. */
  OptionalLong resumeAt() {
    return offset;
  }

  /** The last offset of each partition of {@code audit.events} that has its leaf. */
  SortedMap<Integer, Long> covered() {
    return covered;
  }

  GrowingLog log() {
    return log;
  }

  /** Whether a checkpoint that was published when this began speaks of an index. */
  boolean isSigned(long index) {
    return published.filter(checkpoint -> index < checkpoint.size()).isPresent();
  }

  /** Appends the trail's next record. */
  void append(long index, LeafSource source, byte[] entry) {
    if (index != log.size()) {
      throw new IntegratorFailure(
          "The trail goes on with index "
              + index
              + " where "
              + log.size()
              + " must come: a record was dropped, inserted or moved. Verify the log");
    }
    if (source.offset() <= covered.getOrDefault(source.partition(), -1L)) {
      throw new IntegratorFailure(
          "The record with index "
              + index
              + " says that it comes from "
              + source.partition()
              + ":"
              + source.offset()
              + ", of which there is a leaf already: somebody else writes to the trail. Verify the log");
    }
    log.append(entry, source);
    covered.put(source.partition(), source.offset());
    published
        .filter(checkpoint -> !agrees && checkpoint.size() == log.size())
        .ifPresent(checkpoint -> compare(checkpoint, log.root()));
  }

  /** Call it at the end of the trail: it must reach as far as what was signed. */
  void requireWhole() {
    if (!agrees) {
      throw new IntegratorFailure(
          "The log was cut: it has "
              + log.size()
              + " entries, and a checkpoint of "
              + published.map(Checkpoint::size).orElse(0L)
              + " was signed. Nothing more is signed; keep everything as it is");
    }
  }

  /** Whether the log agrees with what was signed before. */
  boolean maySign() {
    return agrees;
  }

  /** Whether it has entries that no checkpoint speaks of. */
  boolean hasGrown() {
    return log.size() > signedSize;
  }

  void signed() {
    signedSize = log.size();
  }

  /**
   * Returns when all files of the log as it is now are in place.
   *
   * @param next offset in the trail
   */
  void store(long next) {
    boolean any = false;
    for (LogFile file : log.takeFiles()) {
      store.write(file);
      any = true;
    }
    if (any) {
      StringBuilder progress = new StringBuilder();
      progress.append(log.size()).append(' ').append(next).append(' ').append(log.root());
      progress.append('\n');
      covered.forEach((partition, last) -> progress.append(partition + " " + last + "\n"));
      progress.append("end\n");
      store.write(
          new LogFile(PROGRESS, progress.toString().getBytes(StandardCharsets.US_ASCII), false));
      log.takeOvertaken().forEach(store::removePartial);
    }
  }
}
