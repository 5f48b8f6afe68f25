package de.siegel.fraudtraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Honest pharmacies of all kinds, over the change of the clock and the autumn's surge. */
class HonestTraceTest {
  private static final LocalDate FROM = LocalDate.of(2021, 10, 11);
  private static final Trace TRACE = Traces.honest(7, 100, 63, FROM);
  private static final List<TraceEvent> EVENTS = TRACE.events().toList();
  private static final Map<String, TracePharmacy> PHARMACIES =
      TRACE.pharmacies().stream()
          .collect(Collectors.toMap(TracePharmacy::issuer, Function.identity()));

  private static Kind kind(TraceEvent event) {
    return Sites.kind(Integer.parseInt(event.issuer().substring("3-SYN-".length())));
  }

  private static long on(LocalDate from, int days) {
    Period period = new Period(from, days);
    return EVENTS.stream().filter(event -> period.contains(Berlin.day(event.time()))).count();
  }

  @Test
  void nothingIsOutsideOpeningHoursUnlessOnDuty() {
    assertThat(EVENTS)
        .allMatch(
            event -> {
              TracePharmacy pharmacy = PHARMACIES.get(event.issuer());
              boolean holiday = Berlin.holiday(Berlin.day(event.time()));
              return pharmacy.isOnDuty(event.time())
                  || (pharmacy.isOpen(event.time()) && (!holiday || kind(event) == Kind.STATION));
            });
  }

  @Test
  void onDutyThereIsWorkAtNightAndOnSundays() {
    List<TraceEvent> onDuty =
        EVENTS.stream()
            .filter(event -> kind(event) == Kind.NIGHT)
            .filter(event -> !PHARMACIES.get(event.issuer()).isOpen(event.time()))
            .toList();

    assertThat(onDuty).hasSizeGreaterThan(500);
    assertThat(onDuty).anyMatch(event -> Berlin.minute(event.time()) < 6 * 60);
    assertThat(onDuty).anyMatch(event -> Berlin.day(event.time()).getDayOfWeek().getValue() == 7);
  }

  @Test
  void eachKindHasTheVolumeItsNameSays() {
    Map<Kind, Double> daily = new TreeMap<>();
    Period quiet = new Period(FROM, 28);
    Map<Kind, Long> pharmacies =
        PHARMACIES.keySet().stream()
            .collect(
                Collectors.groupingBy(
                    issuer -> Sites.kind(Integer.parseInt(issuer.substring(6))),
                    Collectors.counting()));
    EVENTS.stream()
        .filter(event -> quiet.contains(Berlin.day(event.time())))
        .forEach(event -> daily.merge(kind(event), 1.0 / 24, Double::sum));
    daily.replaceAll((kind, sum) -> sum / pharmacies.get(kind));

    assertThat(daily.get(Kind.VILLAGE)).isBetween(2.0, 4.5);
    assertThat(daily.get(Kind.CITY)).isBetween(18.0, 32.0);
    assertThat(daily.get(Kind.CHAIN)).isBetween(50.0, 95.0);
    assertThat(daily.get(Kind.STATION)).isBetween(50.0, 140.0);
  }

  @Test
  void aCentreOpensInTheMiddleWithHundredsADay() {
    Map<LocalDate, Long> days =
        EVENTS.stream()
            .filter(event -> kind(event) == Kind.CENTRE)
            .collect(
                Collectors.groupingBy(
                    event -> Berlin.day(event.time()), TreeMap::new, Collectors.counting()));

    LocalDate first = days.keySet().iterator().next();
    assertThat(first).isBetween(FROM.plusDays(15), FROM.plusDays(50));
    assertThat(days.get(first)).isGreaterThan(100);
    TracePharmacy centre =
        PHARMACIES.get(
            EVENTS.stream().filter(e -> kind(e) == Kind.CENTRE).findFirst().get().issuer());
    assertThat(Berlin.day(centre.admittedAt())).isEqualTo(first);
  }

  @Test
  void theDayOnWhichTheClockGoesBackHasAnHourMore() {
    LocalDate day = LocalDate.of(2021, 10, 31);

    Span station = Hours.opening(station(), day).get(0);

    assertThat(station.seconds()).isEqualTo(25 * 3_600);
    assertThat(Hours.opening(station(), day.plusDays(1)).get(0).seconds()).isEqualTo(24 * 3_600);
    assertThat(Berlin.at(day, 22 * 60)).isEqualTo(Instant.parse("2021-10-31T21:00:00Z"));
    assertThat(Berlin.at(day.minusDays(1), 22 * 60))
        .isEqualTo(Instant.parse("2021-10-30T20:00:00Z"));
    assertThat(earliest(day.minusDays(6))).isEqualTo(Instant.EPOCH.plusSeconds(5 * 3_600));
    assertThat(earliest(day.plusDays(1))).isEqualTo(Instant.EPOCH.plusSeconds(6 * 3_600));
  }

