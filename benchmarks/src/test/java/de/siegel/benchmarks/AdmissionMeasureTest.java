package de.siegel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.event.OutcomeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What admission and identity cost; {@code mvn -Pmeasure -pl benchmarks -am verify}. */
@Tag("measure")
class AdmissionMeasureTest {
  private static final int SUSPENSIONS = 20;
  private static final int LONGEST_WARM_UP_SECONDS = 60;
  private static final int STEP_SECONDS = 40;
  private static final int SESSIONS_A_SECOND = 30;

  @TempDir Path folder;

  private static PipelineSettings settings(Path folder, int pharmacies) {
    return new PipelineSettings(
        folder, Ports.ANY, pharmacies, Map.of("test-authority.guests", "0"));
  }

  private static List<PharmacySession> soft(
      EmbeddedPipeline pipeline, PharmacyClient client, int count) {
    List<PharmacySession> sessions = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      sessions.add(
          client.open(TestPharmacies.id(number), "", "", pipeline.sessionAuthority().epochKeys()));
    }
    return sessions;
  }

  private static void pause(int seconds) {
    for (int second = 0; second < seconds; second++) {
      Bench.pauseOneSecond();
    }
  }

  /** From the command to the last certificate that its pharmacy gets, under 1,000 a second. */
  @Test
  void suspensionToLastCertificate() {
    int others = 90;
    int tried = others + 1;
    try (EmbeddedPipeline pipeline = EmbeddedPipeline.start(settings(folder, tried), part -> {});
        PharmacyClient client = pipeline.unchecked(Duration.ofMillis(2))) {
      Load load = new Load(client, soft(pipeline, client, others), 900);
      load.start();
      PharmacySession session = client.open(TestPharmacies.id(tried), "", "");
      AtomicLong last = new AtomicLong();
      AtomicBoolean over = new AtomicBoolean();
      Thread asking =
          new Thread(() -> ask(client, session, tried, over, last), "suspended-pharmacy");
      asking.start();
      load.openThrottle();
      WarmUp.await(LONGEST_WARM_UP_SECONDS, (step, done, total) -> {});
      Histogram millis = new Histogram(60_000, 3);
      for (int n = 0; n < SUSPENSIONS; n++) {
        long begin = System.nanoTime();
        String id =
            pipeline
                .brakes()
                .impose(
                    RestrictionScope.PHARMACY,
                    TestPharmacies.id(tried),
                    "",
                    "measured",
                    Optional.empty());
        pause(3);
        millis.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMillis(last.get() - begin)));
        pipeline.brakes().lift(id.substring("restriction/".length()));
        pause(2);
        assertThat(last.get()).isGreaterThan(begin);
      }
      over.set(true);
      load.stop();
      print("suspension to last certificate", millis, "ms");
    }
  }

  /** A hundred a second, whatever becomes of them. */
  private static void ask(
      PharmacyClient client,
      PharmacySession session,
      int number,
      AtomicBoolean over,
      AtomicLong last) {
    RandomRequests requests = new RandomRequests(7);
    long begin = System.nanoTime();
    for (long n = 0; !over.get(); n++) {
      while (System.nanoTime() < begin + n * 10_000_000) {
        Thread.onSpinWait();
        LockSupport.parkNanos(500_000);
      }
      client
          .submit(session, new Request(requests.nextId(), requests.next(number)))
          .thenAccept(
              reply -> {
                if (reply.kind() == OutcomeKind.ISSUED) {
                  last.set(System.nanoTime());
                }
              });
    }
  }

  /** 18,000 sessions in ten minutes are 30 a second; for a part of that, under 500 requests. */
  @Test
  void mondayMorning() throws Exception {
    int opening = SESSIONS_A_SECOND * STEP_SECONDS;
    try (EmbeddedPipeline pipeline = EmbeddedPipeline.start(settings(folder, opening), part -> {});
        PharmacyClient client = pipeline.unchecked(Duration.ofMillis(5))) {
      for (int number = 1; number <= opening; number++) {
        pipeline.card(TestPharmacies.id(number)).orElseThrow();
      }
      Load load = new Load(client, soft(pipeline, client, 200), 500);
      load.start();
      load.openThrottle();
      WarmUp.await(LONGEST_WARM_UP_SECONDS, (step, done, total) -> {});
      load.beginMeasuring();
      pause(STEP_SECONDS);
      Load.Measured quiet = load.endMeasuring();
      load.beginMeasuring();
      Histogram sessions = openSessions(pipeline, client, opening);
      Load.Measured busy = load.endMeasuring();
      load.stop();
      print("requests, no sessions opened", quiet.latency(), "us");
      print("requests, 30 sessions a second opened", busy.latency(), "us");
      print("opening a session by card", sessions, "us");
      assertThat(busy.refused()).isZero();
    }
  }

  private static Histogram openSessions(EmbeddedPipeline pipeline, PharmacyClient client, int count)
      throws Exception {
    Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(2), 3);
    ExecutorService cards = Executors.newFixedThreadPool(16);
    long begin = System.nanoTime();
    for (int number = 1; number <= count; number++) {
      long due = begin + number * TimeUnit.SECONDS.toNanos(1) / SESSIONS_A_SECOND;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(500_000);
      }
      String id = TestPharmacies.id(number);
      cards.execute(
          () -> {
            pipeline.open(client, id, "counter-1", "op-1");
            micros.recordValue((System.nanoTime() - due) / 1_000);
          });
    }
    cards.shutdown();
    assertThat(cards.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(micros.getTotalCount()).isEqualTo(count);
    return micros;
  }

  private static void print(String what, Histogram histogram, String unit) {
    System.out.printf(
        "MEASURED %s: n %d, p50 %d %s, p99 %d %s, max %d %s%n",
        what,
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50),
        unit,
        histogram.getValueAtPercentile(99),
        unit,
        histogram.getMaxValue(),
        unit);
  }
}
