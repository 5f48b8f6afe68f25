package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A foreign reader, zbar, reads our pictures (section 11). */
class ZbarIT {

  @TempDir Path folder;

  @BeforeAll
  static void needsZbar() {
    boolean there;
    try {
      there = new ProcessBuilder("zbarimg", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assumeTrue(there, "zbarimg is missing: install the package zbar-tools");
  }

  @Test
  void c17_zbarReadsThePictureOfEveryKind() throws Exception {
    for (var request : Requests.ofEveryKind()) {
      String text = TestSigner.ES256.sign(Requests.accept(request)).text();

      assertThat(read(QrCode.of(text).png(4))).isEqualTo(text);
    }
  }

  @Test
  void c17_zbarDoesNotReadABrokenPicture() throws Exception {
    var blank = new java.awt.image.BufferedImage(400, 400, 12);
    var bytes = new java.io.ByteArrayOutputStream();
    javax.imageio.ImageIO.write(blank, "png", bytes);

    assertThat(read(bytes.toByteArray())).isEmpty();
  }

  private String read(byte[] picture) throws Exception {
    Path file = Files.write(folder.resolve("code.png"), picture);
    Process zbar =
        new ProcessBuilder("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file + "")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(zbar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(zbar.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
  }
}
