package de.siegel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class FollowUpTest {
  private static final URI STANDARD = URI.create("http://127.0.0.1:28097");

  @Test
  void namesWhatIsNotStandardAndNothingElse() {
    assertThat(FollowUp.option("--desk", URI.create("http://desk.example:1"), STANDARD))
        .isEqualTo(" --desk http://desk.example:1");
    assertThat(FollowUp.option("--desk", STANDARD, STANDARD)).isEmpty();
  }

  @Test
  void quotesWhatAShellWouldTakeForSomethingElse() {
    assertThat(FollowUp.option("--desk", "http://a/?b&c", STANDARD))
        .isEqualTo(" --desk 'http://a/?b&c'");
    assertThat(FollowUp.option("--desk", "it's", STANDARD)).isEqualTo(" --desk 'it'\\''s'");
  }
}
