package de.siegel.replay.log;

import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.Proofs;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.proof.TlogProof;
import de.siegel.tamperlog.tile.BadTile;
import de.siegel.tamperlog.tile.EntryBundle;
import de.siegel.tamperlog.tile.LeafSource;
import de.siegel.tamperlog.tile.SourceBundle;
import de.siegel.tamperlog.tile.Tile;
import de.siegel.tamperlog.tile.TiledNodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The files of a log in a folder, up to a checkpoint that its key signed. What stands in them is
 * not believed beyond that.
 */
public final class LogFolder {
  private static final String CHECKPOINT = "checkpoint";

  /** The last checkpoint that the witnesses co-signed; not there if nobody is asked. */
  private static final String WITNESSED = "checkpoint.witnessed";

  /** Of a full bundle of the longest entries, in bytes; no other file is longer. */
  private static final int LONGEST_FILE = Tile.FULL * (Short.BYTES + EntryBundle.LONGEST_ENTRY);

  private final Path folder;
  private final SignedNote note;
  private final Checkpoint checkpoint;

  private LogFolder(Path folder, SignedNote note, Checkpoint checkpoint) {
    this.folder = folder;
    this.note = note;
    this.checkpoint = checkpoint;
  }

  /**
   * Opens a folder.
   *
   * @throws BadTile if there is no checkpoint, or it is not signed by the key
   */
  public static LogFolder open(Path folder, VerifierKey key) {
    try {
      SignedNote note = SignedNote.parse(content(folder, CHECKPOINT));
      if (note.check(List.of(key)) instanceof SignedNote.Check.Refused refused) {
        throw new BadTile(CHECKPOINT + ": " + refused.why());
      }
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (!checkpoint.origin().equals(key.name())) {
        throw new BadTile(CHECKPOINT + " is of another log, " + checkpoint.origin());
      }
      return new LogFolder(folder, note, checkpoint);
    } catch (MalformedNote e) {
      throw new BadTile(CHECKPOINT + ": " + e.getMessage());
    }
  }

  /**
   * The same files up to another checkpoint: the integrator publishes one on the topic before its
   * copy here, and all files before both.
   *
   * @param other signed by the same key; files that are not there are missed later
   */
  public LogFolder upTo(SignedNote other) {
    try {
      return new LogFolder(folder, other, Checkpoint.parse(other.text()));
    } catch (MalformedNote e) {
      throw new BadTile("the checkpoint on the topic: " + e.getMessage());
    }
  }

  private static byte[] content(Path folder, String path) {
    try {
      byte[] content;
      try (InputStream in = Files.newInputStream(folder.resolve(path))) {
        content = in.readNBytes(LONGEST_FILE + 1);
      }
      if (content.length > LONGEST_FILE) {
        throw new BadTile(path + " has more than " + LONGEST_FILE + " bytes");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new BadTile(path + " is missing");
    } catch (IOException e) {
      throw new UncheckedIOException(folder.resolve(path) + " cannot be read", e);
    }
  }

  /** What the log's key signed. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /**
   * Which witnesses have not co-signed just this checkpoint, here or in {@code
   * checkpoint.witnessed}.
   *
   * @param witnesses keys for cosignatures
   * @return one sentence each, without its period; empty if all have
   * @throws BadTile if {@code checkpoint.witnessed} is no checkpoint
   */
  public List<String> missing(List<VerifierKey> witnesses) {
    Cosignatures cosignatures = new Cosignatures(witnesses);
    cosignatures.add(note, checkpoint);
    if (!witnesses.isEmpty() && Files.exists(folder.resolve(WITNESSED))) {
      try {
        SignedNote witnessed = SignedNote.parse(content(folder, WITNESSED));
        cosignatures.add(witnessed, Checkpoint.parse(witnessed.text()));
      } catch (MalformedNote e) {
        throw new BadTile(WITNESSED + ": " + e.getMessage());
      }
    }
    return cosignatures.missing(checkpoint);
  }

  /**
   * A tile's content: the file of its width, or of the full one, which may have come since.
   *
   * @throws BadTile if there is none, or it has more hashes than it can have
   */
  byte[] tile(Tile tile) {
    Tile full = new Tile(tile.level(), tile.index(), Tile.FULL);
    Tile there = Files.exists(folder.resolve(tile.path())) ? tile : full;
    byte[] hashes = content(folder, there.path());
    int most = there.width() * Hash.LENGTH;
    if (hashes.length > most) {
      throw new BadTile(there.path() + " has " + hashes.length + " bytes, more than " + most);
    }
    return hashes;
  }

  /**
   * The entries of a bundle.
   *
   * @throws BadTile if there is none, or it is not as it must be
   */
  List<byte[]> entries(long index, int width) {
    String path = Tile.entriesPath(index, width);
    boolean own = Files.exists(folder.resolve(path)) || width == Tile.FULL;
    String there = own ? path : Tile.entriesPath(index, Tile.FULL);
    return EntryBundle.read(there, content(folder, there), own ? width : Tile.FULL)
        .subList(0, width);
  }

  /**
   * Where the entries of a bundle were copied from, as the sequencer said; nobody has signed that.
   *
   * @throws BadTile if it was not kept, or is not as it must be
   */
  List<LeafSource> sources(long index, int width) {
    String path = SourceBundle.path(index, width);
    boolean own = Files.exists(folder.resolve(path)) || width == Tile.FULL;
    String there = own ? path : SourceBundle.path(index, Tile.FULL);
    return SourceBundle.read(there, content(folder, there), own ? width : Tile.FULL)
        .subList(0, width);
  }

  /** How wide a bundle is at the checkpoint. */
  int width(long bundle) {
    return (int) Math.min(Tile.FULL, checkpoint.size() - bundle * Tile.FULL);
  }

  /**
   * Proves that an entry is in the log; the entry itself goes with the proof.
   *
   * @throws BadTile if a file is not as it must be
   * @throws IllegalArgumentException if the checkpoint does not reach so far
   */
  public TlogProof prove(long index) {
    TiledNodes nodes = new TiledNodes(checkpoint.size(), this::tileOfItsWidth);
    List<Hash> path = Proofs.inclusion(index, checkpoint.size(), nodes).path();
    long bundle = index / Tile.FULL;
    byte[] entry = entries(bundle, width(bundle)).get((int) (index % Tile.FULL));
    return new TlogProof(Optional.of(entry), index, path, note);
  }

  private byte[] tileOfItsWidth(Tile tile) {
    byte[] hashes = tile(tile);
    int length = tile.width() * Hash.LENGTH;
    return hashes.length > length ? Arrays.copyOf(hashes, length) : hashes;
  }
}
