package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransliterationTest {
  /** A letter of the table keeps its letters when it bears one mark more. */
  @ParameterizedTest
  @CsvSource({
    "Ǻ, AA", "ǻ, AA", "Ǟ, AE", "ǘ, UE", "Ǖ, UE", "Ȫ, OE", "Ǿ, OE", "Ǽ, AE", "Ḉ, C", "ấ, A", "ợ, O",
    "ṩ, S", "Ṩ, S", "ẁ, W", "ṫ, T"
  })
  void takesMarksAwayOneByOneUntilTheTableKnowsTheLetter(String letter, String expected) {
    assertThat(Transliteration.of(letter.codePointAt(0))).isEqualTo(expected);
  }
}
