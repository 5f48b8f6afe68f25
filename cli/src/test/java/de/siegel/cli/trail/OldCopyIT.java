package de.siegel.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.PipelineAtRest;
import de.siegel.cli.TestTerminal;
import de.siegel.embedded.demo.SegmentFile;
import de.siegel.replay.log.LogFolder;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.tamperlog.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trail against a copy of the log that was kept a while ago. */
@Tag("long")
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OldCopyIT {
  private static final int EARLY = 5;

  @TempDir static Path folder;
  private static int old;
  private static int later;
  private static byte[] untouched;
  private TestTerminal terminal;

  @BeforeAll
  static void aCopyIsKeptAndTheTrailGoesOn() throws Exception {
    PipelineAtRest.issue(data(), 3, () -> true);
    copy(data().resolve("log"), copy());
    PipelineAtRest.issue(data(), 3, () -> true);
    old = size(copy());
    later = size(data().resolve("log")) - old;
    untouched = segment().bytes();
  }

  private static Path data() {
    return folder.resolve("data");
  }

  private static Path copy() {
    return folder.resolve("copy");
  }

  private static Path key() {
    return data().resolve("log").resolve("log.vkey");
  }

  private static int size(Path log) throws Exception {
    VerifierKey key = VerifierKey.parse(Files.readString(key()));
    return Math.toIntExact(LogFolder.open(log, key).checkpoint().size());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Files.copy(one, to.resolve(from.relativize(one).toString()));
      }
    }
  }

  private static SegmentFile segment() throws IOException {
    return SegmentFile.find(data().resolve("broker"), TopicCatalogue.AUDIT_LOG + "-0");
  }

  private static void change(int index) throws IOException {
    List<SimpleRecord> records = segment().records();
    records.set(index, SegmentFile.changed(records.get(index)));
    segment().write(records);
  }

  @AfterEach
  void putBack() throws IOException {
    segment().replaceBy(untouched);
  }

  private int verify() {
    terminal = TestTerminal.pipe();
    return terminal.execute(
        "audit",
        "verify",
        "--data",
        data().toString(),
        "--log-key",
        key().toString(),
        "--against",
        copy().toString());
  }

  private String compared() {
    return old + " entries are as they were signed; " + later + " later ones are not in the copy";
  }

  @Test
  @Order(1)
  void aTrailThatOnlyGrewIsRightAndHowFarTheCopyGoesIsSaid() {
    assertThat(verify()).as(() -> terminal.err()).isZero();
    assertThat(terminal.out()).contains(compared(), (old + later) + " entries; ");
  }

  @Test
  @Order(2)
  void whatWasChangedBehindTheCopyIsFoundFromTheCheckpoints() throws Exception {
    change(old + 2);

    assertThat(verify()).isEqualTo(1);
    assertThat(terminal.out()).contains(compared());
    assertThat(terminal.err()).contains("From the brokers alone: Entry ");
  }

  @Test
  @Order(3)
  void whatWasChangedBeforeItIsNamedToTheEntry() throws Exception {
    change(EARLY);

    assertThat(verify()).isEqualTo(1);
    assertThat(terminal.err())
        .contains("Entry " + EARLY + ": the record on the trail is not the entry that was signed")
        .contains("From the brokers alone: Entry ");
  }

  @Test
  @Order(4)
  void whoDeletesTheCheckpointsDoesNotHideWhatTheCopyShows() throws Exception {
    PipelineAtRest.lose(data(), List.of(TopicCatalogue.AUDIT_CHECKPOINTS));

    assertThat(verify()).isEqualTo(1);
    assertThat(terminal.out()).contains(compared());
    assertThat(terminal.err()).contains("There is no audit.checkpoints");
  }
}
