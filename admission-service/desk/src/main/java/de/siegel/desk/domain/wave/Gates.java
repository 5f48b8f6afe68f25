package de.siegel.desk.domain.wave;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a wave has to show before the next one may follow.
 *
 * @param mostRefused highest share of requests that were refused, 0 to 1
 * @param mostHeld highest share that was held or needed a step-up, 0 to 1
 * @param mostCardFailures how many sessions may have ended because a card was no longer good
 * @param fewestRequests how many requests have to be seen before shares say anything
 * @param watch how long a wave is watched at least
 */
public record Gates(
    double mostRefused,
    double mostHeld,
    long mostCardFailures,
    long fewestRequests,
    Duration watch) {
  public Gates {
    if (!isShare(mostRefused) || !isShare(mostHeld)) {
      throw new IllegalArgumentException("a share is from 0 to 1");
    }
    if (mostCardFailures < 0 || fewestRequests < 1 || watch.isNegative()) {
      throw new IllegalArgumentException(
          "a gate wants 0 card failures or more, 1 request or more, and no negative time");
    }
  }

  private static boolean isShare(double share) {
    return share >= 0 && share <= 1;
  }

  /** Why a wave must not go on; empty if nothing speaks against it so far. */
  List<String> failures(Measures measures) {
    List<String> failures = new ArrayList<>();
    if (measures.cardFailures() > mostCardFailures) {
      failures.add("card failures: " + measures.cardFailures() + " of at most " + mostCardFailures);
    }
    if (measures.requests() >= fewestRequests) {
      share("refused", measures.refused(), measures.requests(), mostRefused, failures);
      share("held", measures.held(), measures.requests(), mostHeld, failures);
    }
    return failures;
  }

  private static void share(
      String name, long count, long requests, double most, List<String> failures) {
    double share = (double) count / requests;
    if (share > most) {
      failures.add(
          String.format(
              Locale.ROOT, "%s: %.1f %% of at most %.1f %%", name, 100 * share, 100 * most));
    }
  }
}
