package de.siegel.identity.control;

import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Sha256;
import java.util.Arrays;
import java.util.List;

/** What a person who opens a wave looks at, so that the desk cannot have something else signed. */
public final class Reopenings {
  private Reopenings() {}

  /**
   * Whether a draft is the successor of an admission and only leaves a cohort.
   *
   * @param before what the desk says is in force; if it is not, no stage follows the draft
   */
  public static boolean onlyLeaves(String cohort, Admission before, Admission draft) {
    List<String> others = before.getCohorts().stream().filter(c -> !c.equals(cohort)).toList();
    byte[] hash = Sha256.of(new ControlPayload.OfAdmission(before).bytes());
    return before.getCohorts().contains(cohort)
        && Arrays.equals(hash, Bytes.of(draft.getHeader().getPrevious()))
        && new ControlPayload.OfAdmission(draft).inPlace()
        && Admission.newBuilder(before)
            .setHeader(draft.getHeader())
            .setCohorts(others)
            .build()
            .equals(draft);
  }

  /** Whether a draft lifts a brake on one pharmacy. */
  public static boolean onlyLifts(Restriction draft) {
    return draft.getState() == RestrictionState.LIFTED
        && draft.getScope() == RestrictionScope.PHARMACY
        && new ControlPayload.OfRestriction(draft).inPlace();
  }
}
