package de.siegel.fraudtraces;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each fraud against its own description. */
class FraudTracesTest {
  private static List<TraceEvent> fraud(Trace trace, String label) {
    List<TraceEvent> events = trace.events().filter(event -> !event.honest()).toList();
    assertThat(events).isNotEmpty().allMatch(event -> event.label().equals(label));
    return events;
  }

  private static Map<LocalDate, Long> byDay(Stream<TraceEvent> events) {
    return events.collect(
        Collectors.groupingBy(
            event -> Berlin.day(event.time()), TreeMap::new, Collectors.counting()));
  }

  private static Set<String> terminals(Stream<TraceEvent> events) {
    return events.map(TraceEvent::terminal).collect(Collectors.toSet());
  }

  private static List<TraceEvent> honest(Trace trace) {
    return trace.events().filter(TraceEvent::honest).toList();
  }

  @Test
  void theSundayBurstIs55OnOneEveningAfterLongSilence() {
    Trace trace = Traces.sundayBurst(3);

    List<TraceEvent> burst = fraud(trace, "sunday-burst");

    assertThat(burst).hasSize(55);
    assertThat(byDay(burst.stream())).hasSize(1);
    LocalDate sunday = Berlin.day(burst.get(0).time());
    assertThat(sunday.getDayOfWeek().getValue()).isEqualTo(7);
    assertThat(burst).allMatch(event -> Berlin.minute(event.time()) >= 18 * 60);
    assertThat(burst).noneMatch(event -> trace.pharmacies().get(0).isOnDuty(event.time()));
    assertThat(honest(trace))
        .allMatch(event -> Berlin.day(event.time()).isBefore(sunday.minusDays(54)));
  }

  @Test
  void theRetiredDoctorIs1000FromFiveNewDevices() {
    Trace trace = Traces.retiredDoctor(3);

    List<TraceEvent> events = fraud(trace, "retired-doctor");

    assertThat(events).hasSize(1_000);
    assertThat(terminals(events.stream())).hasSize(5);
    assertThat(terminals(honest(trace).stream()))
        .doesNotContainAnyElementsOf(terminals(events.stream()));
  }

  @Test
  void tenThousandAreSpreadOverAllHours() {
    List<TraceEvent> events = fraud(Traces.tenThousand(3), "ten-thousand");

    assertThat(events).hasSize(10_000);
    assertThat(byDay(events.stream())).hasSize(21);
    assertThat(events.stream().map(event -> Berlin.minute(event.time()) / 60).distinct())
        .hasSize(24);
  }

  @Test
  void pushFatigueIsAHundredDevicesWithUpTo20Each() {
    List<TraceEvent> events = fraud(Traces.pushFatigue(3), "push-fatigue");

    Map<String, Long> devices =
        events.stream().collect(Collectors.groupingBy(TraceEvent::terminal, Collectors.counting()));
    assertThat(devices).hasSize(100);
    assertThat(devices.values()).allMatch(count -> count >= 1 && count <= 20);
    assertThat(events.stream().map(TraceEvent::operator).distinct()).hasSize(1);
  }

