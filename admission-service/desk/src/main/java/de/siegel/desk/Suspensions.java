package de.siegel.desk;

import java.util.Collection;
import java.util.Optional;

/** What a brake on a whole pharmacy means for its admission. */
interface Suspensions {
  /** A person stopped the pharmacy. */
  void suspended(String pharmacyId, String reason, String person);

  /**
   * What speaks against letting it go on.
   *
   * @param persons who have signed for that so far
   * @return code and sentence; empty if nothing does
   */
  Optional<String> keepsStopped(String pharmacyId, Collection<String> persons);

  /** Two persons let it go on. */
  void reopened(String pharmacyId, Collection<String> persons);
}
