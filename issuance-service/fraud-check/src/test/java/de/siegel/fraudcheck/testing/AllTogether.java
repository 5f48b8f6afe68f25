package de.siegel.fraudcheck.testing;

import de.siegel.fraudcheck.batch.BatchLine;
import de.siegel.fraudrules.Batch;
import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudtraces.Trace;
import de.siegel.fraudtraces.TraceBatch;
import de.siegel.fraudtraces.TraceEvent;
import de.siegel.fraudtraces.TracePharmacy;
import de.siegel.fraudtraces.Traces;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Six weeks of 66 pharmacies with a list of batches, over the turn of a quarter, thinned out so
 * that a test can send all of it: more than fifty honest ones, all of them busier in the last week;
 * the nights of Munich; a stolen session; a batch that is passed around; typing errors, batches
 * left out, a date before the trials. The same always.
 */
public final class AllTogether {
  /** First day. */
  public static final LocalDate FROM = LocalDate.of(2021, 8, 30);

  /** So many days. */
  public static final int DAYS = 42;

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate TO = FROM.plusDays(DAYS);
  private static final LocalDate BUSY_FROM = TO.minusDays(9);
  private static final LocalDate HARVEST_FROM = TO.minusDays(12);
  private static final LocalDate HARVEST_TO = TO.minusDays(6);
  private static final LocalDate SLIP = FROM.plusDays(25);
  private static final LocalDate IMPOSSIBLE = LocalDate.of(2019, 12, 24);
  private static final int HONEST = 64;
  private static final long SEED = 7;
  private static final double SHARE = 0.03;
  private static final double BUSY_SHARE = 0.11;
  private static final String MUNICH = "M";
  private static final String STOLEN = "S";

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Line> lines = new ArrayList<>();
  private final List<Declared> pharmacies = new ArrayList<>();
  private final List<BatchLine> batches = new ArrayList<>();

  /**
   * A request of the trace.
   *
   * @param session name of the session that it is sent in: one for each person at each work place,
   *     for nobody opens thousands in a test
   */
  public record Line(TraceEvent event, String session) {}

  /**
   * What admission knows of a pharmacy.
   *
   * @param openings whether its hours and duties are declared
   * @param names Telematik-IDs; a delivery can be to it if there is just one
   * @param region first two digits of its postal code
   */
  public record Declared(
      TracePharmacy pharmacy, boolean openings, boolean probation, List<String> names, int region) {
    /** As the rules have it. */
    public Profile profile() {
      return new Profile(
              openings
                  ? pharmacy.openings().stream()
                      .map(
                          one ->
                              new Profile.Opening(one.dayOfWeek() - 1, one.opens(), one.closes()))
                      .toList()
                  : List.of(),
              openings
                  ? pharmacy.duties().stream()
                      .map(
                          one ->
                              new Profile.Duty(
                                  one.from().getEpochSecond(), one.to().getEpochSecond()))
                      .toList()
                  : List.of())
          .onProbation(probation)
          .of(names.size() == 1 ? TraceRequests.token(names.get(0)) : 0, region);
    }
  }

  /** Makes it. */
  public AllTogether() {
    Trace honest = Traces.honest(SEED, HONEST, DAYS, FROM);
    list(honest.batches());
    add("", honest);
    add(MUNICH, Traces.munich(SEED, 0.2));
    add(STOLEN, Traces.stolenSession(SEED, false));
    lines.sort(Comparator.comparing(line -> line.event().time()));
    spoil();
  }

  /** In order of time; no two at the same millisecond. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** All pharmacies. */
  public List<Declared> pharmacies() {
    return List.copyOf(pharmacies);
  }

  /** What each pharmacy declared, as the rules have it. */
  public Map<String, Profile> profiles() {
    Map<String, Profile> profiles = new HashMap<>();
    pharmacies.forEach(one -> profiles.put(one.pharmacy().issuer(), one.profile()));
    return profiles;
  }

  /** The list of batches. */
  public List<BatchLine> listed() {
    return List.copyOf(batches);
  }

  /** The list of batches, as the rules have it, under the tokens of all quarters. */
  public Batches batches(BatchTokens tokens) {
    return known(batches, tokens);
  }

  /** A list of batches as a replay's rules have it. */
  public static Batches known(List<BatchLine> listed) {
    return known(listed, BatchTokens.OF_NAMES);
  }

  private static Batches known(List<BatchLine> listed, BatchTokens tokens) {
    Map<Long, Batch> known = new HashMap<>();
    for (BatchLine one : listed) {
      for (LocalDate day : List.of(FROM, TO)) {
        known.put(
            tokens.batch(day.atStartOfDay(BERLIN).toInstant(), one.product(), one.batch()),
            one.known(TraceRequests::token));
      }
    }
    return new Batches(known);
  }

  /** A line of the list's file. */
  public static String json(BatchLine line) {
    return """
        {"product":"%s","batch":"%s","released":"%s","expires":"%s","doses":%d,"deliveredTo":[%s]}"""
        .formatted(
            line.product(),
            line.batch(),
            line.released(),
            line.expires(),
            line.doses(),
            line.deliveredTo().stream()
                .map(place -> '"' + place + '"')
                .collect(Collectors.joining(",")));
  }

