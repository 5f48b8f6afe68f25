package de.siegel.cli.fraud.report;

import de.siegel.fraudrules.Moment;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Links;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What one pharmacy asked for in some days, counted; of others nothing is kept. */
final class OwnCounts implements Consumer<Leaf> {
  private static final int HOURS = 24;
  private static final int WEEKDAYS = 7;

  /** Numbers of requests. */
  static final class Count {
    private int all;
    private int outside;
    private int stopped;

    private void add(boolean isOutside, boolean isStopped) {
      all++;
      outside += isOutside ? 1 : 0;
      stopped += isStopped ? 1 : 0;
    }

    /** Of all times. */
    int all() {
      return all;
    }

    /** Of them, outside opening hours. */
    int outside() {
      return outside;
    }

    /** Of them, not passed at once. */
    int stopped() {
      return stopped;
    }
  }

  /**
   * Who worked where.
   *
   * @param operator a pseudonym that the pharmacy gave
   * @param terminal a name that the pharmacy gave
   */
  record Seat(String operator, String terminal) {}

  private final String pharmacy;
  private final Period period;
  private final Hours hours;
  private final int first;
  private final Count[] days;
  private final int[][] week = new int[WEEKDAYS][HOURS];
  private final Map<Seat, Count> seats = new HashMap<>();
  private final Count total = new Count();

  OwnCounts(String pharmacy, Period period, Hours hours) {
    this.pharmacy = pharmacy;
    this.period = period;
    this.hours = hours;
    this.first = Math.toIntExact(period.from().toEpochDay());
    this.days = new Count[period.days()];
    for (int day = 0; day < days.length; day++) {
      days[day] = new Count();
    }
  }

  /** Counts a decision whose links are open, if it is of the pharmacy and of these days. */
  @Override
  public void accept(Leaf leaf) {
    Links links = leaf.links().opened().orElseThrow();
    Moment moment = Moment.of(leaf.event().getDecision().getRequestedAt());
    int day = moment.day() - first;
    // Another's must not get in, whatever the reader was told to hand over.
    if (!links.getPharmacyId().equals(pharmacy) || day < 0 || day >= days.length) {
      return;
    }
    boolean outside = hours.outside(moment);
    boolean stopped = leaf.event().getKind() != AuditKind.APPROVED;
    total.add(outside, stopped);
    days[day].add(outside, stopped);
    week[moment.weekday()][moment.hour()]++;
    seats
        .computeIfAbsent(new Seat(links.getOperator(), links.getTerminal()), seat -> new Count())
        .add(outside, stopped);
  }

  String pharmacy() {
    return pharmacy;
  }

  Period period() {
    return period;
  }

  Hours hours() {
    return hours;
  }

  /** Of all. */
  Count total() {
    return total;
  }

  /** Of the so-manieth day of the period, from 0. */
  Count day(int number) {
    return days[number];
  }

  /** Of an hour, 0 to 23, of a weekday, 0 Monday to 6 Sunday. */
  int inWeek(int weekday, int hour) {
    return week[weekday][hour];
  }

  /** Who worked where, those with the most requests first. */
  List<Map.Entry<Seat, Count>> seats() {
    return seats.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<Seat, Count> one) -> -one.getValue().all())
                .thenComparing(one -> one.getKey().operator())
                .thenComparing(one -> one.getKey().terminal()))
        .toList();
  }
}
