package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The traces there are. Those with a fraud have the attacked pharmacies alone, with eight weeks or
 * more of honest work before it. A seed makes the same trace always; all days are of 2021.
 */
public final class Traces {
  private static final double[] SPREADS = {0.1, 0.2, 0.3};
  private static final double SPREAD = 0.2;
  // The season is quiet from here to the middle of November.
  private static final LocalDate QUIET = LocalDate.of(2021, 8, 2);
  private static final LocalDate AFTER_EIGHT_WEEKS = QUIET.plusWeeks(8);
  private static final int USUAL = 24;
  private static final double FAR_KILOMETRES = 250;

  private Traces() {}

  /**
   * Honest pharmacies of all kinds; the days of a third each vary with 0.1, 0.2 and 0.3.
   *
   * @param from June 2021 or later
   * @param days so many that the last is in 2021
   */
  public static Trace honest(long seed, int pharmacies, int days, LocalDate from) {
    return honest(seed, pharmacies, days, from, number -> SPREADS[number % SPREADS.length]);
  }

  /**
   * Honest pharmacies of all kinds.
   *
   * @param cv coefficient of variation of a day's mean, 0 to 1, beside weekday, season and chance
   */
  public static Trace honest(long seed, int pharmacies, int days, LocalDate from, double cv) {
    return honest(seed, pharmacies, days, from, number -> cv);
  }

  private static Trace honest(
      long seed, int pharmacies, int days, LocalDate from, IntFunction<Double> cv) {
    World world = new World(seed, new Period(from, days));
    return trace(
        world, pharmacies, number -> world.honest(number, world.any(number, cv.apply(number))));
  }

  /**
   * The reference fraud: eight weeks of honest work, 437 certificates in 36 opening days
   * ("munich-a"), 637 in 28 nights ("munich-b").
   *
   * @param cv coefficient of variation of an honest day's mean, 0 to 1
   */
  public static Trace munich(long seed, double cv) {
    World world = new World(seed, MunichPharmacy.DAYS);
    return new Trace(List.of(MunichPharmacy.in(world, cv)), world.batches().all());
  }

  /** 55 certificates on a Sunday evening by a pharmacy that has been silent for eight weeks. */
  public static Trace sundayBurst(long seed) {
    World world = new World(seed, new Period(QUIET, 113));
    LocalDate sunday = QUIET.plusDays(111);
    Site site = settled(world).withoutDuty(new Period(sunday.minusDays(1), 2));
    Stock stock = new Stock.Photographed(world.photographed(5, sunday));
    return outside(
        world,
        site,
        stock,
        (forger, pharmacy) -> new Burst(forger, pharmacy.lead(), AFTER_EIGHT_WEEKS, sunday));
  }

  /** Eight weeks of honest work, nine of silence, then 1,000 in four weeks from new devices. */
  public static Trace retiredDoctor(long seed) {
    LocalDate from = LocalDate.of(2021, 6, 21);
    World world = new World(seed, new Period(from, 147));
    LocalDate wakes = from.plusWeeks(17);
    Stock stock = new Stock.Photographed(world.photographed(20, wakes));
    return outside(
        world,
        settled(world),
        stock,
        (forger, pharmacy) -> new RetiredDoctor(forger, pharmacy.lead(), from.plusWeeks(8), wakes));
  }

  /** 10,000 by one identity in three weeks, around the clock, beside the honest work. */
  public static Trace tenThousand(long seed) {
    World world = new World(seed, new Period(QUIET, 84));
    Stock stock = new Stock.Photographed(world.photographed(40, AFTER_EIGHT_WEEKS));
    return outside(
        world,
        settled(world),
        stock,
        (forger, pharmacy) ->
            new TenThousand(forger, pharmacy.lead(), AFTER_EIGHT_WEEKS.plusWeeks(1)));
  }

  /** One identity on 100 devices in two weeks, 1 to 20 certificates each. */
  public static Trace pushFatigue(long seed) {
    World world = new World(seed, new Period(QUIET, 77));
    Stock stock = new Stock.Photographed(world.photographed(40, AFTER_EIGHT_WEEKS));
    return outside(
        world,
        settled(world),
        stock,
        (forger, pharmacy) ->
            new PushFatigue(forger, pharmacy.lead(), AFTER_EIGHT_WEEKS.plusWeeks(1)));
  }

  /** 62,000 over 310 pharmacies in ten weeks, 200 in each. */
  public static Trace lowAndSlow(long seed) {
    return lowAndSlow(seed, 310);
  }

