package de.siegel.cli.operate;

import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Terminal;
import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.AuthorityFolder;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.EmbeddedBroker;
import de.siegel.embedded.demo.SegmentFile;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.EmbeddedWitness;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.embedded.pipeline.StageConfiguration;
import de.siegel.embedded.registry.EmbeddedRegistry;
import de.siegel.integrator.IntegratorService;
import de.siegel.replay.log.CrossVerification;
import de.siegel.replay.log.LogFolder;
import de.siegel.replay.log.TileVerification;
import de.siegel.replay.log.TrailVerification;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.BadTile;
import de.siegel.witness.WitnessServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * An administrator of the broker edits the trail, on the segments themselves and with checksums
 * that fit; and the minute in which it shows.
 */
final class TamperDemo {
  private static final int CERTIFICATES = 8;
  private static final int AT = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TRAIL = "audit.log-0";
  private static final String CHECKPOINTS = "audit.checkpoints-0";

  private final Terminal terminal;
  private final Style style;
  private final String request;
  private final Path folder;
  private boolean shown = true;

  /**
   * @param request a good one, as JSON
   * @param folder is used up
   */
  TamperDemo(Terminal terminal, String request, Path folder) {
    this.terminal = terminal;
    this.style = terminal.outStyle();
    this.request = request;
    this.folder = folder;
  }

  /** Plays it; true if everything showed. */
  boolean play() throws IOException {
    say("An administrator of the broker wants to change what happened. TEST ENVIRONMENT.");
    issue();
    VerifierKey key = key();
    LogFolder before = LogFolder.open(log(), key);
    say(
        CERTIFICATES
            + " certificates were issued, "
            + before.checkpoint().size()
            + " leaves are under a signed checkpoint, and a witness has co-signed it.");
    SegmentFile segment = SegmentFile.find(folder.resolve("broker"), TRAIL);
    byte[] untouched = segment.bytes();
    List<SimpleRecord> records = segment.records();

    scene("1", "A leaf is changed by one bit, with a checksum that fits.");
    List<SimpleRecord> changed = new ArrayList<>(records);
    changed.set(AT, SegmentFile.changed(records.get(AT)));
    segment.write(changed);
    verify(key, before);

    scene("2", "A leaf is taken out, and those behind it are numbered anew.");
    List<SimpleRecord> fewer = new ArrayList<>(records);
    fewer.remove(AT);
    for (int n = AT; n < fewer.size(); n++) {
      fewer.set(n, SegmentFile.numbered(fewer.get(n), n));
    }
    segment.write(fewer);
    verify(key, before);

    scene("3", "The tail is cut: the last leaf never was.");
    segment.write(records.subList(0, Math.toIntExact(before.checkpoint().size()) - 1));
    verify(key, before);

    scene("4", "The log's files and checkpoints go too, and its own key signs another history.");
    segment.write(fewer);
    SegmentFile.find(folder.resolve("broker"), CHECKPOINTS).write(List.of());
    Path kept = folder.resolve("kept-by-somebody");
    Files.move(log(), kept);
    rewritten(key, kept);

    segment.replaceBy(untouched);
    return shown;
  }

  private Path log() {
    return folder.resolve("log");
  }

  private VerifierKey key() throws IOException {
    try {
      return VerifierKey.parse(
          Files.readString(folder.resolve("authority/authorities/log-1.vkey")));
    } catch (MalformedNote e) {
      throw new IllegalStateException("the log's key cannot be read", e);
    }
  }

