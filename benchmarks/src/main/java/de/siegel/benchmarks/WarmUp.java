package de.siegel.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Waits until the just-in-time compilers rest: what is measured while they work is neither the code
 * as it will run nor the processor time that it will have.
 */
final class WarmUp {
  /** The compilers rest if they work less than this, over {@link #WINDOW_SECONDS}. */
  private static final int REST_MILLIS_PER_SECOND = 100;

  private static final int WINDOW_SECONDS = 10;

  private WarmUp() {}

  /**
   * Returns when they rest.
   *
   * @param longestSeconds when it returns at the latest
   */
  static void await(int longestSeconds, Bench.Progress progress) {
    CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    boolean known = compilers != null && compilers.isCompilationTimeMonitoringSupported();
    Deque<Long> millis = new ArrayDeque<>();
    for (int second = 0; second < longestSeconds; second++) {
      progress.at("warming up", second, longestSeconds);
      Bench.pauseOneSecond();
      if (known) {
        millis.addLast(compilers.getTotalCompilationTime());
        if (millis.size() > WINDOW_SECONDS) {
          long worked = millis.getLast() - millis.removeFirst();
          if (worked < REST_MILLIS_PER_SECOND * WINDOW_SECONDS) {
            return;
          }
        }
      }
    }
  }
}
