package de.siegel.identity.control;

import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Sha256;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person who opens a wave, ends a probation or declares opening hours looks at, so that the
 * desk cannot have something else signed.
 */
public final class Reopenings {
  /** Why the desk's own key stops a pharmacy whose wave is stopped; no person gives this reason. */
  public static final String WAVE_STOPPED = "wave stopped";

  private static final String REOPENED = "-reopened-";

  private Reopenings() {}

  /**
   * The cohort of those who left one on a day: what came back together can be stopped together.
   *
   * @param cohort which they leave; may itself be of such a name
   */
  public static String reopened(String cohort, Instant at) {
    int before = cohort.indexOf(REOPENED);
    return (before < 0 ? cohort : cohort.substring(0, before))
        + REOPENED
        + at.toString().substring(0, "2026-11-29".length());
  }

  /**
   * Whether a draft is the successor of an admission and only leaves a cohort, for that of those
   * who left it on its day.
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
    return before.getCohorts().contains(cohort)
        && Admission.newBuilder(before)
            .setHeader(draft.getHeader())
            .setCohorts(after(cohort, before.getCohorts(), draft.getHeader().getIssuedAt()))
            .build()
            .equals(draft);
  }

  /**
   * The cohorts of a pharmacy after it has left one.
   *
   * @param cohort which it leaves
   * @param before its cohorts, this one among them
   * @param at when it leaves
   */
  public static List<String> after(String cohort, List<String> before, Instant at) {
    return Stream.concat(
            before.stream().filter(one -> !one.equals(cohort)), Stream.of(reopened(cohort, at)))
        .distinct()
        .toList();
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

  /**
   * Whether a draft is the successor of an admission and only says when the pharmacy is open and
   * has duty.
   *
   * @param hours that it is to say; empty: as before
   * @param duties that it is to say; empty: as before, without those that are over
   * @param signedBefore as for {@link #onlyLeaves}
   */
  public static boolean onlyDeclares(
      Optional<List<OpeningHours>> hours,
      Optional<List<Duty>> duties,
      byte[] signedBefore,
      Admission draft) {
    Optional<Admission> known = predecessor(signedBefore, draft);
    if (known.isEmpty()) {
      return false;
    }
    Admission before = known.get();
    Instant at = draft.getHeader().getIssuedAt();
    List<Duty> kept =
        before.getDuties().stream()
            .filter(duty -> duty.getTo().isAfter(at) || draft.getDuties().contains(duty))
            .toList();
    return Admission.newBuilder(before)
        .setHeader(draft.getHeader())
        .setOpeningHours(hours.orElse(before.getOpeningHours()))
        .setDuties(duties.orElse(kept))
        .build()
        .equals(draft);
  }

  /** The admission before a draft, where the draft follows it. */
  public static Optional<Admission> predecessor(byte[] signedBefore, Admission draft) {
    boolean follows =
        Arrays.equals(Sha256.of(signedBefore), Bytes.of(draft.getHeader().getPrevious()))
            && new ControlPayload.OfAdmission(draft).inPlace();
    return ControlPayload.read(signedBefore)
        .filter(payload -> follows && payload instanceof ControlPayload.OfAdmission)
        .map(payload -> ((ControlPayload.OfAdmission) payload).value());
  }

  /**
   * Whether a draft lifts the brake of a wave that was stopped, on one pharmacy. The reason is
   * under the brake's id, so that no other brake can be passed off as such.
   */
  public static boolean onlyLifts(Restriction draft) {
    return draft.getState() == RestrictionState.LIFTED
        && draft.getScope() == RestrictionScope.PHARMACY
        && draft.getReason().equals(WAVE_STOPPED)
        && new ControlPayload.OfRestriction(draft).inPlace();
  }
}
