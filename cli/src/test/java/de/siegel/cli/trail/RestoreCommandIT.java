package de.siegel.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.PipelineAtRest;
import de.siegel.cli.TestTerminal;
import de.siegel.replay.log.LogFolder;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.tamperlog.note.VerifierKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The trail's topic is lost, and comes back from the log's files. */
@Tag("long")
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreCommandIT {
  @TempDir static Path data;
  private static TestTerminal terminal;

  private static Path log() {
    return data.resolve("log");
  }

  private static String logKey() {
    return log().resolve("log.vkey").toString();
  }

  private static int run(String... arguments) {
    terminal = TestTerminal.pipe();
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(arguments));
    return terminal.execute(all.toArray(String[]::new));
  }

  private static int restore() {
    return run(
        "restore", "--data", data.toString(), "--tiles", log().toString(), "--log-key", logKey());
  }

  private static int verify(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("verify", "--data", data.toString(), "--log-key", logKey()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  /** Issues, and waits until the checkpoint covers the whole trail and is witnessed. */
  private static void issue(int count) throws Exception {
    PipelineAtRest.issue(
        data,
        count,
        () ->
            LogFolder.open(log(), VerifierKey.parse(Files.readString(Path.of(logKey()))))
                .missing(VerifierKeys.read("--witness-key", data.resolve("witnesses").toString()))
                .isEmpty());
  }

  private static void lose(String topic) throws Exception {
    PipelineAtRest.lose(data, List.of(topic));
  }

  @Test
  @Order(1)
  void writesNothingOverATrailThatIsThere() throws Exception {
    issue(5);

    assertThat(restore()).as(() -> terminal.out()).isEqualTo(1);
    assertThat(terminal.err()).contains("audit.log is not empty");
    assertThat(verify("--witness-key", data.resolve("witnesses").toString()))
        .as(() -> terminal.err())
        .isZero();
  }

  @Test
  @Order(2)
  void writesNothingFromFilesThatAreNotWhatWasSigned() throws Exception {
    lose(TopicCatalogue.AUDIT_LOG);
    assertThat(verify()).isEqualTo(1);
    assertThat(terminal.err()).contains("There is no audit.log");
    Path bundle = firstFile("tile/entries");
    byte[] content = Files.readAllBytes(bundle);
    byte[] changed = content.clone();
    changed[500] ^= 1;
    Files.write(bundle, changed);

    assertThat(restore()).isEqualTo(1);
    assertThat(terminal.err()).contains("is not that of the entry");

    Files.write(bundle, content);
    Path places = firstFile("sources");
    List<String> lines = Files.readAllLines(places);
    Files.writeString(
        places, "0:9999999\n" + String.join("\n", lines.subList(1, lines.size())) + "\n");
    assertThat(restore()).isEqualTo(1);
    assertThat(terminal.err()).containsAnyOf("places was changed", "is not the audit.events");
    Files.writeString(places, String.join("\n", lines) + "\n");
  }

  /** Of the first bundle, as wide as it was signed. */
  private static Path firstFile(String folder) throws Exception {
    VerifierKey key = VerifierKey.parse(Files.readString(Path.of(logKey())));
    long size = LogFolder.open(log(), key).checkpoint().size();
    return log().resolve(folder).resolve(size < 256 ? "000.p/" + size : "000");
  }

  @Test
  @Order(3)
  void theSameTrailIsBackAndSequencerAndIntegratorGoOn() throws Exception {
    assertThat(restore()).as(() -> terminal.err()).isZero();
    assertThat(terminal.out()).contains("as they were signed; root");
    assertThat(terminal.err()).contains("entries written", "entries read back");

    assertThat(verify("--tiles", log().toString())).as(() -> terminal.err()).isZero();
    assertThat(verify("--invariants")).as(() -> terminal.out() + terminal.err()).isZero();
    Path root = data.resolve("authority").resolve("root-of-trust.json");
    String pin = Files.readString(data.resolve("authority").resolve("root-of-trust.pin")).strip();
    assertThat(verify("--invariants", "--trust-root", root.toString(), "--trust-pin", pin))
        .as(() -> terminal.out() + terminal.err())
        .isZero();
    assertThat(terminal.out()).contains("I8: Each control record that counts was signed");
    issue(3);
    assertThat(verify("--witness-key", data.resolve("witnesses").toString(), "--invariants"))
        .as(() -> terminal.out() + terminal.err())
        .isZero();
  }

  /** As docs/RUNBOOK.md says how to free the topic of a quickstart that is stopped. */
  @Test
  @Order(4)
  void aTopicWhoseFolderWasRemovedIsWrittenAgain() throws Exception {
    Path folder = data.resolve("broker").resolve("kafka").resolve("audit.log-0");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }

    assertThat(restore()).as(() -> terminal.err()).isZero();

    assertThat(verify("--tiles", log().toString())).as(() -> terminal.err()).isZero();
    issue(1);
  }

  /** Its places would be those of another topic: the signer would take lost events for covered. */
  @Test
  @Order(5)
  void refusesWhereTheEventsAreOfAnotherTopic() throws Exception {
    lose(TopicCatalogue.AUDIT_LOG);
    lose(TopicCatalogue.AUDIT_EVENTS);

    assertThat(restore()).isEqualTo(1);
    assertThat(terminal.err()).contains("There is no audit.events");
  }
}
