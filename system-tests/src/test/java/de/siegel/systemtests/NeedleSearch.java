package de.siegel.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks for byte strings of at least eight bytes in files of any kind, at every position: texts in
 * the encodings that a JVM and Kafka write them in, keys also as the words of a cipher's schedule.
 */
final class NeedleSearch {
  private static final int PREFIX = Long.BYTES;
  private static final int CHUNK = 4 * 1024 * 1024;

  private record Needle(String name, byte[] bytes) {}

  private final Map<Long, List<Needle>> needles = new HashMap<>();
  private long[] prefixes = new long[1 << 16];
  private int longest;
  private int count;

  /** Looks for a text too: UTF-8, and UTF-16 in both orders. */
  NeedleSearch text(String name, String text) {
    add(name, text.getBytes(StandardCharsets.UTF_8));
    add(name + " (UTF-16)", text.getBytes(StandardCharsets.UTF_16BE));
    add(name + " (UTF-16)", text.getBytes(StandardCharsets.UTF_16LE));
    return this;
  }

  /** Looks for a key too: its bytes, and its bytes as little-endian 32-bit words. */
  NeedleSearch key(String name, byte[] key) {
    add(name, key);
    byte[] words = key.clone();
    for (int at = 0; at + 3 < words.length; at += 4) {
      words[at] = key[at + 3];
      words[at + 1] = key[at + 2];
      words[at + 2] = key[at + 1];
      words[at + 3] = key[at];
    }
    add(name + " (words)", words);
    return this;
  }

  /** Looks for bytes too, as they are. */
  NeedleSearch bytes(String name, byte[] bytes) {
    add(name, bytes);
    return this;
  }

  private void add(String name, byte[] bytes) {
    if (bytes.length < PREFIX) {
      throw new IllegalArgumentException(name + " is too short to look for");
    }
    longest = Math.max(longest, bytes.length);
    long prefix = ByteBuffer.wrap(bytes).getLong();
    needles.computeIfAbsent(prefix, ignored -> new ArrayList<>()).add(new Needle(name, bytes));
    if (++count * 4 > prefixes.length) {
      long[] before = prefixes;
      prefixes = new long[before.length * 4];
      Arrays.stream(before).filter(known -> known != 0).forEach(this::mark);
    }
    mark(prefix);
  }

  private void mark(long prefix) {
    int slot = slot(prefix);
    while (prefixes[slot] != 0 && prefixes[slot] != prefix) {
      slot = slot + 1 & prefixes.length - 1;
    }
    prefixes[slot] = prefix;
  }

  private int slot(long prefix) {
    long mixed = prefix * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & prefixes.length - 1;
  }

  private boolean known(long prefix) {
    int slot = slot(prefix);
    while (prefixes[slot] != 0) {
      if (prefixes[slot] == prefix) {
        return true;
      }
      slot = slot + 1 & prefixes.length - 1;
    }
    return false;
  }

  /** Names what is found in any file under a folder, and where; files may go meanwhile. */
  Set<String> under(Path folder) {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        in(file).forEach(name -> found.add(name + " in " + folder.relativize(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Names what is found in a file. */
  Set<String> in(Path file) {
    Set<String> found = new TreeSet<>();
    byte[] buffer = new byte[CHUNK + longest];
    try (InputStream in = Files.newInputStream(file)) {
      int held = 0;
      while (true) {
        int read = in.readNBytes(buffer, held, buffer.length - held);
        held += read;
        boolean last = held < buffer.length;
        int end = last ? held - PREFIX + 1 : CHUNK;
        search(buffer, held, end, found);
        if (last) {
          return found;
        }
        System.arraycopy(buffer, CHUNK, buffer, 0, held - CHUNK);
        held -= CHUNK;
      }
    } catch (NoSuchFileException gone) {
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void search(byte[] buffer, int held, int end, Set<String> found) {
    long window = 0;
    for (int at = 0; at < Math.min(PREFIX - 1, held); at++) {
      window = window << 8 | buffer[at] & 0xFF;
    }
    for (int at = 0; at < end; at++) {
      window = window << 8 | buffer[at + PREFIX - 1] & 0xFF;
      if (window != 0 && known(window)) {
        for (Needle needle : needles.getOrDefault(window, List.of())) {
          int to = at + needle.bytes().length;
          if (to <= held && Arrays.equals(buffer, at, to, needle.bytes(), 0, to - at)) {
            found.add(needle.name());
          }
        }
      }
    }
  }
}
