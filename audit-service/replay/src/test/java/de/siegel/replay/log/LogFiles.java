package de.siegel.replay.log;

import de.siegel.tamperlog.merkle.CompactRange;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.EntryBundle;
import de.siegel.tamperlog.tile.Tile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Writes the files of a log of any entries. */
final class LogFiles {
  private LogFiles() {}

  static NoteSigner key() {
    try {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(
          VerifierKey.of("log", SignatureType.ED25519, keys.getPublic()), keys.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a log, and opens it. */
  static LogFolder write(Path folder, NoteSigner key, int leaves, IntFunction<byte[]> entry) {
    CompactRange range = CompactRange.empty();
    List<ByteArrayOutputStream> levels = new ArrayList<>();
    List<byte[]> entries = new ArrayList<>();
    for (int index = 0; index < leaves; index++) {
      entries.add(entry.apply(index));
      range.append(
          Hash.ofLeaf(entries.get(entries.size() - 1)),
          (level, at, hash) -> {
            if (level % Tile.HEIGHT == 0) {
              while (levels.size() <= level / Tile.HEIGHT) {
                levels.add(new ByteArrayOutputStream());
              }
              levels.get(level / Tile.HEIGHT).writeBytes(hash.bytes());
            }
          });
      if (entries.size() == Tile.FULL || index == leaves - 1) {
        put(
            folder,
            Tile.entriesPath(index / Tile.FULL, entries.size()),
            EntryBundle.write(entries));
        entries.clear();
      }
    }
    List<byte[]> all = levels.stream().map(ByteArrayOutputStream::toByteArray).toList();
    for (Tile tile : Tile.between(0, leaves)) {
      byte[] hashes = all.get(tile.level());
      int from = (int) (tile.index() * Tile.FULL * Hash.LENGTH);
      put(folder, tile.path(), Arrays.copyOfRange(hashes, from, from + tile.width() * Hash.LENGTH));
    }
    String text = new Checkpoint("log", leaves, range.root()).text();
    put(folder, "checkpoint", new SignedNote(text, List.of(key.sign(text, Instant.EPOCH))).bytes());
    return LogFolder.open(folder, key.verifier());
  }

  private static void put(Path folder, String path, byte[] content) {
    Path file = folder.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
