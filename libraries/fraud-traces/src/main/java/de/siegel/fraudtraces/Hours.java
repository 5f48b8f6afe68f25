package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** When a pharmacy works. */
final class Hours {
  private static final int MIDDAY_CLOSE = 13 * 60;

  private Hours() {}

  /**
   * Its opening hours on a day, none on a public holiday; one that never closes knows no holidays.
   */
  static List<Span> opening(TracePharmacy pharmacy, LocalDate day) {
    List<Span> spans = new ArrayList<>();
    for (Opening opening : pharmacy.openings()) {
      boolean always = opening.closes() - opening.opens() == Berlin.DAY;
      if (opening.dayOfWeek() != day.getDayOfWeek().getValue()
          || (Berlin.holiday(day) && !always)) {
        continue;
      }
      int closes =
          Berlin.halfDay(day) && !always
              ? Math.min(opening.closes(), MIDDAY_CLOSE)
              : opening.closes();
      if (opening.opens() < closes) {
        spans.add(new Span(Berlin.at(day, opening.opens()), Berlin.at(day, closes)));
      }
    }
    return spans;
  }

  /** The duties that begin on a day, without opening hours. */
  static List<Span> onDuty(TracePharmacy pharmacy, LocalDate day) {
    List<Span> spans = new ArrayList<>();
    for (Duty duty : pharmacy.duties()) {
      if (Berlin.day(duty.from()).equals(day)) {
        List<Span> open = new ArrayList<>(opening(pharmacy, day));
        open.addAll(opening(pharmacy, day.plusDays(1)));
        spans.addAll(new Span(duty.from(), duty.to()).without(open));
      }
    }
    return spans;
  }
}
