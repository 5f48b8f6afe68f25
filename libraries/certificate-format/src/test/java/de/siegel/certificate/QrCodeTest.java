package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTest {

  private static final String TEXT =
      TestSigner.ES256.sign(Requests.accept(Requests.vaccination())).text();
  private static final QrCode CODE = QrCode.of(TEXT);

  @Test
  void c16_modeIsAlphanumericAndLevelQ() {
    assertThat(CODE.isAlphanumericAtLevelQ()).isTrue();
    assertThat(CODE.version()).isBetween(14, 20);
    assertThat(CODE.size()).isEqualTo(17 + 4 * CODE.version());
  }

  @Test
  void c16_refusesATextOutsideTheMode() {
    assertThatThrownBy(() -> QrCode.of("hc1:lower")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QrCode.of("A".repeat(2_421)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(QrCode.of("A".repeat(2_420)).version()).isEqualTo(40);
  }

  @Test
  void c17_thePictureReadsAsTheText() {
    for (int scale : new int[] {1, 2, 3, 8}) {
      assertThat(QrCode.read(CODE.png(scale))).contains(TEXT);
    }
  }

  @Test
  void c17_aPictureOfNothingReadsAsNothing() {
    assertThat(QrCode.read(new byte[0])).isEmpty();
    assertThat(QrCode.read(new byte[100])).isEmpty();
    byte[] half = CODE.png(3);
    assertThat(QrCode.read(java.util.Arrays.copyOf(half, half.length / 2))).isEmpty();
  }

  @Test
  void c16_modulesAreWholeAndTheQuietZoneIsFourModules() throws Exception {
    int scale = 5;
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(CODE.png(scale)));

    assertThat(image.getWidth()).isEqualTo((CODE.size() + 8) * scale);
    for (int i = 0; i < image.getWidth(); i++) {
      for (int edge = 0; edge < 4 * scale; edge++) {
        assertThat(image.getRGB(i, edge)).isEqualTo(0xFFFFFFFF);
        assertThat(image.getRGB(edge, i)).isEqualTo(0xFFFFFFFF);
      }
    }
    assertThat(image.getRGB(4 * scale, 4 * scale)).isEqualTo(0xFF000000);
    assertThatThrownBy(() -> CODE.png(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theTerminalShowsTwoRowsALine() {
    List<String> lines = CODE.terminalLines();

    assertThat(lines).hasSize((CODE.size() + 8 + 1) / 2);
    assertThat(lines).allMatch(line -> line.length() == CODE.size() + 8);
    assertThat(lines.get(0)).isBlank();
    assertThat(lines.get(1)).isBlank();
    assertThat(lines.get(2)).startsWith("    █▀▀▀▀▀█ ");
  }
}
