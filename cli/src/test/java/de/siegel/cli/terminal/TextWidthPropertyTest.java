package de.siegel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TextWidthPropertyTest {

  @Property
  void wrapsAnyTextIntoLinesThatFit(
      @ForAll String text, @ForAll @IntRange(min = 2, max = 40) int width) {
    assertThat(TextWidth.wrap(text, width)).allMatch(line -> TextWidth.of(line) <= width);
  }

  @Property
  void losesNothingButBlanksWhenItWraps(
      @ForAll String text, @ForAll @IntRange(min = 2, max = 40) int width) {
    assertThat(withoutBlanks(String.join("", TextWidth.wrap(text, width))))
        .isEqualTo(withoutBlanks(text));
  }

  @Property
  void cutsAnyTextToItsWidth(@ForAll String text, @ForAll @IntRange(min = 0, max = 40) int width) {
    assertThat(TextWidth.of(TextWidth.cut(text, width))).isLessThanOrEqualTo(width);
  }

  private static String withoutBlanks(String text) {
    return text.codePoints()
        .filter(codePoint -> !Character.isWhitespace(codePoint))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