  /** Most of them; some went to regions, and some of these to single pharmacies too. */
  private void list(List<TraceBatch> all) {
    for (int at = 0; at < all.size(); at++) {
      TraceBatch one = all.get(at);
      if (at % 40 == 39) {
        continue;
      }
      List<String> places = new ArrayList<>();
      for (int region = 10; at % 4 == 3 && region < 100; region++) {
        if ((region + at) % 3 > 0) {
          places.add(Integer.toString(region));
        }
      }
      for (int number = 0; at % 8 == 7 && number < HONEST; number += 5) {
        places.add("3-SYN-%06d".formatted(number));
      }
      batches.add(
          new BatchLine(
              one.product(), one.batch(), one.released(), one.expires(), one.doses(), places));
    }
  }

  private void add(String prefix, Trace trace) {
    for (TracePharmacy one : trace.pharmacies()) {
      int number = pharmacies.size();
      String issuer = prefix + one.issuer();
      pharmacies.add(
          new Declared(
              new TracePharmacy(
                  issuer,
                  one.openings(),
                  one.duties(),
                  one.latitude(),
                  one.longitude(),
                  one.admittedAt()),
              number % 3 > 0,
              number == 5,
              number % 6 == 5 ? List.of(issuer, "another-" + issuer) : List.of(issuer),
              number % 7 == 6 ? Profile.NOWHERE : 10 + number));
    }
    Set<String> days = new HashSet<>();
    Set<String> stolen = new HashSet<>();
    trace
        .events()
        .filter(event -> event.label().startsWith("stolen"))
        .forEach(event -> stolen.add(event.session()));
    trace
        .events()
        .filter(event -> !day(event).isBefore(FROM) && day(event).isBefore(TO))
        .filter(
            event ->
                // Only what follows is drawn for, so that each source is thinned out by itself.
                event.label().startsWith("stolen")
                    || event.label().equals("munich-b")
                    || stolen.contains(event.session())
                    || days.add(event.issuer() + day(event))
                    || random.nextDouble() < (day(event).isBefore(BUSY_FROM) ? SHARE : BUSY_SHARE))
        .forEach(
            event ->
                lines.add(
                    new Line(
                        of(event, prefix + event.issuer()),
                        prefix
                            + (stolen.contains(event.session())
                                ? event.session()
                                : event.issuer() + event.terminal() + event.operator()))));
  }

  /** What people do wrong, and what somebody does on purpose. */
  private void spoil() {
    TraceBatch harvested = harvested();
    Set<String> harvesters = new HashSet<>();
    boolean slipped = false;
    Instant last = Instant.EPOCH;
    for (int at = 0; at < lines.size(); at++) {
      TraceEvent event = lines.get(at).event();
      // A broker counts milliseconds; requests of one second keep their order.
      Instant time = event.time().plusMillis(random.nextInt(0, 200));
      time = time.isAfter(last) ? time : last.plusMillis(1);
      last = time;
      String product = event.product();
      String batch = event.batch();
      LocalDate date = event.eventDate();
      boolean passedOn =
          !day(event).isBefore(HARVEST_FROM)
              && day(event).isBefore(HARVEST_TO)
              && harvesters.add(event.issuer() + day(event).getDayOfWeek().getValue() % 2);
      if (passedOn) {
        product = harvested.product();
        batch = harvested.batch();
        date = harvested.released().plusDays(3);
      } else if (!slipped && !day(event).isBefore(SLIP)) {
        slipped = true;
        date = IMPOSSIBLE;
      } else {
        double draw = random.nextDouble();
        batch =
            draw < 0.02
                ? ""
                : draw < 0.03
                    ? batch + "X"
                    : draw < 0.1 ? " " + batch.toLowerCase(Locale.ROOT) : batch;
        date = draw > 0.99 ? date.minusDays(200) : date;
      }
      lines.set(
          at,
          new Line(
              new TraceEvent(
                  time,
                  event.issuer(),
                  event.terminal(),
                  event.operator(),
                  event.session(),
                  event.type(),
                  product,
                  batch,
                  date,
                  event.dose(),
                  event.doses(),
                  event.ageMark(),
                  event.stepUp() || random.nextInt(100) == 0,
                  event.label()),
              lines.get(at).session()));
    }
  }

  private TraceBatch harvested() {
    Set<String> used = new HashSet<>();
    lines.forEach(line -> used.add(line.event().batch()));
    return Traces.honest(SEED, 1, 1, FROM).batches().stream()
        .filter(
            one ->
                !used.contains(one.batch())
                    && one.usable(HARVEST_FROM)
                    && one.usable(HARVEST_FROM.minusDays(40)))
        .findFirst()
        .orElseThrow();
  }

  private static LocalDate day(TraceEvent event) {
    return event.time().atZone(BERLIN).toLocalDate();
  }

  private static TraceEvent of(TraceEvent event, String issuer) {
    return new TraceEvent(
        event.time(),
        issuer,
        event.terminal(),
        event.operator(),
        event.session(),
        event.type(),
        event.product(),
        event.batch(),
        event.eventDate(),
        event.dose(),
        event.doses(),
        event.ageMark(),
        event.stepUp(),
        event.label());
  }
}
