package de.siegel.tamperlog.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceBundleTest {
  @Test
  void readsWhatItWrote() {
    List<LeafSource> sources = List.of(new LeafSource(0, 0), new LeafSource(5, 123_456_789_012L));

    assertThat(SourceBundle.read("sources/000", SourceBundle.write(sources), 2)).isEqualTo(sources);
    assertThat(SourceBundle.read("sources/000", SourceBundle.write(List.of()), 0)).isEmpty();
  }

  @Test
  void standsBesideTheEntriesOfTheSameNumber() {
    assertThat(SourceBundle.path(1_234_067, 256)).isEqualTo("sources/x001/x234/067");
    assertThat(SourceBundle.path(1, 44)).isEqualTo("sources/001.p/44");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "0:0\n",
        "0:0\n0:12",
        "0:0\n0:1\n0:2\n",
        "0:0\n-1:3\n",
        "0:0\n0:01\n",
        "0:0\n0\n",
        "0:0\n0:1 \n",
        "0:0\n0:9999999999999999999\n"
      })
  void refusesWhatIsCutOrOfAnotherForm(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> SourceBundle.read("sources/000", bytes, 2))
        .isInstanceOf(BadTile.class)
        .hasMessageContaining("sources/000");
  }

  @Test
  void refusesMoreThanABundleCanHave() {
    assertThatThrownBy(() -> SourceBundle.read("sources/000", new byte[1 << 20], 2))
        .isInstanceOf(BadTile.class)
        .hasMessageContaining("more than it can have");
  }
}
