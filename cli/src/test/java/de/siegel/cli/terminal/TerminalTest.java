package de.siegel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void usesColoursOnATerminalOnly() {
    assertThat(terminal(Map.of(), "true", "false").outStyle().enabled()).isTrue();
    assertThat(terminal(Map.of(), "true", "false").errStyle().enabled()).isFalse();
    assertThat(terminal(Map.of(), "false", "true").outStyle().enabled()).isFalse();
  }

  @Test
  void usesNoColoursWhereNoneAreWanted() {
    assertThat(terminal(Map.of("NO_COLOR", "1"), "true", "true").outStyle().enabled()).isFalse();
    // An empty one does not count (no-color.org).
    assertThat(terminal(Map.of("NO_COLOR", ""), "true", "true").outStyle().enabled()).isTrue();
  }

  @Test
  void redrawsNothingOnADumbTerminal() {
    assertThat(terminal(Map.of("TERM", "dumb"), "true", "true").errInteractive()).isFalse();
  }

  @Test
  void takesTheWidthFromTheScriptThenTheEnvironmentAndBoundsIt() {
    assertThat(columns("120", "90")).isEqualTo(120);
    assertThat(columns(null, "90")).isEqualTo(90);
    assertThat(columns(null, null)).isEqualTo(80);
    assertThat(columns("nonsense", "90")).isEqualTo(80);
    assertThat(columns("0", null)).isEqualTo(80);
    assertThat(columns("5", null)).isEqualTo(20);
    assertThat(columns("100000", null)).isEqualTo(400);
  }

  @Test
  void cutsNothingInAFileOrAPipeUnlessAWidthIsSaid() {
    assertThat(terminal(Map.of(), "false", "false").columns()).isEqualTo(400);
    assertThat(terminal(Map.of("COLUMNS", "100"), "false", "false").columns()).isEqualTo(100);
  }

  private static int columns(String property, String environment) {
    Properties properties = new Properties();
    properties.setProperty(Terminal.OUT_PROPERTY, "true");
    if (property != null) {
      properties.setProperty(Terminal.COLUMNS_PROPERTY, property);
    }
    return Terminal.of(environment == null ? Map.of() : Map.of("COLUMNS", environment), properties)
        .columns();
  }

  private static Terminal terminal(Map<String, String> environment, String out, String err) {
    Properties properties = new Properties();
    properties.setProperty(Terminal.OUT_PROPERTY, out);
    properties.setProperty(Terminal.ERR_PROPERTY, err);
    return Terminal.of(environment, properties);
  }
}
