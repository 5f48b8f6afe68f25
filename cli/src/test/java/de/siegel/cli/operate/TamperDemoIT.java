package de.siegel.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("long")
@Timeout(240)
class TamperDemoIT {
  @Test
  void eachEditOfTheTrailShows() {
    TestTerminal terminal = TestTerminal.pipe();

    assertThat(terminal.execute("demo", "tamper")).as(terminal::out).isZero();

    assertThat(terminal.out())
        .contains(
            "leaf 5: the record on the trail is not the entry that was signed",
            "entries were signed",
            "has not co-signed",
            "the log's key made a fork",
            "Each time it showed.")
        .doesNotContain("!!");
  }
}
