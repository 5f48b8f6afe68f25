package de.siegel.fraudtraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
  private static final LocalDate FROM = LocalDate.of(2021, 10, 25);

  private static String hash(Trace trace) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    trace.pharmacies().forEach(one -> update(sha256, one.json()));
    trace.batches().forEach(one -> update(sha256, one.json()));
    trace.events().forEach(one -> update(sha256, one.json()));
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void update(MessageDigest digest, String line) {
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  /** Whoever changes what is made, on purpose, changes this too. */
  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    assertThat(hash(Traces.honest(42, 12, 10, FROM)))
        .isEqualTo("1a28455007fbec6b8f63128d63fd89fd2e526bcb0976f4bac13e60bb357a0f86");
    assertThat(hash(Traces.munich(42, 0.2))).isEqualTo(hash(Traces.munich(42, 0.2)));
  }

  @Test
  void anotherSeedGivesAnotherTrace() throws Exception {
    assertThat(hash(Traces.honest(1, 3, 5, FROM))).isNotEqualTo(hash(Traces.honest(2, 3, 5, FROM)));
    assertThat(hash(Traces.munich(1, 0.2))).isNotEqualTo(hash(Traces.munich(2, 0.2)));
    assertThat(hash(Traces.munich(1, 0.2))).isNotEqualTo(hash(Traces.munich(1, 0.3)));
  }

  @Test
  void eventsAreInOrderOfTime() {
    for (Trace trace :
        List.of(Traces.honest(1, 40, 30, FROM), Traces.munich(1, 0.3), Traces.pushFatigue(1))) {
      assertThat(trace.events().toList())
          .isSortedAccordingTo(Comparator.comparing(TraceEvent::time));
    }
  }

  @Test
  void onePharmacyAloneHasTheSameEventsAsAmongAll() {
    Trace trace = Traces.honest(1, 20, 15, FROM);

    for (TracePharmacy pharmacy : trace.pharmacies()) {
      assertThat(trace.events(pharmacy.issuer()).toList())
          .isEqualTo(
              trace.events().filter(event -> event.issuer().equals(pharmacy.issuer())).toList());
    }
    assertThatThrownBy(() -> trace.events("3-OTHER")).isInstanceOf(IllegalArgumentException.class);
  }

  /** Of each pharmacy no more days are made than have been read, and one. */
  @Test
  void eventsAreMadeWhileTheyAreRead() {
    AtomicInteger made = new AtomicInteger();
    Period period = new Period(FROM, 60);
    TraceEvent example = Traces.honest(1, 1, 5, FROM).events().findFirst().get();
    List<Trace.Source> sources =
        IntStream.range(0, 10)
            .mapToObj(
                number ->
                    new Trace.Source(
                        Traces.honest(1, 10, 1, FROM).pharmacies().get(number),
                        period,
                        () ->
                            day -> {
                              made.incrementAndGet();
                              return List.of(at(example, Berlin.at(day, 600)));
                            }))
            .toList();

    Iterator<TraceEvent> events = new Trace(sources, List.of()).events().iterator();

    for (int n = 0; n < 100; n++) {
      events.next();
      assertThat(made.get()).isLessThanOrEqualTo(n + 1 + 2 * sources.size());
    }
    int rest = 0;
    for (; events.hasNext(); rest++) {
      events.next();
    }
    assertThat(rest).isEqualTo(500);
  }

  private static TraceEvent at(TraceEvent event, Instant time) {
    return new TraceEvent(
        time,
        event.issuer(),
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

  @Test
  void writesOneLineForEach(@TempDir Path folder) throws IOException {
    Trace trace = Traces.honest(1, 3, 5, FROM);

    long count = TraceWriter.write(trace, folder.resolve("new"));

    List<String> events = Files.readAllLines(folder.resolve("new/trace.jsonl"));
    assertThat(events).hasSize((int) count);
    assertThat(events).isEqualTo(trace.events().map(TraceEvent::json).toList());
    assertThat(Files.readAllLines(folder.resolve("new/pharmacies.jsonl"))).hasSize(3);
    assertThat(Files.readAllLines(folder.resolve("new/batches.jsonl")))
        .hasSize(trace.batches().size());
  }

  @Test
  void theLinesHaveTheDocumentedForm() {
    TraceEvent event =
        new TraceEvent(
            Instant.parse("2021-10-01T20:13:05Z"),
            "3-A",
            "t",
            "o",
            "s",
            "V",
            "EU/1/20/1528",
            "B\"1",
            LocalDate.of(2021, 9, 1),
            2,
            2,
            "none",
            false,
            "honest");
    TracePharmacy pharmacy =
        new TracePharmacy(
            "3-A",
            List.of(new Opening(1, 480, 1_110)),
            List.of(
                new Duty(
                    Instant.parse("2021-10-01T06:30:00Z"), Instant.parse("2021-10-02T06:30:00Z"))),
            48.16,
            11.5,
            Instant.parse("2021-06-14T06:00:00Z"));
    TraceBatch batch =
        new TraceBatch(
            "EU/1/20/1528", "B1", event.eventDate(), LocalDate.of(2022, 1, 1), 9, 48, 11.0501);

    assertThat(event.json())
        .isEqualTo(
            "{\"time\":\"2021-10-01T20:13:05Z\",\"issuer\":\"3-A\",\"terminal\":\"t\","
                + "\"operator\":\"o\",\"session\":\"s\",\"type\":\"V\","
                + "\"product\":\"EU/1/20/1528\",\"batch\":\"B\\\"1\",\"eventDate\":\"2021-09-01\","
                + "\"dose\":[2,2],\"ageMark\":\"none\",\"stepUp\":false,\"label\":\"honest\"}");
    assertThat(event.unlabelled().json()).endsWith("\"stepUp\":false}");
    assertThat(pharmacy.json())
        .isEqualTo(
            "{\"issuer\":\"3-A\",\"openings\":[{\"dayOfWeek\":1,\"opens\":480,\"closes\":1110}],"
                + "\"duties\":[{\"from\":\"2021-10-01T06:30:00Z\",\"to\":\"2021-10-02T06:30:00Z\"}],"
                + "\"latitude\":48.16,\"longitude\":11.5,\"admittedAt\":\"2021-06-14T06:00:00Z\"}");
    assertThat(batch.json())
        .isEqualTo(
            "{\"product\":\"EU/1/20/1528\",\"batch\":\"B1\",\"released\":\"2021-09-01\","
                + "\"expires\":\"2022-01-01\",\"doses\":9,"
                + "\"latitude\":48.0,\"longitude\":11.0501}");
    assertThat(new TraceBatch("p", "b", batch.released(), batch.expires(), 1, Double.NaN, 0).json())
        .endsWith("\"doses\":1}");
  }
}
