package de.siegel.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.certificate.QrCode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {
  @TempDir private Path folder;

  @Test
  void writesTheExactTextAndAPictureThatReadsBackAsIt() throws Exception {
    String text = TestCertificate.vaccination().text();

    try (CertificateFiles files = new CertificateFiles(OutputFolder.prepare(folder))) {
      files.write("r-1", text);
      files.finish();
    }

    assertThat(Files.readString(folder.resolve("r-1.hc1"))).isEqualTo(text);
    assertThat(QrCode.read(Files.readAllBytes(folder.resolve("r-1.png")))).contains(text);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void writesNothingOfACertificateWhosePictureDoesNotReadBack() throws Exception {
    try (CertificateFiles files =
        new CertificateFiles(OutputFolder.prepare(folder), text -> Optional.empty())) {
      files.write("r-1", "HC1:ABC");

      assertThatThrownBy(files::finish)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("r-1")
          .hasMessageContaining("C-17");
      assertThatThrownBy(() -> files.write("r-2", "HC1:ABC")).isInstanceOf(CommandFailure.class);
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesATextThatIsOutsideTheAlphanumericMode() {
    assertThat(CertificatePicture.render("HC1:abc")).isEmpty();
    assertThat(CertificatePicture.render("HC1:" + "A".repeat(4_000))).isEmpty();
    assertThat(CertificatePicture.render("HC1:ABC ")).isPresent();
  }

  @Test
  void makesTheCallerWaitWhileTooManyAreWaiting() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger accepted = new AtomicInteger();
    try (CertificateFiles files =
        new CertificateFiles(
            OutputFolder.prepare(folder),
            text -> {
              await(gate);
              return Optional.of(new byte[] {1});
            })) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 300; i++) {
                    files.write("r" + i, "HC1:ABC");
                    accepted.incrementAndGet();
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      caller.start();
      Awaitility.await().until(() -> caller.getState() == Thread.State.WAITING);

      assertThat(accepted).hasValue(256);

      gate.countDown();
      caller.join(20_000);
      files.finish();
      assertThat(accepted).hasValue(300);
    }
    assertThat(countOf(".hc1")).isEqualTo(300);
    assertThat(countOf(".png")).isEqualTo(300);
  }

  private long countOf(String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).count();
    }
  }

  private static void await(CountDownLatch gate) {
    try {
      if (!gate.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the gate never opened");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
