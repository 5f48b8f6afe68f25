package de.siegel.frauddesk.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which releases of a pharmacy persons are given to sign. */
public final class ReleaseRules {
  /** The smallest growth. */
  public static final double SMALLEST_GROWTH = 0.1;

  /** The largest growth. */
  public static final double LARGEST_GROWTH = 20;

  /** So many characters a reason has at most. */
  public static final int LONGEST_REASON = 200;

  /** No controls, overrides or what else a terminal would follow (Unicode category C). */
  private static final Pattern REASON = Pattern.compile("\\P{C}{1," + LONGEST_REASON + "}");

  private ReleaseRules() {}

  /**
   * What speaks against a release.
   *
   * @param pharmacyId whom it is about
   * @param isKnown whether there is such a pharmacy
   * @param growth so many times as much as before is usual from now on
   * @param reason why
   * @return empty if it may be drafted
   */
  public static List<Refusal> refusals(
      String pharmacyId, boolean isKnown, double growth, String reason) {
    List<Refusal> refusals = new ArrayList<>();
    if (!isKnown) {
      refusals.add(
          new Refusal(
              RefusalCode.PHARMACY_UNKNOWN,
              "pharmacyId",
              "pharmacyId: no pharmacy "
                  + Refusals.shown(pharmacyId)
                  + " was ever admitted. Its id stands at the admission desk (siegel admission"
                  + " application list) and in the trail."));
    }
    if (!(growth >= SMALLEST_GROWTH && growth <= LARGEST_GROWTH)) {
      refusals.add(
          new Refusal(
              RefusalCode.GROWTH_OUT_OF_RANGE,
              "growth",
              "growth must be "
                  + Numbers.text(SMALLEST_GROWTH)
                  + " to "
                  + Numbers.text(LARGEST_GROWTH)
                  + ": so many times as much as before is usual there from now on; 1 if nothing"
                  + " changed."));
    }
    if (reason.isBlank() || !REASON.matcher(reason).matches()) {
      refusals.add(
          new Refusal(
              RefusalCode.REASON_NOT_USABLE,
              "reason",
              "reason must be said, in at most "
                  + LONGEST_REASON
                  + " characters, none of them invisible, and without personal data."));
    }
    return refusals;
  }
}