  /**
   * The same, smaller.
   *
   * @param pharmacies with 200 false certificates each
   */
  public static Trace lowAndSlow(long seed, int pharmacies) {
    World world = new World(seed, new Period(QUIET, 126));
    Period window = new Period(AFTER_EIGHT_WEEKS, 70);
    Stock stock = new Stock.Photographed(world.photographed(60, AFTER_EIGHT_WEEKS));
    return trace(
        world,
        pharmacies,
        number ->
            world.attacked(
                number,
                world.settled(Kind.CITY, number, SPREAD).ledDaily(),
                stock,
                (forger, pharmacy) ->
                    new FewADay(forger, pharmacy.lead(), "low-and-slow", window, 200)));
  }

  /** An insider adds 2 % more each day until the volume has doubled, for seven weeks in all. */
  public static Trace slowRamp(long seed) {
    World world = new World(seed, new Period(QUIET, 105));
    return within(
        world,
        (forger, pharmacy) ->
            new SlowRamp(forger, pharmacy.site(), pharmacy.lead(), AFTER_EIGHT_WEEKS));
  }

  /** An insider mixes one false into each ten honest ones, for eight weeks. */
  public static Trace oneInTen(long seed) {
    World world = new World(seed, new Period(QUIET, 112));
    return within(
        world, (forger, pharmacy) -> new OneInTen(forger, pharmacy.lead(), AFTER_EIGHT_WEEKS));
  }

  /**
   * The identifier of an open session on another device for an hour.
   *
   * @param atNight whether that is after closing time, else while the pharmacy works
   */
  public static Trace stolenSession(long seed, boolean atNight) {
    World world = new World(seed, new Period(QUIET, 84));
    return within(
        world,
        (forger, pharmacy) ->
            new StolenSession(forger, pharmacy.site().pharmacy(), AFTER_EIGHT_WEEKS, atNight));
  }

  /** Eight weeks of honest work, six of silence, then about 60 a day for twelve days. */
  public static Trace dormant(long seed) {
    World world = new World(seed, new Period(QUIET, 110));
    LocalDate wakes = AFTER_EIGHT_WEEKS.plusWeeks(6);
    Stock stock = new Stock.Photographed(world.photographed(10, wakes));
    return outside(
        world,
        settled(world),
        stock,
        (forger, pharmacy) ->
            new Dormant(
                forger, pharmacy.site().pharmacy(), pharmacy.lead(), AFTER_EIGHT_WEEKS, wakes));
  }

  /** One batch, twice in each of 200 pharmacies in a week, 250 km or more from its region. */
  public static Trace harvestedBatch(long seed) {
    World world = new World(seed, new Period(QUIET, 70));
    Period week = new Period(AFTER_EIGHT_WEEKS.plusWeeks(1), 7);
    TraceBatch batch = regional(world.photographed(50, week.from()));
    Stock stock = new Stock.Photographed(List.of(batch));
    List<Region> afar =
        Region.ALL.stream().filter(region -> region.kilometres(batch) >= FAR_KILOMETRES).toList();
    return trace(
        world,
        200,
        number ->
            world.attacked(
                number,
                world.settled(Kind.CITY, number, afar.get(number % afar.size()), SPREAD).ledDaily(),
                stock,
                (forger, pharmacy) ->
                    new FewADay(forger, pharmacy.lead(), "harvested-batch", week, 2)));
  }

  private static TraceBatch regional(List<TraceBatch> batches) {
    return batches.stream().filter(batch -> !batch.nationwide()).findFirst().orElseThrow();
  }

  /** Three more a day in each of 20 pharmacies for six weeks: same batches, same even pace. */
  public static Trace ring(long seed) {
    World world = new World(seed, new Period(QUIET, 98));
    Stock stock = new Stock.Photographed(world.photographed(3, AFTER_EIGHT_WEEKS));
    return trace(
        world,
        20,
        number ->
            world.attacked(
                number,
                world.settled(Kind.CITY, number, SPREAD).ledDaily(),
                stock,
                (forger, pharmacy) -> new Ring(forger, pharmacy.lead(), AFTER_EIGHT_WEEKS)));
  }

  /** One with 24 certificates a day, whose insider is there daily. */
  private static Site settled(World world) {
    return world.settled(Kind.CITY, 0, SPREAD).busy(USUAL).ledDaily();
  }

  private static Trace outside(World world, Site site, Stock stock, World.Attack attack) {
    return trace(world, 1, number -> world.attacked(number, site, stock, attack));
  }

  private static Trace within(World world, World.Attack attack) {
    return trace(world, 1, number -> world.attackedFromWithin(number, settled(world), attack));
  }

  private static Trace trace(World world, int pharmacies, IntFunction<Trace.Source> source) {
    return new Trace(
        IntStream.range(0, pharmacies).mapToObj(source).toList(), world.batches().all());
  }
}
