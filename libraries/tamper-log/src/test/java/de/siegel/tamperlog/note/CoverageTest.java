package de.siegel.tamperlog.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {
  @Test
  void isReadAsItWasWritten() throws MalformedNote {
    Coverage coverage = new Coverage("a.test/log", 12, new TreeMap<>(Map.of(0, 7L, 10, 3L)));

    assertThat(coverage.text()).isEqualTo("a.test/log/covers\n12\n0 7\n10 3\n");
    assertThat(Coverage.parse(coverage.text())).isEqualTo(coverage);
  }

  /** The log's key signs both: who is shown one must not take it for the other. */
  @Test
  void isNoCheckpointAndACheckpointIsNone() {
    Coverage coverage = new Coverage("a.test/log", 12, new TreeMap<>(Map.of(0, 7L)));

    assertThatThrownBy(() -> Checkpoint.parse(coverage.text())).isInstanceOf(MalformedNote.class);
    assertThatThrownBy(
            () -> Coverage.parse("a.test/log\n12\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"))
        .isInstanceOf(MalformedNote.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "a/covers\n",
        "a/covers\n1",
        "a\n1\n",
        "a/covers\n01\n",
        "a/covers\n1\n0 1\n0 2\n",
        "a/covers\n1\n0\n",
        "a/covers\n1\n-1 1\n",
        "a/covers\n1\n0 99999999999999999999\n",
        "a/covers\n1\n\n"
      })
  void refusesWhatIsNotOfItsForm(String text) {
    assertThatThrownBy(() -> Coverage.parse(text)).isInstanceOf(MalformedNote.class);
  }
}