  @Test
  void lowAndSlowIs200InEachPharmacyAndFewADay() {
    Trace trace = Traces.lowAndSlow(3, 4);

    for (TracePharmacy pharmacy : trace.pharmacies()) {
      Map<LocalDate, Long> days =
          byDay(trace.events(pharmacy.issuer()).filter(event -> !event.honest()));
      assertThat(days.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(200);
      assertThat(days.values()).allMatch(count -> count <= 14);
    }
    assertThat(Traces.lowAndSlow(3).pharmacies()).hasSize(310);
  }

  @Test
  void theSlowRampRisesUntilTheVolumeHasDoubled() {
    List<TraceEvent> events = fraud(Traces.slowRamp(3), "slow-ramp");

    Map<LocalDate, Long> days = byDay(events.stream());
    LocalDate first = LocalDate.of(2021, 9, 27);
    long[] weeks = new long[7];
    days.forEach(
        (day, count) -> weeks[(int) ((day.toEpochDay() - first.toEpochDay()) / 7)] += count);
    assertThat(weeks[0]).isLessThan(20);
    assertThat(weeks[0]).isLessThan(weeks[2]);
    assertThat(weeks[2]).isLessThan(weeks[4]);
    // 24 a day, six days a week; the season adds a little.
    assertThat(weeks[6]).isBetween(135L, 165L);
  }

  @Test
  void oneInTenIsThatOfOnePerson() {
    Trace trace = Traces.oneInTen(3);

    List<TraceEvent> events = fraud(trace, "one-in-ten");

    String insider = events.get(0).operator();
    LocalDate first = LocalDate.of(2021, 9, 27);
    long honest =
        honest(trace).stream()
            .filter(event -> event.operator().equals(insider))
            .filter(event -> !Berlin.day(event.time()).isBefore(first))
            .count();
    assertThat(events).allMatch(event -> event.operator().equals(insider));
    assertThat((long) events.size()).isEqualTo(honest / 10);
  }

  @Test
  void theStolenSessionIsOpenAndTheDeviceIsNew() {
    for (boolean atNight : new boolean[] {false, true}) {
      Trace trace = Traces.stolenSession(3, atNight);

      List<TraceEvent> events = fraud(trace, "stolen-session");

      TraceEvent opened =
          honest(trace).stream()
              .filter(event -> event.session().equals(events.get(0).session()))
              .findFirst()
              .get();
      TraceEvent last = events.get(events.size() - 1);
      assertThat(Duration.between(opened.time(), last.time()))
          .isBetween(Duration.ofMinutes(30), Duration.ofHours(4));
      assertThat(Duration.between(events.get(0).time(), last.time()))
          .isLessThan(Duration.ofHours(1));
      assertThat(terminals(events.stream())).hasSize(1);
      assertThat(terminals(honest(trace).stream()))
          .doesNotContainAnyElementsOf(terminals(events.stream()));
      assertThat(events)
          .allMatch(event -> trace.pharmacies().get(0).isOpen(event.time()) != atNight);
    }
  }

  @Test
  void theDormantPharmacyIsSilentForSixWeeksAndWakesWith60ADay() {
    Trace trace = Traces.dormant(3);
    List<TraceEvent> honest = honest(trace);

    List<TraceEvent> events = fraud(trace, "dormant");

    Duration silence = Duration.between(honest.get(honest.size() - 1).time(), events.get(0).time());
    assertThat(silence).isGreaterThan(Duration.ofDays(42));
    assertThat(byDay(events.stream()).values()).allMatch(count -> count > 30 && count < 95);
    assertThat(events).allMatch(event -> trace.pharmacies().get(0).isOpen(event.time()));
  }

  @Test
  void theHarvestedBatchIsUsedTwiceInEachPharmacyFarAway() {
    Trace trace = Traces.harvestedBatch(3);
    Map<String, TraceBatch> batches =
        trace.batches().stream().collect(Collectors.toMap(TraceBatch::batch, Function.identity()));

    assertThat(trace.pharmacies()).hasSize(200);
    List<TracePharmacy> some = trace.pharmacies().subList(0, 30);
    List<TraceEvent> events =
        some.stream()
            .flatMap(pharmacy -> trace.events(pharmacy.issuer()))
            .filter(event -> !event.honest())
            .toList();

    assertThat(events).hasSize(60);
    assertThat(events.stream().map(TraceEvent::batch).distinct()).hasSize(1);
    TraceBatch batch = batches.get(events.get(0).batch());
    for (TracePharmacy pharmacy : trace.pharmacies()) {
      Region here = new Region("", pharmacy.latitude(), pharmacy.longitude(), 1);
      assertThat(here.kilometres(batch)).isGreaterThan(200);
    }
  }

  @Test
  void theRingHasThreeADayAtAnEvenPaceFromThreeBatches() {
    Trace trace = Traces.ring(3);
    List<TraceEvent> events =
        trace.events(trace.pharmacies().get(11).issuer()).filter(e -> !e.honest()).toList();

    assertThat(trace.pharmacies()).hasSize(20);
    assertThat(byDay(events.stream()).values()).allMatch(count -> count == 3);
    assertThat(events.stream().map(TraceEvent::batch).distinct()).hasSize(3);
    for (int n = 0; n < events.size(); n += 3) {
      for (int next = n + 1; next < n + 3; next++) {
        assertThat(Duration.between(events.get(next - 1).time(), events.get(next).time()))
            .isBetween(Duration.ofSeconds(205), Duration.ofSeconds(275));
      }
    }
  }

  @Test
  void falseOnesInOpeningHoursAreInOpeningHours() {
    for (Trace trace : List.of(Traces.slowRamp(3), Traces.lowAndSlow(3, 3), Traces.ring(3))) {
      for (TracePharmacy pharmacy : trace.pharmacies()) {
        assertThat(trace.events(pharmacy.issuer()))
            .filteredOn(event -> !event.honest())
            .isNotEmpty()
            .allMatch(event -> pharmacy.isOpen(event.time()));
      }
    }
  }

  @Test
  void noFraudUsesABatchThatIsUnknownOrSpent() {
    for (Trace trace :
        List.of(
            Traces.munich(3, 0.2),
            Traces.sundayBurst(3),
            Traces.tenThousand(3),
            Traces.lowAndSlow(3, 2),
            Traces.dormant(3),
            Traces.stolenSession(3, true))) {
      Map<String, TraceBatch> batches =
          trace.batches().stream()
              .collect(Collectors.toMap(TraceBatch::batch, Function.identity()));
      assertThat(trace.events())
          .filteredOn(event -> !event.honest())
          .allMatch(event -> batches.get(event.batch()).usable(event.eventDate()));
    }
  }
}
