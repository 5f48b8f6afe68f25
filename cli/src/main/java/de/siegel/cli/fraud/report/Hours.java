package de.siegel.cli.fraud.report;

import de.siegel.fraudrules.Moment;
import de.siegel.fraudrules.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * When a pharmacy is open: as it declared, or 7:00 to 20:00 on weekdays.
 *
 * @param openings the times, and duties besides
 * @param declared whether the pharmacy declared them
 */
record Hours(Profile openings, boolean declared) {
  private static final int OPENS = 7 * 60;
  private static final int CLOSES = 20 * 60;
  private static final int SATURDAY = 5;

  /** Where a pharmacy declared nothing: nights from 20:00 to 7:00 and Sundays are outside. */
  static final Hours USUAL = new Hours(usual(), false);

  private static Profile usual() {
    List<Profile.Opening> openings = new ArrayList<>();
    for (int weekday = 0; weekday <= SATURDAY; weekday++) {
      openings.add(new Profile.Opening(weekday, OPENS, CLOSES));
    }
    return new Profile(openings, List.of());
  }

  /** What a pharmacy declared, or what is usual if it declared nothing. */
  static Hours of(Profile profile) {
    return profile.declares() ? new Hours(profile, true) : USUAL;
  }

  /** Whether nobody is expected there then. */
  boolean outside(Moment moment) {
    return !openings.expects(moment, 0);
  }

  /** Whether no minute of an hour of the week is within. */
  boolean whollyOutside(int weekday, int hour) {
    return openings.openings().stream()
        .noneMatch(
            one ->
                one.weekday() == weekday
                    && one.opens() < 60 * (hour + 1)
                    && one.closes() > 60 * hour);
  }

  /** In German, what is outside. */
  String sentence() {
    return declared
        ? "Als „außerhalb“ gelten Zeiten, für die bei der Zulassung weder Öffnung noch Notdienst"
            + " hinterlegt ist; Notdienste, die vorbei sind, bleiben es nur eine Woche."
        : "Als „außerhalb“ gelten 20:00 bis 7:00 Uhr und Sonntage; Öffnungszeiten und Notdienste sind"
            + " nicht hinterlegt.";
  }

  /** In German, what the colour of what is within means. */
  String within() {
    return declared
        ? "innerhalb der hinterlegten Öffnungszeiten"
        : "montags bis samstags, 7:00 bis 20:00 Uhr";
  }

  /** In German, what the colour of what is outside means. */
  String outside() {
    return declared
        ? "außerhalb der hinterlegten Öffnungszeiten"
        : "außerhalb: 20:00 bis 7:00 Uhr und sonntags";
  }
}
