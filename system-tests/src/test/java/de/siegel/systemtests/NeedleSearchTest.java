package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedleSearchTest {
  private static final int CHUNK = 4 * 1024 * 1024;
  private static final int LENGTH = 2 * CHUNK + 1_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 9, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 4, LENGTH - 12})
  void findsATextWhereverItStands(int at) throws IOException {
    byte[] noise = new byte[LENGTH];
    new Random(at).nextBytes(noise);
    byte[] text = "Zzqxmarker01".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, noise, at, text.length);
    Path file = Files.write(folder.resolve("noise"), noise);

    assertThat(new NeedleSearch().text("marker", "Zzqxmarker01").under(folder))
        .containsExactly("marker in noise");
    assertThat(new NeedleSearch().text("other", "Zzqxmarker02").in(file)).isEmpty();
  }

  @Test
  void findsAKeyAsWordsAndATextAsUtf16() throws IOException {
    byte[] key = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    Path words = Files.writeString(folder.resolve("words"), "xx32107654ba98fedc32107654BA98FEDC");
    Path wide = Files.write(folder.resolve("wide"), "marker01".getBytes(StandardCharsets.UTF_16LE));
    NeedleSearch search = new NeedleSearch().key("key", key).text("marker", "marker01");

    assertThat(search.in(words)).containsExactly("key (words)");
    assertThat(search.in(wide)).containsExactly("marker (UTF-16)");
  }

  @Test
  void anEmptyFileHoldsNothing() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));

    assertThat(new NeedleSearch().text("marker", "marker01").in(empty)).isEmpty();
  }
}
