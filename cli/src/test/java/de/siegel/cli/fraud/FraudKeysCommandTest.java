package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import de.siegel.fraudrules.TokenQuarter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of fraud-check's tokens are made and destroyed by command. */
class FraudKeysCommandTest {
  private static final TokenQuarter NOW = TokenQuarter.of(Instant.now());

  @TempDir Path folder;
  private final TestTerminal terminal = TestTerminal.pipe();

  private int keys(String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "fraud";
    all[1] = "keys";
    all[2] = "--folder";
    all[3] = folder.toString();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return terminal.execute(all);
  }

  private Path key(String id) {
    return folder.resolve(id + ".key");
  }

  @Test
  void makesTheNextQuartersKeyForItsOwnerAloneAndNeverShowsIt() throws IOException {
    assertThat(keys("make")).isZero();

    byte[] secret = Files.readAllBytes(key(NOW.next().id()));
    assertThat(secret).hasSize(32);
    assertThat(Files.getPosixFilePermissions(key(NOW.next().id())))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(terminal.out())
        .contains(NOW.next().id())
        .doesNotContain(HexFormat.of().formatHex(secret));
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing else").hasSize(1);
    }
  }

  @Test
  void leavesAKeyThatIsThereAlone() throws IOException {
    keys("make");
    byte[] first = Files.readAllBytes(key(NOW.next().id()));

    assertThat(keys("make")).isZero();

    assertThat(Files.readAllBytes(key(NOW.next().id()))).isEqualTo(first);
    assertThat(terminal.out()).contains("is there already");
  }

  @Test
  void makesAllOfANewInstallation() {
    assertThat(keys("make", "--new")).isZero();
    for (String id : new String[] {"places", "side-path", NOW.id(), NOW.next().id()}) {
      assertThat(key(id)).exists();
    }
  }

  @Test
  void listsFromWhenUntilWhenAndWhatIsMissing() throws IOException {
    Files.write(key(NOW.id()), new byte[32]);
    Files.write(key("2021-Q3"), new byte[32]);

    assertThat(keys()).as("a timer notices").isEqualTo(1);

    assertThat(terminal.out())
        .contains("2021-Q3", "2021-07-01T00:00Z", "2021-10-01T00:00Z", "2021-11-28T00:00Z")
        .contains("over: destroy it", "in force")
        .contains("Missing: places", "Missing: " + NOW.next().id());
  }

  @Test
  void destroysAKeyThatIsOver() throws IOException {
    Files.write(
        key("2021-Q3"), "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    Path link = Files.createLink(folder.resolve("backup"), key("2021-Q3"));

    assertThat(keys("destroy", "2021-Q3")).as("nobody to ask").isEqualTo(2);
    assertThat(key("2021-Q3")).exists();
    assertThat(keys("destroy", "2021-Q3", "--yes")).isZero();

    assertThat(key("2021-Q3")).doesNotExist();
    assertThat(Files.readAllBytes(link)).as("overwritten").containsOnly(0);
    assertThat(keys("destroy", "2021-Q3", "--yes")).as("gone").isEqualTo(1);
  }

  @Test
  void refusesToDestroyWhatIsStillNeeded() throws IOException {
    for (String id : new String[] {NOW.id(), NOW.next().id(), "places"}) {
      Files.write(key(id), new byte[32]);
      assertThat(keys("destroy", id, "--yes")).isEqualTo(2);
      assertThat(key(id)).exists();
    }
    assertThat(terminal.err()).contains("it can go from " + NOW.neededUntil());
  }

  @Test
  void aFolderThatIsNoneIsSaid() {
    assertThat(terminal.execute("fraud", "keys", "--folder", "no-such", "make")).isEqualTo(2);
    assertThat(terminal.err()).contains("no-such", "--folder");
    assertThat(Path.of("no-such")).doesNotExist();
  }

  /** HMAC-SHA256 by another program (openssl dgst -mac HMAC): machines can be compared. */
  @Test
  void showsAFingerprintThatIsTheSameOnEveryMachine() throws IOException {
    for (String id : new String[] {"places", "side-path", NOW.id(), NOW.next().id()}) {
      Files.write(key(id), new byte[32]);
    }
    byte[] other = new byte[32];
    other[31] = 1;
    Files.write(key("places"), other);

    assertThat(keys()).isZero();

    assertThat(terminal.out().lines().filter(line -> line.contains("924cab86"))).hasSize(3);
    assertThat(terminal.out()).doesNotContain("Missing");
  }

  @Test
  void aKeyOfAnotherLengthIsUnusableAndNotInForce() throws IOException {
    keys("make", "--new");
    Files.write(key(NOW.id()), new byte[31]);

    assertThat(keys()).isEqualTo(1);
    assertThat(terminal.out()).containsPattern(NOW.id() + " +- .*unusable: not 32");

    Files.write(key(NOW.next().id()), new byte[33]);
    keys("make");
    assertThat(terminal.out()).contains(NOW.next().id() + ": unusable");
  }

  @Test
  void whoMakesOneInAnEmptyFolderIsToldWhatElseIsMissing() {
    assertThat(keys("make")).isZero();
    assertThat(terminal.err())
        .contains("Missing: places, side-path, " + NOW.id(), "make --new", "another instance");
    keys("make", "--new");
    int said = terminal.err().length();

    keys("make");

    assertThat(terminal.err()).as("nothing new").hasSize(said);
  }
}
