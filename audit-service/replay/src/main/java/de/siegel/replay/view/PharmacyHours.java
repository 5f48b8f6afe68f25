package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many requests of a pharmacy were decided how, by day and hour in Germany. An hour that comes
 * twice, in October, counts as one.
 */
public final class PharmacyHours {
  /** Pharmacies open, and people sleep, by this clock. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** Hours of a day. */
  public static final int HOURS = 24;

  /** What is counted. */
  public enum Count {
    ISSUED,
    REFUSED,
    HELD,
    STEP_UP
  }

  /** The latest days alone are kept. */
  private static final int MOST_DAYS = 366;

  private final TreeMap<LocalDate, int[][]> days = new TreeMap<>();
  private boolean cut;

  /** Counts a leaf; those that are no end of a request are left alone. */
  public void count(Leaf leaf) {
    AuditEvent event = leaf.event();
    Count what = of(event.getKind());
    if (what == null) {
      return;
    }
    ZonedDateTime at = event.getOccurredAt().atZone(ZONE);
    int[][] day =
        days.computeIfAbsent(at.toLocalDate(), date -> new int[HOURS][Count.values().length]);
    day[at.getHour()][what.ordinal()]++;
    if (days.size() > MOST_DAYS) {
      days.pollFirstEntry();
      cut = true;
    }
  }

  private static Count of(AuditKind kind) {
    return switch (kind) {
      case ISSUED -> Count.ISSUED;
      case REJECTED, CONFLICT -> Count.REFUSED;
      case HELD -> Count.HELD;
      case STEP_UP -> Count.STEP_UP;
      case APPROVED,
          REPEATED,
          SIGNING_ANNOUNCED,
          SIGNING_DONE,
          PARKED,
          RETRIED,
          CONTROL,
          COMMAND,
          BATCH_SIGNATURE,
          UNKNOWN ->
          null;
    };
  }

  /** Day to counts, by hour and by {@link Count}; days on which nothing happened are absent. */
  public SortedMap<LocalDate, int[][]> days() {
    return days;
  }

  /** Whether earlier days were left out. */
  public boolean isCut() {
    return cut;
  }
}
