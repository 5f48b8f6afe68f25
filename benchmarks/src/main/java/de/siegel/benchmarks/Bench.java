package de.siegel.benchmarks;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole pipeline in this process under load: {@code siegel bench}. Everything is on: sealed and
 * signed requests, attestations, audit, exactly once.
 */
public final class Bench {
  /** Told how far it is. */
  public interface Progress {
    /**
     * A step has come so far.
     *
     * @param step what is being done
     * @param done how much of it
     * @param total of how much
     */
    void at(String step, long done, long total);
  }

  /** At a given rate: the defaults, made for short latency. */
  private static final Map<String, String> STAGES =
      Map.of("validation.threads", "1", "fraud-check.threads", "1", "signer.threads", "2");

  /** As many as go through: what an operator sets for throughput (docs/PERFORMANCE.md). */
  private static final Map<String, String> STAGES_FOR_THROUGHPUT =
      Map.of(
          "validation.threads", "1",
          "fraud-check.threads", "1",
          "signer.threads", "2",
          "validation.commit-interval-ms", "100",
          "fraud-check.commit-interval-ms", "100",
          "sequencer.batch-ms", "200");

  /** As a backend of thousands of pharmacies would set it. */
  private static final Duration LINGER = Duration.ofMillis(20);

  /** What goes through at full load, about: baselines are made for it. */
  private static final int USUAL_RATE = 3_000;

  private static final long SECONDS_A_DAY = 86_400;

  /** More teaches nothing else. */
  private static final int LARGEST_DAILY = 50_000;

  private Bench() {}

  /**
   * Measures.
   *
   * @param dataFolder an empty folder for the run
   */
  public static BenchResult run(BenchSettings settings, Path dataFolder, Progress progress) {
    progress.at("measuring the limit", 0, 1);
    SignatureLimit before = SignatureLimit.measure();
    BenchResult result = run(settings, before, dataFolder, progress);
    progress.at("measuring the limit again", 0, 1);
    // Minutes lie between: a shared machine is not as fast at the end as it was at the beginning.
    return result.withLimit(before.mean(SignatureLimit.measure()));
  }

  private static BenchResult run(
      BenchSettings settings, SignatureLimit limit, Path dataFolder, Progress progress) {
    int rate = settings.rate() == 0 ? USUAL_RATE : settings.rate();
    int daily = Math.max(1, (int) (SECONDS_A_DAY * rate / settings.pharmacies()));
    progress.at("making baselines of " + daily + " requests a day", 0, 1);
    byte[] state = Baselines.state(Instant.now(), Math.min(daily, LARGEST_DAILY));
    try (EmbeddedPipeline pipeline =
            EmbeddedPipeline.start(
                new PipelineSettings(
                    dataFolder, Ports.ANY, settings.pharmacies(), stages(settings)),
                part -> progress.at("starting " + part, 0, 1),
                broker -> Baselines.write(broker, settings.pharmacies(), state));
        PharmacyClient client = pipeline.unchecked(LINGER)) {
      List<PharmacySession> sessions = sessions(pipeline, client, settings.pharmacies(), progress);
      Load load = new Load(client, sessions, settings.rate());
      return measure(settings, limit, load, progress);
    }
  }

  private static Map<String, String> stages(BenchSettings settings) {
    return settings.rate() == 0 ? STAGES_FOR_THROUGHPUT : STAGES;
  }

  private static List<PharmacySession> sessions(
      EmbeddedPipeline pipeline, PharmacyClient client, int count, Progress progress) {
    List<PharmacySession> sessions = new ArrayList<>(count);
    var epochKeys = pipeline.sessionAuthority().epochKeys();
    for (int number = 1; number <= count; number++) {
      sessions.add(client.open(TestPharmacies.id(number), "", "", epochKeys));
      if (number % 200 == 0) {
        progress.at("opening sessions", number, count);
      }
    }
    return sessions;
  }

  private static BenchResult measure(
      BenchSettings settings, SignatureLimit limit, Load load, Progress progress) {
    load.start();
    WarmUp.await(settings.warmUpSeconds(), progress);
    load.openThrottle();
    WarmUp.await(settings.warmUpSeconds(), progress);
    load.beginMeasuring();
    ThreadCpu before = ThreadCpu.now();
    long begin = System.nanoTime();
    run(settings.seconds(), "measuring", progress);
    Load.Measured measured = load.endMeasuring();
    double seconds = (System.nanoTime() - begin) / 1e9;
    Map<ThreadCpu.Part, Long> cpu = ThreadCpu.now().since(before);
    load.stop();
    double certificates = Math.max(1, measured.issued());
    Map<String, Double> micros = new LinkedHashMap<>();
    double pipeline = 0;
    for (Map.Entry<ThreadCpu.Part, Long> part : cpu.entrySet()) {
      double each = part.getValue() / 1e3 / certificates;
      micros.put(part.getKey().label(), each);
      pipeline += part.getKey() == ThreadCpu.Part.GENERATOR ? 0 : each;
    }
    return new BenchResult(
        measured.issued(),
        measured.refused(),
        measured.stopped(),
        measured.issued() / seconds,
        pipeline,
        micros.get(ThreadCpu.Part.GENERATOR.label()),
        measured.latency().getValueAtPercentile(50) / 1e3,
        measured.latency().getValueAtPercentile(99) / 1e3,
        measured.latency().getMaxValue() / 1e3,
        limit,
        micros);
  }

  private static void run(int seconds, String step, Progress progress) {
    for (int second = 0; second < seconds; second++) {
      progress.at(step, second, seconds);
      pauseOneSecond();
    }
  }

  static void pauseOneSecond() {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while measuring", e);
    }
  }
}
