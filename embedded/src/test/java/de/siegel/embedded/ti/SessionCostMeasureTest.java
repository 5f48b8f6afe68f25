package de.siegel.embedded.ti;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.Session;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What it costs a stage to check the evidence of one session; {@code mvn -Pmeasure}. */
@Tag("measure")
class SessionCostMeasureTest {
  private static final int ROUNDS = 400;

  @Test
  void printsMillisecondsOfASessionsCheck() {
    SessionEvidenceTest test = new SessionEvidenceTest();
    Session session = test.opened();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int round = 0; round < 5; round++) {
      long begin = threads.getCurrentThreadCpuTime();
      for (int n = 0; n < ROUNDS; n++) {
        assertThat(test.check(session).refusal()).isEmpty();
      }
      double each = (threads.getCurrentThreadCpuTime() - begin) / 1e6 / ROUNDS;
      System.out.printf("MEASURED a session's check: %.2f ms of CPU%n", each);
    }
  }
}