  private static TracePharmacy station() {
    return PHARMACIES.values().stream()
        .filter(pharmacy -> pharmacy.openings().get(0).closes() == 1_440)
        .findFirst()
        .get();
  }

  /** The hour, UTC, in which the first shops issue in the six days from a Monday on. */
  private static Instant earliest(LocalDate monday) {
    Period days = new Period(monday, 6);
    long second =
        EVENTS.stream()
            .filter(event -> days.contains(Berlin.day(event.time())))
            .filter(event -> kind(event) == Kind.CITY || kind(event) == Kind.VILLAGE)
            .filter(event -> PHARMACIES.get(event.issuer()).isOpen(event.time()))
            .mapToLong(event -> event.time().getEpochSecond() % 86_400)
            .min()
            .getAsLong();
    return Instant.EPOCH.plusSeconds(second / 3_600 * 3_600);
  }

  @Test
  void boostersTripleTheVolumeInThreeWeeks() {
    double quiet = on(LocalDate.of(2021, 10, 18), 7);
    double surge = on(LocalDate.of(2021, 12, 6), 7);

    // New pharmacies and the centre add to it.
    assertThat(surge / quiet).isBetween(2.6, 4.0);
    assertThat(EVENTS)
        .filteredOn(event -> event.time().isAfter(Instant.parse("2021-12-06T00:00:00Z")))
        .filteredOn(event -> event.dose() == 3)
        .hasSizeGreaterThan((int) (0.5 * surge));
  }

  @Test
  void theFirstWeeksAreFarAboveLaterOnes() {
    Trace june = Traces.honest(7, 40, 60, LocalDate.of(2021, 6, 14));
    long[] weeks = new long[10];
    june.events()
        .map(event -> Duration.between(june(0), event.time()).toDays() / 7)
        .forEach(week -> weeks[week.intValue()]++);

    assertThat((double) weeks[0] / weeks[7]).isBetween(1.7, 2.6);
  }

  private static Instant june(int days) {
    return Berlin.at(LocalDate.of(2021, 6, 14).plusDays(days), 0);
  }

  @Test
  void familiesCloseTogetherHaveTheSameProduct() {
    Map<String, TraceEvent> last = new HashMap<>();
    int pairs = 0;
    int alike = 0;
    for (TraceEvent event : EVENTS) {
      TraceEvent before = last.put(event.terminal(), event);
      if (kind(event) == Kind.VILLAGE
          && before != null
          && Duration.between(before.time(), event.time()).toMinutes() < 5) {
        pairs++;
        alike += before.product().equals(event.product()) ? 1 : 0;
      }
    }

    assertThat(pairs).isGreaterThan(500);
    assertThat((double) alike / pairs).isGreaterThan(0.9);
  }

  @Test
  void aSessionIsOfOneSeatAndAtMostFourHours() {
    Map<String, TraceEvent> first = new HashMap<>();
    for (TraceEvent event : EVENTS) {
      TraceEvent opened = first.putIfAbsent(event.session(), event);
      if (opened != null) {
        assertThat(event.terminal()).isEqualTo(opened.terminal());
        assertThat(event.operator()).isEqualTo(opened.operator());
        assertThat(Duration.between(opened.time(), event.time())).isLessThan(Duration.ofHours(4));
      }
    }
  }

  @Test
  void somebodyNewBeginsSometimes() {
    Map<String, Long> operators =
        EVENTS.stream()
            .filter(event -> kind(event) == Kind.CITY)
            .collect(
                Collectors.groupingBy(
                    TraceEvent::issuer,
                    Collectors.mapping(
                        TraceEvent::operator,
                        Collectors.collectingAndThen(
                            Collectors.toSet(), names -> (long) names.size()))));

    assertThat(operators.values()).anyMatch(count -> count > 4).anyMatch(count -> count == 4);
  }

  @Test
  void daysOutsideTheYearAreRefused() {
    LocalDate may = LocalDate.of(2021, 5, 31);
    LocalDate december = LocalDate.of(2021, 12, 1);

    assertThatThrownBy(() -> Traces.honest(1, 1, 10, may))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Traces.honest(1, 1, 32, december))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Traces.honest(1, 1, 10, FROM, 1.1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
