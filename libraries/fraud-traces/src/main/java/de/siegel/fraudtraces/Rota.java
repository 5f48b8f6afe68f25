package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Staff and terminals of a pharmacy, and who works when; both change in the course of time. */
final class Rota {
  private static final double HIRED_A_DAY = 1.0 / 250;
  private static final double TERMINAL_REPLACED_A_DAY = 1.0 / 700;
  private static final double AWAY = 0.08;
  private static final double LEAD_WEIGHT = 3;
  private static final double SHIFT_SECONDS = 4.75 * 3_600;

  /**
   * Somebody of the staff.
   *
   * @param days bits of the days of the week on which they work, Monday the lowest
   * @param weight how often it is they who issue, relative
   */
  private record Operator(String name, int days, double weight) {
    boolean works(LocalDate day) {
      return (days >> (day.getDayOfWeek().getValue() - 1) & 1) == 1;
    }
  }

  private final Site site;
  private final SplittableRandom random;
  private final List<Operator> staff = new ArrayList<>();
  private final List<String> terminals = new ArrayList<>();

  Rota(Site site, SplittableRandom random) {
    this.site = site;
    this.random = random;
    int leadDays = site.leadDaily() ? 0b0111111 : 0b0011111;
    staff.add(new Operator(Sampling.name(random, "o-", 8), leadDays, LEAD_WEIGHT));
    while (staff.size() < site.staff()) {
      hire();
    }
    for (int n = 0; n < site.desks(); n++) {
      terminals.add(Sampling.name(random, "t-", 8));
    }
  }

  private void hire() {
    int days = 0;
    // Half of them part-time.
    double presence = Sampling.chance(random, 0.5) ? 0.5 : 0.85;
    for (int day = 0; day < 7; day++) {
      days |= Sampling.chance(random, presence) ? 1 << day : 0;
    }
    staff.add(new Operator(Sampling.name(random, "o-", 8), days, Sampling.between(random, 0.4, 2)));
  }

  /** Who issues most, and never leaves. */
  String lead() {
    return staff.get(0).name();
  }

  /** Lets a night pass: somebody new begins, a terminal is replaced. */
  void nextDay() {
    if (Sampling.chance(random, HIRED_A_DAY)) {
      hire();
      if (staff.size() > site.staff() + 1) {
        staff.remove(1 + Sampling.below(random, staff.size() - 2));
      }
    }
    if (Sampling.chance(random, TERMINAL_REPLACED_A_DAY)) {
      terminals.set(Sampling.below(random, terminals.size()), Sampling.name(random, "t-", 8));
    }
  }

  /** The shifts of a span, by desk and then in order. */
  List<List<Shift>> shifts(LocalDate day, Span span, int desks) {
    List<Operator> present = new ArrayList<>();
    for (int n = 0; n < staff.size(); n++) {
      boolean always = n == 0 && site.leadDaily();
      if (always || (staff.get(n).works(day) && !Sampling.chance(random, AWAY))) {
        present.add(staff.get(n));
      }
    }
    if (present.isEmpty()) {
      present.add(Sampling.pick(random, staff));
    }
    List<List<Shift>> shifts = new ArrayList<>();
    for (int desk = 0; desk < desks; desk++) {
      shifts.add(new ArrayList<>());
    }
    for (Span block : blocks(span)) {
      List<Operator> free = new ArrayList<>(present);
      for (int desk = 0; desk < desks; desk++) {
        boolean leads = desk == 0 && site.leadDaily() && block.from().equals(span.from());
        String operator = leads ? lead() : choose(free, present).name();
        free.removeIf(one -> one.name().equals(operator));
        shifts.get(desk).add(new Shift(block, new Seat(terminals.get(desk), operator)));
      }
    }
    return shifts;
  }

  /** One who has no desk yet; if there are fewer persons than desks, somebody has two. */
  private Operator choose(List<Operator> free, List<Operator> present) {
    List<Operator> from = free.isEmpty() ? present : free;
    return from.get(
        Sampling.weighted(random, from.stream().mapToDouble(Operator::weight).toArray()));
  }

  private List<Span> blocks(Span span) {
    int count = (int) Math.max(1, Math.round(span.seconds() / SHIFT_SECONDS));
    List<Span> blocks = new ArrayList<>();
    Instant from = span.from();
    for (int n = 1; n <= count; n++) {
      long jitter = n == count ? 0 : Sampling.below(random, 3_600) - 1_800;
      Instant to = span.from().plusSeconds(span.seconds() * n / count + jitter);
      blocks.add(new Span(from, to));
      from = to;
    }
    return blocks;
  }
}
