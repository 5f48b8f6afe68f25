package de.siegel.fraudrules;

/**
 * A stop that outlasts the request that began it, so that a pharmacy can be told what is held and
 * until when. Its end is fixed when it begins: what was told stays true.
 *
 * @param scope whose requests
 * @param subject token of the operator or terminal; 0 if the scope is the pharmacy
 * @param from event time at which it began, in seconds since 1970
 * @param until event time from which it is over, later than from
 * @param rule what began it
 * @param personReleases whether a request in it that a person confirms ends it; else only its end
 *     or an analyst's release ({@link Profile.Release}) does
 */
public record Hold(
    HoldScope scope, long subject, long from, long until, RuleId rule, boolean personReleases) {
  public Hold {
    if (until <= from) {
      throw new IllegalArgumentException("a hold has to end after it begins");
    }
    if (scope == HoldScope.PHARMACY && subject != 0) {
      throw new IllegalArgumentException("a hold of a pharmacy has no other subject");
    }
  }

  /** Whether a request is in its scope. */
  public boolean covers(Features request) {
    return scope.covers(subject, request);
  }

  /** Whether another stops the same for the same reason. */
  public boolean sameAs(Hold other) {
    return scope == other.scope && subject == other.subject && rule == other.rule;
  }

  /**
   * The one of two that is harder to get out of: an analyst's before a person's, then the later.
   */
  static Hold harder(Hold one, Hold other) {
    if (one == null) {
      return other;
    }
    if (one.personReleases != other.personReleases) {
      return one.personReleases ? other : one;
    }
    return other.until > one.until ? other : one;
  }
}
