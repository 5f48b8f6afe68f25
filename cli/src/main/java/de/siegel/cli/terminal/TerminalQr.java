package de.siegel.cli.terminal;

import de.siegel.certificate.QrCode;
import java.util.ArrayList;
import java.util.List;

/**
 * A QR code that can be scanned from the screen: dark on light, whatever the terminal's colours.
 */
public final class TerminalQr {
  // Set explicitly: on a dark terminal the plain blocks would be an inverted code.
  private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";
  private static final String RESET = "\u001b[0m";

  private TerminalQr() {}

  /**
   * The lines to print.
   *
   * @param code what to show
   * @param terminal decides on the form: without a person before it, or where it is too narrow, a
   *     code cannot be scanned and one sentence says so
   */
  public static List<String> lines(QrCode code, Terminal terminal) {
    List<String> plain = code.terminalLines();
    int width = TextWidth.of(plain.get(0));
    if (terminal.outInteractive() && width > terminal.columns()) {
      return List.of(
          "(The terminal has %d columns and the QR code needs %d: widen it, or open the picture.)"
              .formatted(terminal.columns(), width));
    }
    // An inverted code is what most phones read as well, so NO_COLOR costs little.
    if (!terminal.outStyle().enabled()) {
      return plain;
    }
    List<String> lines = new ArrayList<>();
    for (String line : plain) {
      lines.add(BLACK_ON_WHITE + line + RESET);
    }
    return List.copyOf(lines);
  }
}
