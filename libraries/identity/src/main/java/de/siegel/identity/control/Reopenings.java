package de.siegel.identity.control;

import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Sha256;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a person who opens a wave or ends a probation looks at, so that the desk cannot have
 * something else signed.
 */
public final class Reopenings {
  private Reopenings() {}

  /**
   * Whether a draft is the successor of an admission and only leaves a cohort.
   *
   * @param signedBefore the bytes that the desk says are in force; if they are not, no stage
   *     follows the draft
   */
  public static boolean onlyLeaves(String cohort, byte[] signedBefore, Admission draft) {
    Optional<Admission> known = predecessor(signedBefore, draft);
    if (known.isEmpty()) {
      return false;
    }
    Admission before = known.get();
    List<String> others = before.getCohorts().stream().filter(c -> !c.equals(cohort)).toList();
    return before.getCohorts().contains(cohort)
        && Admission.newBuilder(before)
            .setHeader(draft.getHeader())
            .setCohorts(others)
            .build()
            .equals(draft);
  }

  /**
   * Whether a draft is the successor of an admission on probation and only ends that.
   *
   * @param signedBefore as for {@link #onlyLeaves}
   */
  public static boolean onlyActivates(byte[] signedBefore, Admission draft) {
    Optional<Admission> before = predecessor(signedBefore, draft);
    return before.filter(known -> known.getState() == AdmissionState.PROBATION).isPresent()
        && Admission.newBuilder(before.get())
            .setHeader(draft.getHeader())
            .setState(AdmissionState.ACTIVE)
            .build()
            .equals(draft);
  }

  private static Optional<Admission> predecessor(byte[] signedBefore, Admission draft) {
    boolean follows =
        Arrays.equals(Sha256.of(signedBefore), Bytes.of(draft.getHeader().getPrevious()))
            && new ControlPayload.OfAdmission(draft).inPlace();
    return ControlPayload.read(signedBefore)
        .filter(payload -> follows && payload instanceof ControlPayload.OfAdmission)
        .map(payload -> ((ControlPayload.OfAdmission) payload).value());
  }

  /** Whether a draft lifts a brake on one pharmacy. */
  public static boolean onlyLifts(Restriction draft) {
    return draft.getState() == RestrictionState.LIFTED
        && draft.getScope() == RestrictionScope.PHARMACY
        && new ControlPayload.OfRestriction(draft).inPlace();
  }
}
