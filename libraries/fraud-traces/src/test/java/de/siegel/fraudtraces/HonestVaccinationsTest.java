package de.siegel.fraudtraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What honest people's papers say, while boosters begin. */
class HonestVaccinationsTest {
  private static final Trace TRACE = Traces.honest(8, 60, 45, LocalDate.of(2021, 10, 25));
  private static final List<TraceEvent> EVENTS = TRACE.events().toList();
  private static final Map<String, TracePharmacy> PHARMACIES =
      TRACE.pharmacies().stream()
          .collect(Collectors.toMap(TracePharmacy::issuer, Function.identity()));
  private static final Map<String, TraceBatch> BATCHES =
      TRACE.batches().stream().collect(Collectors.toMap(TraceBatch::batch, Function.identity()));

  @Test
  void batchesAreKnownAndFitUpToTheStatedErrors() {
    long unknown = EVENTS.stream().filter(event -> !BATCHES.containsKey(event.batch())).count();

    assertThat((double) unknown / EVENTS.size()).isCloseTo(0.003, within(0.0005));
    assertThat(EVENTS)
        .filteredOn(event -> BATCHES.containsKey(event.batch()))
        .allMatch(event -> BATCHES.get(event.batch()).usable(event.eventDate()))
        .allMatch(event -> BATCHES.get(event.batch()).product().equals(event.product()));
  }

  @Test
  void mostBatchesAreOfTheRegion() {
    double near =
        EVENTS.stream()
            .map(event -> distance(event))
            .filter(kilometres -> !kilometres.isNaN())
            .mapToDouble(kilometres -> kilometres < 100 ? 1 : 0)
            .average()
            .getAsDouble();

    assertThat(near).isBetween(0.85, 0.98);
  }

  private static Double distance(TraceEvent event) {
    TraceBatch batch = BATCHES.get(event.batch());
    TracePharmacy pharmacy = PHARMACIES.get(event.issuer());
    return batch == null
        ? Double.NaN
        : new Region("", pharmacy.latitude(), pharmacy.longitude(), 1).kilometres(batch);
  }

  @Test
  void datesArePlausible() {
    assertThat(EVENTS)
        .allMatch(event -> !event.eventDate().isAfter(Berlin.day(event.time())))
        .allMatch(event -> !event.eventDate().isBefore(LocalDate.of(2020, 12, 27)))
        .allMatch(event -> event.dose() < 3 || event.eventDate().isAfter(LocalDate.of(2021, 7, 31)))
        .allMatch(
            event ->
                event.dose() != 2
                    || event.doses() != 2
                    || event.eventDate().isAfter(LocalDate.of(2021, 1, 16)));
  }

  @Test
  void birthDatesAreSeldomPlaceholdersAndNeverTooOld() {
    long placeholders =
        EVENTS.stream().filter(event -> event.ageMark().equals("placeholder")).count();

    assertThat((double) placeholders / EVENTS.size()).isCloseTo(0.0005, within(0.0002));
    assertThat(EVENTS).noneMatch(event -> event.ageMark().equals("over110"));
  }
}
