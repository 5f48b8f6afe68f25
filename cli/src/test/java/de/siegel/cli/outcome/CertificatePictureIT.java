package de.siegel.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatePictureIT {
  @TempDir private Path folder;

  @Test
  void isReadByForeignCode() throws Exception {
    Assumptions.assumeTrue(isInstalled("zbarimg"), "needs zbarimg (Debian package zbar-tools)");
    OutputFolder output = OutputFolder.prepare(folder);
    for (TestCertificate certificate :
        List.of(
            TestCertificate.vaccination(),
            TestCertificate.rapidTest(),
            TestCertificate.recovery())) {
      output.write("x.png", CertificatePicture.render(certificate.text()).orElseThrow());

      Process zbarimg =
          new ProcessBuilder(
                  "zbarimg", "--quiet", "--raw", "--oneshot", folder.resolve("x.png").toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String read = new String(zbarimg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(zbarimg.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(zbarimg.exitValue()).isZero();
      assertThat(read).isEqualTo(certificate.text());
    }
  }

  private static boolean isInstalled(String tool) throws IOException {
    for (String path : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(path, tool))) {
        return true;
      }
    }
    return false;
  }
}
