package de.siegel.fraudtraces;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference fraud against what is known of it. */
class MunichTest {
  private static List<TraceEvent> of(List<TraceEvent> events, String label) {
    return events.stream().filter(event -> event.label().equals(label)).toList();
  }

  private static Set<LocalDate> days(List<TraceEvent> events) {
    return events.stream()
        .map(event -> Berlin.day(event.time()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.1", "2, 0.1", "3, 0.2", "4, 0.2", "5, 0.3", "6, 0.3", "7, 0.3"})
  void hasTheTotalsThatAreKnown(long seed, double cv) {
    List<TraceEvent> events = Traces.munich(seed, cv).events().toList();
    List<TraceEvent> honest = of(events, TraceEvent.HONEST);
    List<TraceEvent> byDay = of(events, "munich-a");
    List<TraceEvent> byNight = of(events, "munich-b");

    assertThat(byDay).hasSize(437);
    assertThat(days(byDay)).hasSize(36);
    assertThat(byNight).hasSize(637);
    assertThat(honest.size() + 437 + 637).isEqualTo(events.size());
    for (int month = 7; month <= 9; month++) {
      int number = month;
      assertThat(honest)
          .filteredOn(event -> Berlin.day(event.time()).getMonthValue() == number)
          .hasSizeBetween(500, 700);
    }
    assertThat(byNight)
        .filteredOn(event -> Berlin.day(event.time()).getMonthValue() == 10)
        .hasSizeGreaterThan(500);
    assertThat(days(honest).iterator().next().plusWeeks(8))
        .isEqualTo(days(byDay).iterator().next());
  }

  @ParameterizedTest
  @CsvSource({"1, 0.1", "5, 0.3"})
  void keepsTheHoursThatAreKnown(long seed, double cv) {
    Trace trace = Traces.munich(seed, cv);
    TracePharmacy pharmacy = trace.pharmacies().get(0);
    List<TraceEvent> events = trace.events().toList();

    assertThat(events)
        .filteredOn(event -> !event.label().equals("munich-b"))
        .allMatch(event -> pharmacy.isOpen(event.time()));
    List<TraceEvent> nights = of(events, "munich-b");
    assertThat(nights)
        .allMatch(
            event -> Berlin.minute(event.time()) >= 22 * 60 || Berlin.minute(event.time()) < 60);
    // An hour back is the same evening for each event of a night.
    Set<LocalDate> evenings =
        nights.stream()
            .map(event -> Berlin.day(event.time().minusSeconds(3_600)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(evenings).hasSize(28).anyMatch(day -> day.getDayOfWeek().getValue() == 7);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.1", "5, 0.3"})
  void theFraudHasTheTerminalAndNameOfTheInsider(long seed, double cv) {
    List<TraceEvent> events = Traces.munich(seed, cv).events().toList();
    Set<Seat> honest = new HashSet<>();
    Set<Seat> forged = new HashSet<>();
    for (TraceEvent event : events) {
      (event.honest() ? honest : forged).add(new Seat(event.terminal(), event.operator()));
    }

    assertThat(honest).containsAll(forged);
    assertThat(forged.stream().map(Seat::operator).distinct()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.2", "5, 0.3"})
  void itsBatchesAreThoseOfHonestWork(long seed, double cv) {
    List<TraceEvent> events = Traces.munich(seed, cv).events().toList();
    Set<String> ofHonest =
        of(events, TraceEvent.HONEST).stream().map(TraceEvent::batch).collect(Collectors.toSet());

    assertThat(events)
        .filteredOn(event -> !event.honest())
        .allMatch(event -> ofHonest.contains(event.batch()))
        .allMatch(event -> !event.eventDate().isAfter(Berlin.day(event.time())));
  }
}
