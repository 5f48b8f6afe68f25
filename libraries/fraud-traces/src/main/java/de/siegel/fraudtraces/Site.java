package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.List;

/**
 * A pharmacy with what is not publicly known of it.
 *
 * @param daily certificates on an opening day in a quiet season, mean of a week
 * @param cv coefficient of variation of a day's mean, beside chance
 * @param season what the country adds
 * @param desks places at which certificates are issued side by side
 * @param staff persons who issue, at the beginning
 * @param leadDaily whether the first of them has the first shift of each opening day
 * @param opensOn first day of work
 * @param dutyWork certificates in a duty on a working day, mean
 * @param rhythm of an entry with papers to be checked
 */
record Site(
    TracePharmacy pharmacy,
    Region region,
    double daily,
    double cv,
    Season season,
    int desks,
    int staff,
    boolean leadDaily,
    LocalDate opensOn,
    double dutyWork,
    Rhythm rhythm) {
  public Site {
    if (!(cv >= 0 && cv <= 1)) {
      throw new IllegalArgumentException("no coefficient of variation between 0 and 1: " + cv);
    }
  }

  /** The same with other work: certificates a day. */
  Site busy(double otherDaily) {
    return with(pharmacy, otherDaily, leadDaily);
  }

  /** The same with the first of the staff there on each opening day. */
  Site ledDaily() {
    return with(pharmacy, daily, true);
  }

  /** The same with no duty that begins in some days. */
  Site withoutDuty(Period days) {
    List<Duty> others =
        pharmacy.duties().stream().filter(duty -> !days.contains(Berlin.day(duty.from()))).toList();
    return with(
        new TracePharmacy(
            pharmacy.issuer(),
            pharmacy.openings(),
            others,
            pharmacy.latitude(),
            pharmacy.longitude(),
            pharmacy.admittedAt()),
        daily,
        leadDaily);
  }

  private Site with(TracePharmacy otherPharmacy, double otherDaily, boolean otherLeadDaily) {
    return new Site(
        otherPharmacy,
        region,
        otherDaily,
        cv,
        season,
        desks,
        staff,
        otherLeadDaily,
        opensOn,
        dutyWork,
        rhythm);
  }
}
