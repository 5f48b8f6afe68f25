package de.siegel.cli.trust;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.identity.trust.RootOfTrustFile;
import de.siegel.identity.trust.UntrustedRoot;
import de.siegel.servicekit.crypto.CryptoProviders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustCommandTest {
  @TempDir Path folder;
  private TestTerminal terminal;

  @BeforeEach
  void makeKeys() {
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      assertThat(run("key", file(name))).isZero();
    }
  }

  private String environment = "test";
  private String fraud = "";

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String spki(String name) {
    return file(name + ".spki");
  }

  private int run(String... arguments) {
    terminal = TestTerminal.pipe();
    List<String> all = new ArrayList<>(List.of("trust"));
    all.addAll(List.of(arguments));
    return terminal.execute(all.toArray(String[]::new));
  }

  private int init(String admissions) {
    String one = spki("d");
    return run(
        "init", file("root.json"),
        "--environment", environment,
        "--root", "2:" + spki("a") + "," + spki("b") + "," + spki("c"),
        "--role", "admissions=" + admissions,
        "--role", "admissions-desk=1:" + one,
        "--role", "sessions=1:" + one,
        "--role", "stage-keys=1:" + one,
        "--role", "epoch-keys=1:" + one,
        "--role", "fraud-configuration=" + (fraud.isEmpty() ? "1:" + one : fraud),
        "--expires", "2035-01-01T00:00:00Z");
  }

  private void initSigned() {
    assertThat(init("2:" + spki("d") + "," + spki("e"))).as(this::error).isZero();
    sign("root.json", "a");
    sign("root.json", "b");
  }

  private String error() {
    return terminal.err();
  }

  private void sign(String root, String key) {
    assertThat(run("sign", file(root), "--key", file(key))).isZero();
  }

  private String pin() {
    String out = terminal.out();
    int at = out.indexOf("Pin (trust.root-pin): ") + 22;
    return out.substring(at, at + 64);
  }

  @Test
  void makesARootThatStagesBelieveByItsPin() throws Exception {
    initSigned();
    assertThat(run("show", file("root.json"))).isZero();

    RootOfTrust root =
        RootOfTrustFile.read(
            Files.readAllBytes(folder.resolve("root.json")),
            pin(),
            Instant.now(),
            CryptoProviders.choose().hot());

    assertThat(root.version()).isEqualTo(1);
    assertThat(root.roles().keySet())
        .containsAll(TrustCommand.ROLES)
        .contains("admissions-desk")
        .hasSize(TrustCommand.ROLES.size() + 1);
    assertThat(root.roles().get("admissions").threshold()).isEqualTo(2);
    assertThat(terminal.out()).containsPattern("root +2 of 3 +[0-9a-f]{32} +yes");
  }

  @Test
  void isNotToBeUsedBeforeEnoughHoldersSignedIt() throws Exception {
    assertThat(init("2:" + spki("d") + "," + spki("e"))).isZero();
    sign("root.json", "a");
    sign("root.json", "a");
    assertThat(run("sign", file("root.json"), "--key", file("d"))).isEqualTo(2);
    assertThat(error()).contains("is no root key of");

    assertThat(run("show", file("root.json"))).isEqualTo(1);
    assertThat(terminal.out()).contains("Not to be used: fewer than 2 of its root keys signed");
    String pin = pin();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                RootOfTrustFile.read(
                    Files.readAllBytes(folder.resolve("root.json")),
                    pin,
                    Instant.now(),
                    CryptoProviders.choose().hot()))
        .isInstanceOf(UntrustedRoot.class);
  }

  @Test
  void inProductionNobodyAdmitsAlone() {
    environment = "production";
    fraud = "2:" + spki("d") + "," + spki("e");

    assertThat(init("1:" + spki("d") + "," + spki("e"))).isEqualTo(2);
    assertThat(error()).contains("role admissions needs at least 2 signatures");
    assertThat(init("2:" + spki("d") + "," + spki("e"))).as(this::error).isZero();
  }

  @Test
  void aSuccessorNeedsTheHoldersBeforeItToo() {
    initSigned();
    run("show", file("root.json"));
    String before = pin();
    String old = idOf("a");
    assertThat(
            run(
                "rotate",
                file("root.json"),
                file("next.json"),
                "--role",
                "root",
                "--remove",
                old,
                "--key",
                spki("f")))
        .isZero();
    sign("next.json", "b");
    sign("next.json", "f");

    assertThat(run("show", file("next.json"))).isZero();
    assertThat(pin()).isNotEqualTo(before);
    assertThat(run("show", file("next.json"), "--previous", file("root.json"))).isEqualTo(1);
    assertThat(terminal.out()).contains("fewer than 2 holders before it signed");
    sign("next.json", "a");
    assertThat(run("show", file("next.json"), "--previous", file("root.json"))).isZero();
  }

  private String idOf(String name) {
    return de.siegel.identity.trust.AuthorityKey.idOf(
        TrustFiles.readPublic(folder.resolve(name + ".spki")));
  }

  @Test
  void addsAKeyAndRaisesTheThreshold() {
    initSigned();
    assertThat(
            run(
                "add",
                file("root.json"),
                file("next.json"),
                "--role",
                "admissions",
                "--key",
                spki("f"),
                "--threshold",
                "3"))
        .isZero();

    run("show", file("next.json"));
    assertThat(terminal.out()).contains("version 2").containsPattern("admissions +3 of 3");
  }

  @Test
  void refusesWhatWouldWeakenOrBreakARoot() {
    assertThat(init("3:" + spki("d") + "," + spki("e"))).isEqualTo(2);
    assertThat(error()).contains("wants 3 signatures and has 2 keys");
    assertThat(init("2:" + spki("d") + "," + spki("d"))).isEqualTo(2);
    assertThat(error()).contains("twice");
    initSigned();
    assertThat(init("2:" + spki("d") + "," + spki("e"))).isEqualTo(2);
    assertThat(error()).contains("exists, and is not overwritten");
    assertThat(
            run(
                "add",
                file("root.json"),
                file("x.json"),
                "--role",
                "root",
                "--key",
                spki("f"),
                "--threshold",
                "1"))
        .isEqualTo(2);
    assertThat(error()).contains("at least 2 signatures");
    assertThat(
            run("add", file("root.json"), file("x.json"), "--role", "nobody", "--key", spki("f")))
        .isEqualTo(2);
    assertThat(error()).contains("There is no role nobody; there are root, admissions");
    assertThat(run("key", file("a"))).isEqualTo(2);
    assertThat(run("show", spki("a"))).isEqualTo(2);
    assertThat(error()).contains("is no root of trust");
  }

  @Test
  void buildsOnNoRootThatIsNotSigned() {
    init("2:" + spki("d") + "," + spki("e"));

    assertThat(
            run("add", file("root.json"), file("x.json"), "--role", "sessions", "--key", spki("f")))
        .isEqualTo(2);
    assertThat(error()).contains("not signed by enough of its own root keys");
  }

  @Test
  void keepsAPrivateKeyForItsHolderAlone() throws Exception {
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a.pkcs8"))))
        .isEqualTo("rw-------");
  }
}
