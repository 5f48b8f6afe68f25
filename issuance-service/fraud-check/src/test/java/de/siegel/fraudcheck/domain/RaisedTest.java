package de.siegel.fraudcheck.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What analysts hear, and how often. */
class RaisedTest {
  private static final Instant BEGIN = Instant.parse("2021-10-01T20:00:00Z");

  /** Names are the pharmacy's own: whoever takes another one for each request floods nobody. */
  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 1_000})
  void howManyNamesThereAreHardlyMatters(int names) {
    Raised raised = Raised.NONE;
    int told = 0;
    for (int request = 0; request < 2_000; request++) {
      Raised.Next next =
          raised.after("CLOSED", 1 + request % names, BEGIN.plusSeconds(10L * request));
      raised = Raised.decode(next.raised().encode());
      told += next.tell() ? 1 : 0;
    }
    assertThat(told).isBetween(1, 33);
  }

  @Test
  void aSecondRuleIsToldThoughTheFirstHasAllNames() {
    Raised raised = Raised.NONE;
    for (int name = 1; name < 100; name++) {
      raised = raised.after("CLOSED", name, BEGIN.plusSeconds(name)).raised();
    }
    assertThat(raised.after("SESSION_MOVED", 7, BEGIN.plusSeconds(200)).tell()).isTrue();
  }
}
