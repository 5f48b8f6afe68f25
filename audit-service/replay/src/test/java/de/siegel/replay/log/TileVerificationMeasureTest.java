package de.siegel.replay.log;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast a log is verified from its files. */
@Tag("measure")
class TileVerificationMeasureTest {
  private static final int LEAVES = 1 << 20;
  private static final int ENTRY_BYTES = 700;

  @TempDir Path folder;

  @Test
  void entriesASecond() throws Exception {
    VerifierKey key = write();
    LogFolder log = LogFolder.open(folder, key);
    TileVerification.of(log, entries -> {});

    long begin = System.nanoTime();
    TileVerification.Result result = TileVerification.of(log, entries -> {});
    double seconds = (System.nanoTime() - begin) / 1e9;

    assertThat(result).isInstanceOf(TileVerification.Result.Sound.class);
    System.out.printf(
        "MEASURED verification from tiles: %,d entries of %d bytes, %,.0f a second%n",
        LEAVES, ENTRY_BYTES, LEAVES / seconds);
  }

  private VerifierKey write() throws Exception {
    CompactRange range = CompactRange.empty();
    List<ByteArrayOutputStream> levels = new ArrayList<>();
    List<byte[]> entries = new ArrayList<>();
    for (int index = 0; index < LEAVES; index++) {
      byte[] entry = new byte[ENTRY_BYTES];
      ByteBuffer.wrap(entry).putInt(index);
      entries.add(entry);
      range.append(
          Hash.ofLeaf(entry),
          (level, at, hash) -> {
            if (level % Tile.HEIGHT == 0) {
              while (levels.size() <= level / Tile.HEIGHT) {
                levels.add(new ByteArrayOutputStream());
              }
              levels.get(level / Tile.HEIGHT).writeBytes(hash.bytes());
            }
          });
      if (entries.size() == Tile.FULL) {
        put(Tile.entriesPath(index / Tile.FULL, Tile.FULL), EntryBundle.write(entries));
        entries.clear();
      }
    }
    List<byte[]> all = levels.stream().map(ByteArrayOutputStream::toByteArray).toList();
    for (Tile tile : Tile.between(0, LEAVES)) {
      byte[] hashes = all.get(tile.level());
      int from = (int) (tile.index() * Tile.FULL * Hash.LENGTH);
      put(
          tile.path(),
          java.util.Arrays.copyOfRange(hashes, from, from + tile.width() * Hash.LENGTH));
    }
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    VerifierKey key = VerifierKey.of("log", SignatureType.ED25519, keys.getPublic());
    String text = new Checkpoint("log", LEAVES, range.root()).text();
    put(
        "checkpoint",
        new SignedNote(
                text, List.of(new NoteSigner(key, keys.getPrivate()).sign(text, Instant.EPOCH)))
            .bytes());
    return key;
  }

  private void put(String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
