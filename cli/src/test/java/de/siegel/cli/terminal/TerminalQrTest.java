package de.siegel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.certificate.QrCode;
import de.siegel.cli.TestCertificate;
import de.siegel.cli.TestTerminal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class TerminalQrTest {
  private static final int SCALE = 4;
  private final String text = TestCertificate.vaccination().text();

  @Test
  void canBeScannedFromTheScreen() throws IOException {
    List<String> lines =
        TerminalQr.lines(QrCode.of(text), TestTerminal.interactive(true, 200).terminal());

    assertThat(lines).allMatch(line -> line.startsWith("\u001b[") && line.endsWith("\u001b[0m"));
    List<String> blocks = lines.stream().map(l -> l.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
    assertThat(QrCode.read(screenshot(blocks))).contains(text);
  }

  @Test
  void writesNoEscapeSequencesWhereNobodyLooks() {
    assertThat(TerminalQr.lines(QrCode.of(text), TestTerminal.pipe().terminal()))
        .isEqualTo(QrCode.of(text).terminalLines());
  }

  @Test
  void saysThatTheTerminalIsTooNarrow() {
    assertThat(TerminalQr.lines(QrCode.of(text), TestTerminal.interactive(true, 40).terminal()))
        .singleElement()
        .asString()
        .contains("40 columns");
  }

  /** Black blocks on white, each half block a square. */
  private static byte[] screenshot(List<String> lines) throws IOException {
    int width = lines.get(0).length() * SCALE;
    int height = lines.size() * 2 * SCALE;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        char block = lines.get(y / SCALE / 2).charAt(x / SCALE);
        boolean upper = y / SCALE % 2 == 0;
        boolean dark = block == '█' || block == (upper ? '▀' : '▄');
        image.setRGB(x, y, dark ? 0xFF000000 : 0xFFFFFFFF);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
