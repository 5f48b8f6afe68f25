package de.siegel.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session under a name that no brake can have would be one that nobody can stop alone. */
class PlaceNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"Kasse 1", "terminal-1", "a", "Käthe", "k1:2/3_4.5", "窓口1"})
  void whatPharmaciesCallThings(String name) {
    assertThat(PlaceName.isOne(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " Kasse",
        "Kasse ",
        "-1",
        "Ka\u0308the",
        "a\u0000b",
        "a\u202eb",
        "a\nb",
        "a\u200bb",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void whatCannotBeToldApartOrTyped(String name) {
    assertThat(PlaceName.isOne(name)).isFalse();
  }
}
