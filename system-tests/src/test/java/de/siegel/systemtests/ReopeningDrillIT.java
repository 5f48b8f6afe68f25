package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Reopening;
import de.siegel.desk.domain.wave.Reopening.State;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * July 2021 as it should have gone: 18,000 pharmacies, 470 of them guests. The guests are stopped,
 * verified again and come back in four waves, one of which fails; no member notices anything.
 */
@Tag("long")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class ReopeningDrillIT {
  private static final int PHARMACIES = 18_000;
  private static final int GUESTS = 470;
  private static final int FIRST_GUEST = PHARMACIES - GUESTS + 1;
  private static final int MEMBERS_THAT_ASK = 400;
  private static final int GUESTS_OF_A_WAVE_THAT_ASK = 20;
  private static final List<Integer> WAVES = List.of(20, 100, 150);
  private static final Gates GATES = new Gates(0.3, 0.3, 0, 20, Duration.ZERO);
  private static final Duration BRAKE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;
  private EmbeddedPipeline pipeline;
  private PharmacyClient client;
  private Members members;
  private final Map<Integer, PharmacySession> sessions = new LinkedHashMap<>();

  /** Asks for one member after the other, all the time. */
  private final class Members {
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger issued = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "members");
    private volatile boolean stopped;

    private void run() {
      while (!stopped) {
        int number = 1 + asked.getAndIncrement() % MEMBERS_THAT_ASK;
        ask(number, "1979-04-14")
            .whenComplete(
                (reply, failure) -> {
                  if (failure != null || reply.kind() != OutcomeKind.ISSUED) {
                    wrong.add(number + ": " + (failure == null ? reply.errors() : failure));
                  } else {
                    issued.incrementAndGet();
                  }
                });
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }

    void finish() throws InterruptedException {
      stopped = true;
      thread.join();
      await("every member's reply")
          .atMost(PATIENCE)
          .until(() -> issued.get() + wrong.size() == asked.get());
    }
  }

  @BeforeEach
  void start() {
    pipeline =
        EmbeddedPipeline.start(
            new PipelineSettings(
                folder,
                Ports.ANY,
                PHARMACIES,
                Map.of("test-authority.guests", Integer.toString(GUESTS))),
            part -> {});
    client = pipeline.client();
    List<EpochKey> epoch = pipeline.sessionAuthority().epochKeys();
    IntStream.concat(IntStream.rangeClosed(1, MEMBERS_THAT_ASK), guestsThatAsk())
        .forEach(
            number ->
                sessions.put(
                    number, client.open(TestPharmacies.id(number), "counter-1", "op-1", epoch)));
    members = new Members();
    members.thread.start();
  }

  @AfterEach
  void stop() {
    members.stopped = true;
    client.close();
    pipeline.close();
  }

  /** Some of each wave: the waves are made in the order of the ids. */
  private static IntStream guestsThatAsk() {
    List<Integer> numbers = new ArrayList<>();
    int first = FIRST_GUEST;
    for (int size : List.of(WAVES.get(0), WAVES.get(1), WAVES.get(2), 0)) {
      for (int n = 0; n < GUESTS_OF_A_WAVE_THAT_ASK; n++) {
        numbers.add(first + n);
      }
      first += size;
    }
    return numbers.stream().mapToInt(Integer::intValue);
  }

  private static List<Integer> ofWave(int wave) {
    return guestsThatAsk()
        .skip((long) wave * GUESTS_OF_A_WAVE_THAT_ASK)
        .limit(GUESTS_OF_A_WAVE_THAT_ASK)
        .boxed()
        .toList();
  }

  private CompletableFuture<Reply> ask(int number, String birthDate) {
    String content =
        ("{\"type\":\"V\",\"payload\":{\"nam\":{\"fn\":\"Musterfrau\",\"gn\":\"Erika\"},"
                + "\"dob\":\"%s\",\"v\":[{\"id\":\"%s\",\"tg\":\"840539006\","
                + "\"vp\":\"1119349007\",\"mp\":\"EU/1/20/1528\",\"ma\":\"ORG-100030215\","
                + "\"dn\":2,\"sd\":2,\"dt\":\"2021-06-01\"}]}}")
            .formatted(birthDate, TestPharmacies.location(number));
    return client.submit(
        sessions.get(number),
        new Request(UUID.randomUUID().toString(), content.getBytes(StandardCharsets.UTF_8)));
  }

  private Reply answer(int number, String birthDate) {
    return ask(number, birthDate).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private boolean issues(List<Integer> guests) {
    return guests.stream().map(number -> ask(number, "1979-04-14")).toList().stream()
        .allMatch(
            reply -> reply.orTimeout(30, TimeUnit.SECONDS).join().kind() == OutcomeKind.ISSUED);
  }

  private boolean areSuspended(List<Integer> guests) {
    return guests.stream().map(number -> ask(number, "1979-04-14")).toList().stream()
        .map(reply -> reply.orTimeout(30, TimeUnit.SECONDS).join())
        .allMatch(
            reply ->
                reply.errors().stream()
                    .anyMatch(error -> error.code().equals("PHARMACY_SUSPENDED")));
  }

  /** Asks for as long as a brake may take and a second more; when the last certificate came. */
  private Instant lastCertificate(List<Integer> guests) throws InterruptedException {
    AtomicReference<Instant> last = new AtomicReference<>(Instant.now());
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    Instant end = Instant.now().plus(BRAKE).plusSeconds(1);
    while (Instant.now().isBefore(end)) {
      for (int number : guests) {
        CompletableFuture<Reply> reply = ask(number, "1979-04-14");
        replies.add(reply);
        reply.thenAccept(
            answer -> {
              if (answer.kind() == OutcomeKind.ISSUED) {
                last.set(Instant.now());
              }
            });
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    replies.forEach(reply -> reply.orTimeout(30, TimeUnit.SECONDS).join());
    return last.get();
  }

  private Reopening plan() {
    return pipeline.waves().view().orElseThrow().plan();
  }

  private void watched() {
    await("the wave was watched")
        .atMost(PATIENCE)
        .until(
            () ->
                pipeline.waves().view().orElseThrow().measures().requests()
                    >= GATES.fewestRequests());
  }

  @Test
  void guestsAreStoppedVerifiedAndComeBackInWavesAndNoMemberNoticesAnything() throws Exception {
    assertThat(issues(ofWave(3))).isTrue();

    // Stopped, with one act of one person.
    String brake =
        pipeline
            .brakes()
            .impose(RestrictionScope.COHORT, "", TestPharmacies.GUESTS, "review", Optional.empty());
    Instant stopped = Instant.now();
    assertThat(Duration.between(stopped, lastCertificate(ofWave(0)))).isLessThan(BRAKE);
    for (int wave = 0; wave <= WAVES.size(); wave++) {
      assertThat(areSuspended(ofWave(wave))).isTrue();
    }

    // Verified again, all 470.
    pipeline.waves().plan(TestPharmacies.GUESTS, WAVES, GATES, "Wir prüfen jeden Zugang neu.");
    assertThat(plan().waves()).hasSize(4);
    assertThat(plan().waves().stream().mapToInt(Set::size).sum()).isEqualTo(GUESTS);
    assertThat(pipeline.waves().verify()).isEmpty();

    // The first wave comes back.
    pipeline.waves().open();
    await().atMost(PATIENCE).until(() -> issues(ofWave(0)));
    assertThat(areSuspended(ofWave(1))).isTrue();
    watched();

    // The second one fails its gate, and is stopped by itself; the first one stays.
    pipeline.waves().open();
    await().atMost(PATIENCE).until(() -> issues(ofWave(1)));
    ofWave(1).forEach(number -> answer(number, "2999-01-01"));
    await().atMost(PATIENCE).until(() -> plan().state() == State.STOPPED);
    assertThat(plan().reasons()).singleElement().asString().startsWith("refused: ");
    await().atMost(PATIENCE).until(() -> areSuspended(ofWave(1)));
    assertThat(issues(ofWave(0))).isTrue();

    // Mended; the rest follows.
    pipeline.waves().resume();
    assertThat(pipeline.waves().verify()).isEmpty();
    for (int wave = 1; wave <= WAVES.size(); wave++) {
      int opened = wave;
      pipeline.waves().open();
      await().atMost(PATIENCE).until(() -> issues(ofWave(opened)));
      watched();
    }
    await().atMost(PATIENCE).until(() -> plan().state() == State.DONE);
    pipeline.brakes().lift(brake.substring("restriction/".length()));
    for (int wave = 0; wave <= WAVES.size(); wave++) {
      assertThat(issues(ofWave(wave))).isTrue();
    }

    // No member has noticed.
    members.finish();
    assertThat(members.wrong).isEmpty();
    assertThat(members.issued.get()).isEqualTo(members.asked.get()).isGreaterThan(1_000);
  }
}
