package de.siegel.servicekit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustListFloorTest {
  @TempDir Path folder;

  private static byte[] list(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** Whoever delivers the file could bring a list back in which a withdrawn CA is in accord. */
  @Test
  void noOlderListIsTakenAlsoAfterARestart() {
    Path file = folder.resolve("floor");
    assertThat(new TrustListFloor(file).refuses(7, list("seven"))).isEmpty();
    assertThat(new TrustListFloor(file).refuses(7, list("seven"))).isEmpty();

    assertThat(new TrustListFloor(file).refuses(6, list("six"))).isPresent();
    assertThat(new TrustListFloor(file).refuses(7, list("another seven"))).isPresent();
    assertThat(new TrustListFloor(file).refuses(8, list("eight"))).isEmpty();
    assertThat(new TrustListFloor(file).refuses(7, list("seven"))).isPresent();
  }

  @Test
  void whatCannotBeReadIsNoFloor() throws IOException {
    Path file = Files.writeString(folder.resolve("floor"), "seven");

    assertThatThrownBy(() -> new TrustListFloor(file).refuses(8, list("eight")))
        .isInstanceOf(ConfigurationError.class);
  }
}
