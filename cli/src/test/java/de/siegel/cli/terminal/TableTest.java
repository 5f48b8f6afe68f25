package de.siegel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  private static final Style PLAIN = new Style(false);

  @Test
  void linesUpColumnsByWhatIsSeen() {
    Table table = Table.of("Name", "Count").align(1, Table.Align.RIGHT);
    table.row("Dießner", "7").row("O\u0308zil", "12").row("東京", "1");

    assertThat(table.lines(80, PLAIN))
        .containsExactly(
            "Name     Count", "Dießner      7", "O\u0308zil        12", "東京         1");
  }

  @Test
  void wrapsTheLastColumnAtBlanks() {
    Table table = Table.headless(2).row("Why", "The date lies in the future. Please correct it.");

    assertThat(table.lines(30, PLAIN))
        .containsExactly("Why  The date lies in the", "     future. Please correct", "     it.");
  }

  @Test
  void cutsOtherColumnsWithAnEllipsis() {
    Table table = Table.headless(2).row("x".repeat(60), "short");

    assertThat(table.lines(40, PLAIN)).containsExactly("x".repeat(32) + "…  short");
  }

  @Test
  void neverGetsWiderThanTheTerminal() {
    Table table = Table.of("A", "B", "C").row("ä ".repeat(80), "ö".repeat(90), "ü".repeat(200));

    assertThat(table.lines(60, PLAIN)).allMatch(line -> TextWidth.of(line) <= 60);
  }

  @Test
  void letsNothingThroughThatWouldControlTheTerminal() {
    Table table = Table.headless(1).row("a\u001b[31mb\nc\u202ed\u009b\ud800");

    assertThat(table.lines(80, PLAIN)).containsExactly("a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFD\uFFFD");
  }

  @Test
  void refusesARowOfAnotherWidth() {
    Table table = Table.of("A", "B");

    assertThatThrownBy(() -> table.row("1")).isInstanceOf(IllegalArgumentException.class);
  }
}
