package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the fraud of Munich happened. */
final class MunichPharmacy {
  /** Eight weeks before the fraud, to the day of the raid. */
  static final Period DAYS = new Period(LocalDate.of(2021, 6, 18), 127);

  private static final int DAILY = 24;
  private static final int MONTH_LEAST = 500;
  private static final int MONTH_MOST = 700;

  private MunichPharmacy() {}

  /**
   * The pharmacy of Munich. Its honest volume is known to have been 500 to 700 a month, so an
   * honest course in which a whole month has another is drawn again.
   */
  static Trace.Source in(World world, double cv) {
    Site site = site(cv);
    for (int attempt = 0; ; attempt++) {
      Trace.Source honest =
          world.source(0, attempt, site, (forger, pharmacy) -> new Fraud.None(), null);
      if (isLikely(honest)) {
        World.Attack attack = (forger, pharmacy) -> new Munich(forger, pharmacy.lead());
        return world.source(0, attempt, site, attack, null);
      }
    }
  }

  private static boolean isLikely(Trace.Source honest) {
    Map<YearMonth, Integer> months = new TreeMap<>();
    honest
        .events()
        .forEachRemaining(
            event -> months.merge(YearMonth.from(Berlin.day(event.time())), 1, Integer::sum));
    for (int month = 7; month <= 9; month++) {
      int count = months.getOrDefault(YearMonth.of(2021, month), 0);
      if (count < MONTH_LEAST || count > MONTH_MOST) {
        return false;
      }
    }
    return true;
  }

  private static Site site(double cv) {
    List<Opening> week = new ArrayList<>();
    for (int day = 1; day <= 5; day++) {
      week.add(new Opening(day, 480, 1_110));
    }
    week.add(new Opening(6, 480, 780));
    TracePharmacy pharmacy =
        new TracePharmacy(
            Sites.issuer(0), week, List.of(), 48.16, 11.58, Instant.parse("2021-06-14T06:00:00Z"));
    return new Site(
        pharmacy,
        Region.MUNICH,
        DAILY,
        cv,
        Season.FLAT,
        1,
        4,
        true,
        DAYS.from(),
        0,
        Rhythm.CHECKING_PAPERS);
  }
}
