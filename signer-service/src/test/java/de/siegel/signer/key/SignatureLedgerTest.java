package de.siegel.signer.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureLedgerTest {
  @TempDir Path folder;

  @Test
  void keepsItsCountWhereAnAuditorFindsItAfterTheProcess() throws IOException {
    SignatureLedger ledger = SignatureLedger.open(folder, "run-1");
    ledger.countOne();
    ledger.countOne();

    byte[] kept = Files.readAllBytes(folder.resolve("run-1.count"));

    assertThat(ByteBuffer.wrap(kept).getLong()).isEqualTo(2).isEqualTo(ledger.count());
  }

  @Test
  void neverContinuesAnotherRunsCount() {
    SignatureLedger.open(folder, "run-1").countOne();

    assertThatThrownBy(() -> SignatureLedger.open(folder, "run-1"))
        .isInstanceOf(ConfigurationError.class);
    assertThat(SignatureLedger.open(folder, "run-2").count()).isZero();
  }

  @Test
  void namesTheSettingWhenItsFolderCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> SignatureLedger.open(file, "run-1"))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("signer.ledger.folder");
  }
}
