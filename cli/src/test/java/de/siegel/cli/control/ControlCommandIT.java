package de.siegel.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.PipelineAtRest;
import de.siegel.cli.TestTerminal;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control topics are lost, and come back from a file. */
@Tag("long")
@Timeout(240)
class ControlCommandIT {
  @TempDir Path data;
  @TempDir Path elsewhere;
  private TestTerminal terminal;

  private int run(String command, String... more) {
    terminal = TestTerminal.pipe();
    List<String> all = new ArrayList<>(List.of("control", command, "--data", data.toString()));
    all.addAll(List.of(more));
    return terminal.execute(all.toArray(String[]::new));
  }

  @Test
  void whatWasLostComesBackAndThePipelineIssuesOnIt() throws Exception {
    PipelineAtRest.issue(data, 1, () -> true);
    String backup = elsewhere.resolve("control.backup").toString();
    assertThat(run("backup", "--out", backup)).as(() -> terminal.err()).isZero();
    assertThat(run("backup", "--out", backup)).isEqualTo(2);
    assertThat(run("restore", backup)).isEqualTo(1);
    assertThat(terminal.err()).contains("Nothing was lost");

    PipelineAtRest.lose(data, TopicCatalogue.CONTROL);
    Path authority = data.resolve("authority");
    String root = authority.resolve("root-of-trust.json").toString();
    String pin = Files.readString(authority.resolve("root-of-trust.pin")).strip();
    assertThat(run("restore", backup, "--root", root, "--pin", "0".repeat(64))).isEqualTo(1);
    assertThat(terminal.err()).contains("not the pinned one");
    String forged = elsewhere.resolve("forged").toString();
    BackupFile.write(
        Path.of(forged),
        each -> {
          List<BackupLine> lines = new ArrayList<>();
          BackupFile.read(Path.of(backup), lines::add);
          lines.forEach(each);
          // A record of one key under another.
          each.accept(
              new BackupLine(
                  TopicCatalogue.ADMISSIONS,
                  "another".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                  lines.get(0).value()));
        });
    assertThat(run("restore", forged, "--root", root, "--pin", pin)).isEqualTo(1);
    assertThat(terminal.err())
        .contains("control.admissions is not believed", "Nothing was written");

    assertThat(run("restore", backup, "--root", root, "--pin", pin))
        .as(() -> terminal.err())
        .isZero();
    assertThat(terminal.out()).contains("records are back, each signed");
    String again = elsewhere.resolve("again").toString();
    assertThat(run("backup", "--out", again)).isZero();
    assertThat(Path.of(again)).hasSameTextualContentAs(Path.of(backup));

    PipelineAtRest.issue(data, 1, () -> true);
  }

  @Test
  void oneTopicComesBackBesideOthersThatAreNotOlderThanTheBackup() throws Exception {
    PipelineAtRest.issue(data, 1, () -> true);
    String early = elsewhere.resolve("early").toString();
    assertThat(run("backup", "--out", early)).as(() -> terminal.err()).isZero();
    // A session more than the backup has.
    PipelineAtRest.issue(data, 1, () -> true);
    String late = elsewhere.resolve("late").toString();
    assertThat(run("backup", "--out", late)).isZero();
    Path authority = data.resolve("authority");
    String root = authority.resolve("root-of-trust.json").toString();
    String pin = Files.readString(authority.resolve("root-of-trust.pin")).strip();

    PipelineAtRest.lose(data, List.of(TopicCatalogue.ADMISSIONS));
    assertThat(run("restore", early, "--root", root, "--pin", pin))
        .as(() -> terminal.err())
        .isZero();
    assertThat(terminal.out())
        .contains("control.admissions: restored", "control.sessions: was not empty, left as it is");

    PipelineAtRest.lose(data, List.of(TopicCatalogue.SESSIONS));
    assertThat(run("restore", early)).as(() -> terminal.err()).isZero();
    PipelineAtRest.lose(data, List.of(TopicCatalogue.ADMISSIONS));
    assertThat(run("restore", late, "--root", root, "--pin", pin)).isEqualTo(1);
    assertThat(terminal.err()).contains("control.sessions: is not empty, and lacks records");

    assertThat(run("restore", early)).as(() -> terminal.err()).isZero();
    PipelineAtRest.issue(data, 1, () -> true);
  }
}