  private EmbeddedPipeline start() {
    return EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 1, Map.of()), part -> {});
  }

  private void issue() throws IOException {
    try (EmbeddedPipeline pipeline = start();
        PharmacyClient client = pipeline.client()) {
      PharmacySession session =
          pipeline.open(client, TestPharmacies.DEFAULT, "terminal-1", "operator-1");
      for (int n = 0; n < CERTIFICATES; n++) {
        client
            .submit(
                session,
                new Request(UUID.randomUUID().toString(), request.getBytes(StandardCharsets.UTF_8)))
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      VerifierKey key = key();
      until(
          () ->
              TrailVerification.of(kafka(pipeline.bootstrapServers()), key, witnesses())
                      instanceof TrailVerification.Result.Sound sound
                  && sound.size() > 3L * CERTIFICATES
                  && sound.signed() == sound.size()
                  && sound.missing().isEmpty());
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no outcome came", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting", e);
    }
  }

  private List<VerifierKey> witnesses() {
    try {
      String line = Files.readString(folder.resolve("witnesses")).strip();
      return List.of(VerifierKey.parse(line.substring(line.indexOf(' ') + 1)));
    } catch (IOException | MalformedNote e) {
      throw new IllegalStateException("the witness's key cannot be read", e);
    }
  }

  /** From the brokers alone, and against the log's files. */
  private void verify(VerifierKey key, LogFolder files) {
    long begin = System.nanoTime();
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(folder.resolve("broker"), 0))) {
      KafkaSettings kafka = kafka(broker.bootstrapServers());
      found(
          "audit verify (brokers alone)",
          TrailVerification.of(kafka, key) instanceof TrailVerification.Result.Broken broken
              ? "from leaf " + broken.index() + " on: " + broken.what()
              : "",
          begin);
      found(
          "audit verify --against log",
          CrossVerification.ofTrail(kafka, files, entries -> {})
                  instanceof TileVerification.Result.Broken broken
              ? "leaf " + broken.index() + ": " + broken.what()
              : "",
          begin);
    }
  }

  private void rewritten(VerifierKey key, Path kept) throws IOException {
    long begin = System.nanoTime();
    // Whoever owns the machine that signs does not ask for the sequencer's word.
    Path noKeys = Files.createDirectory(folder.resolve("no-attestation-keys"));
    AuthorityFolder authority =
        new AuthorityFolder(folder.resolve("authority"), folder.resolve("memory"));
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(new BrokerSettings(folder.resolve("broker"), 0));
        EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry"), 0);
        WitnessServer witness =
            EmbeddedWitness.start(
                authority, folder.resolve("witness"), folder.resolve("witnesses"));
        IntegratorService integrator =
            new IntegratorService(
                ServiceContext.of(
                    IntegratorService.NAME,
                    new StageConfiguration(
                            broker.bootstrapServers(), registry.baseUrl(), authority, folder, "")
                        .configuration(
                            IntegratorService.NAME,
                            Map.of("attestation-keys.folder", noKeys.toString())),
                    new SimpleMeterRegistry()))) {
      say("    A witness on port " + witness.port() + " is asked to co-sign it, as ever.");
      integrator.start();
      until(() -> isSigned(key));
      KafkaSettings kafka = kafka(broker.bootstrapServers());
      TrailVerification.Result alone = TrailVerification.of(kafka, key, witnesses());
      say(
          "    Trail, tiles and checkpoint agree with each other now. From the brokers alone nobody"
              + " could tell.");
      found(
          "audit verify --witness-key",
          alone instanceof TrailVerification.Result.Sound sound && !sound.missing().isEmpty()
              ? sound.missing().get(0)
              : "",
          begin);
      found(
          "audit verify --against (a copy that somebody kept)",
          CrossVerification.ofCopies(
                      LogFolder.open(kept, key), LogFolder.open(log(), key), entries -> {})
                  instanceof TileVerification.Result.Broken broken
              ? "leaf " + broken.index() + ": " + broken.what()
              : "",
          begin);
    }
  }

  private boolean isSigned(VerifierKey key) {
    try {
      return LogFolder.open(log(), key).checkpoint().size() > AT;
    } catch (BadTile e) {
      return false;
    }
  }

  private static KafkaSettings kafka(String bootstrap) {
    return new KafkaSettings(Configuration.of(Map.of("kafka.bootstrap-servers", bootstrap)));
  }

  private static void until(BooleanSupplier condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > end) {
        throw new IOException("what was waited for did not come");
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (BadTile notYet) {
      return false;
    }
  }

  private void scene(String number, String what) {
    terminal.out().println();
    terminal.out().println(style.strong(number) + "  " + what);
    terminal.out().flush();
  }

  private void found(String who, String what, long begin) {
    long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    shown &= !what.isEmpty();
    terminal
        .out()
        .println(
            (what.isEmpty() ? " !! " : "    ")
                + who
                + " → "
                + (what.isEmpty() ? "nothing" : what)
                + style.faint("  (after " + millis / 1_000.0 + " s)"));
    terminal.out().flush();
  }

  private void say(String text) {
    terminal.out().println(text);
    terminal.out().flush();
  }
}
