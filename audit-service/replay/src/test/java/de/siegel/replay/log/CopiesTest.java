package de.siegel.replay.log;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.log.TileVerification.Result;
import de.siegel.replay.trail.LogEntry;
import de.siegel.tamperlog.note.NoteSigner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of a log's files against each other, and a trail against one. */
class CopiesTest {
  private static final NoteSigner KEY = LogFiles.key();
  private static final IntFunction<byte[]> ENTRIES =
      index -> ByteBuffer.allocate(Integer.BYTES).putInt(index).array();

  @TempDir Path folder;

  private LogFolder log(String name, int leaves, IntFunction<byte[]> entries) {
    return LogFiles.write(folder.resolve(name), KEY, leaves, entries);
  }

  private static Result compared(LogFolder one, LogFolder other) {
    return CrossVerification.ofCopies(one, other, entries -> {});
  }

  @Test
  void aCopyThatStandsBackAgreesAsFarAsItGoes() {
    LogFolder now = log("now", 700, ENTRIES);
    LogFolder earlier = log("earlier", 300, ENTRIES);

    Result sound = new Result.Sound(700, now.checkpoint().root());
    assertThat(compared(now, earlier)).isEqualTo(sound);
    assertThat(compared(earlier, now)).isEqualTo(sound);
  }

  /** Each is sound by itself: only side by side the two histories show. */
  @Test
  void aForkIsFoundAtItsFirstEntry() {
    LogFolder one = log("one", 700, ENTRIES);
    LogFolder other = log("other", 600, index -> ENTRIES.apply(index < 299 ? index : -index));

    assertThat(compared(one, other))
        .isEqualTo(
            new Result.Broken(
                299, "the copies differ here, and both are signed: the log's key made a fork"));
  }

  @Test
  void aCopyThatIsBrokenByItselfIsNamedFirst() throws IOException {
    LogFolder one = log("one", 700, ENTRIES);
    LogFolder other = log("other", 700, ENTRIES);
    Path bundle = folder.resolve("other").resolve("tile/entries/001");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length - 1] ^= 1;
    Files.write(bundle, bytes);

    assertThat(compared(one, other)).isInstanceOf(Result.Broken.class);
    assertThat(((Result.Broken) compared(one, other)).index()).isEqualTo(511);
  }

  /** A trail of as many entries, the changed one (if any) with another content. */
  private static Consumer<Consumer<LogEntry>> trail(int leaves, int changed) {
    return each -> {
      for (int index = 0; index < leaves; index++) {
        each.accept(
            new LogEntry(
                index,
                Instant.EPOCH,
                Optional.of((long) index),
                Optional.empty(),
                ENTRIES.apply(index == changed ? -index : index)));
      }
    };
  }

  private static Result compared(Consumer<Consumer<LogEntry>> trail, LogFolder files) {
    return CrossVerification.ofTrail(trail, files, entries -> {});
  }

  @Test
  void aCopyDoesNotVouchForWhatCameAfterIt() {
    LogFolder old = log("old", 300, ENTRIES);

    assertThat(compared(trail(300, -1), old))
        .isEqualTo(new Result.Sound(300, old.checkpoint().root()));
    assertThat(compared(trail(342, 330), old))
        .isEqualTo(new Result.Sound(300, old.checkpoint().root(), 42));
  }

  @Test
  void theFirstEntryOfTheTrailThatIsNotInTheCopyIsNamed() {
    LogFolder old = log("old", 300, ENTRIES);

    assertThat(compared(trail(342, 299), old))
        .isEqualTo(
            new Result.Broken(299, "the record on the trail is not the entry that was signed"));
    assertThat(compared(trail(298, -1), old))
        .isEqualTo(new Result.Broken(298, "the trail ends here, and 300 entries were signed"));
  }
}
