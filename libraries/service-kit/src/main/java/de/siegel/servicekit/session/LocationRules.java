package de.siegel.servicekit.session;

import de.siegel.identity.control.LocationCodes;
import de.siegel.schemas.control.Admission;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.ReplyError;
import java.util.Optional;

/** Which locations a pharmacy may name. */
public final class LocationRules {
  private LocationRules() {}

  /**
   * Why a pharmacy may not name a location; empty if it may.
   *
   * @param admission the pharmacy's; without one the rules of sessions have refused already
   * @param field where the request names the location
   */
  public static Optional<ReplyError> check(
      Optional<Admission> admission, String location, String field) {
    return admission.filter(admitted -> !admitted.getLocations().contains(location)).isPresent()
        ? Optional.of(RefusalCode.LOCATION_NOT_YOURS.error(field))
        : Optional.empty();
  }

  /** Whether certificate ids can be made for a pharmacy. */
  static boolean hasSeed(Admission admission) {
    return admission.getLocationSeed().remaining() == LocationCodes.SEED_LENGTH;
  }
}
