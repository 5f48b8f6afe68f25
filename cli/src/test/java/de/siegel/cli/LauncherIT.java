package de.siegel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script against a Maven and a Java of the test's own, in a folder with blanks. */
class LauncherIT {
  private static final Path SCRIPT = Path.of("..", "siegel").toAbsolutePath().normalize();

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      echo "$@" >> "$(dirname "$0")/maven-calls"
      echo "[INFO] Building Siegel 0.1.0      [1/2]"
      echo "[INFO] Building Siegel :: cli 0.1.0      [2/2]"
      echo "[WARNING] noise"
      for argument in "$@"; do
        case $argument in -Ddist.directory=*) lib=${argument#*=} ;; esac
      done
      mkdir -p "$lib"
      echo new > "$lib/cli-0.1.0.jar"
      """;

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      printf '%s\\n' "$@"
      """;

  private record Result(int exitCode, String out, String err) {}

  @TempDir private Path temporary;
  private Path root;
  private Path home;

  @BeforeEach
  void makeACheckout() throws IOException {
    root = Files.createDirectories(temporary.resolve("my checkout [1]"));
    home = Files.createDirectories(temporary.resolve("a jdk"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(SCRIPT, root.resolve("siegel"));
    Files.createDirectories(root.resolve("cli/src/main/java"));
    Files.writeString(root.resolve("pom.xml"), "");
    Files.writeString(root.resolve("cli/src/main/java/A.java"), "");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    executable(home.resolve("bin/java"), JAVA);
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    executable(home.resolve("bin/mvn"), MAVEN);
    setOld(root);
  }

  @Test
  void buildsWhatIsMissingWithOneLineAModuleAndNoOtherNoise() throws Exception {
    Result result = run("verify", "a b", "");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .contains("Building 1/2  siegel\nBuilding 2/2  cli\n")
        .contains(root.resolve("target/build.log").toString())
        .doesNotContain("noise", "[INFO]");
    assertThat(result.out())
        .contains("-jar\n" + root.resolve("target/dist/lib/cli-0.1.0.jar") + "\nverify\na b\n\n");
    assertThat(root.resolve("target/build.log")).content().contains("noise");
    assertThat(children(root.resolve("target/dist"))).containsExactly("built", "lib");
  }

  @Test
  void buildsOnlyOnceWhileNothingChanges() throws Exception {
    run("verify");
    Result second = run("verify");

    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainAfterAChangeOfASourceAPomOrAFolder() throws Exception {
    run("verify");
    touch(root.resolve("cli/src/main/java/A.java"));
    run("verify");
    assertThat(builds()).isEqualTo(2);

    setOld(root.resolve("cli"));
    touch(root.resolve("pom.xml"));
    run("verify");
    assertThat(builds()).isEqualTo(3);

    setOld(root.resolve("pom.xml"));
    Files.delete(root.resolve("cli/src/main/java/A.java"));
    run("verify");
    assertThat(builds()).isEqualTo(4);
  }

  @Test
  void doesNotBuildAgainForATestOrAProduct() throws Exception {
    run("verify");
    Files.createDirectories(root.resolve("cli/src/test/java"));
    Files.createDirectories(root.resolve("cli/target/src/main"));
    Files.createDirectories(root.resolve(".git/src/main"));
    run("verify");

    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void showsTheErrorsOfAFailedBuildAndKeepsWhatRanBefore() throws Exception {
    run("verify");
    touch(root.resolve("pom.xml"));
    executable(
        home.resolve("bin/mvn"), "#!/bin/sh\necho '[INFO] fine'\necho '[ERROR] broken'\nexit 1\n");

    Result result = run("verify");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("[ERROR] broken")
        .contains("the build failed; the whole log is in " + root.resolve("target/build.log"))
        .doesNotContain("fine");
    assertThat(root.resolve("target/dist/lib/cli-0.1.0.jar")).exists();
    assertThat(children(root.resolve("target/dist"))).containsExactly("built", "lib");
  }

  @Test
  void asksForANewerJava() throws Exception {
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.20\"\n");

    Result result = run("verify");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains("is Java 11: install a JDK 17");
  }

  @Test
  void asksForTheVersionWhereNoFileTellsIt() throws Exception {
    Files.delete(home.resolve("release"));
    executable(home.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n");

    assertThat(run("verify").err()).contains("is Java 1: install a JDK 17");
  }

  @Test
  void saysThatAWrongJavaHomeIsWrong() throws Exception {
    Files.delete(home.resolve("bin/java"));

    Result result = run("verify");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("JAVA_HOME is " + home);
  }

  @Test
  void staysInTheWorkingFolderOfTheUser() throws Exception {
    executable(home.resolve("bin/java"), "#!/bin/sh\npwd -P\n");

    assertThat(run("verify").out()).isEqualTo(temporary.toRealPath() + "\n");
  }

  @Test
  void isFoundThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root.resolve("siegel"));

    assertThat(start(link, "verify").exitCode()).isZero();
    assertThat(root.resolve("target/dist/lib/cli-0.1.0.jar")).exists();
  }

  @Test
  void lastOptionsAreTheUsers() throws Exception {
    assertThat(run("quickstart").out())
        .containsSubsequence("-Xshare:auto", "-XX:+UseSerialGC", "-Xmx", "-Xmx1g", "-Dx=y", "-jar");
  }

  @Test
  void givesItsPlaceToTheJavaProcessSoThatSignalsReachIt() throws Exception {
    run("verify");
    executable(home.resolve("bin/java"), "#!/bin/sh\necho $$\nexec sleep 60\n");
    Process process = builder(root.resolve("siegel"), "run").start();
    try {
      String pid = process.inputReader().readLine();

      assertThat(pid).isEqualTo(Long.toString(process.pid()));

      process.destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void stopsTheBuildWhenItIsStopped() throws Exception {
    executable(
        home.resolve("bin/mvn"),
        "#!/bin/sh\necho $$ > \"$(dirname \"$0\")/maven-pid\"\nexec sleep 60\n");
    Process process = builder(root.resolve("siegel"), "run").start();
    try {
      Path pidFile = home.resolve("bin/maven-pid");
      Awaitility.await().until(() -> Files.exists(pidFile) && Files.size(pidFile) > 1);
      long maven = Long.parseLong(Files.readString(pidFile).strip());

      process.destroy();

      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      Awaitility.await()
          .until(() -> ProcessHandle.of(maven).map(handle -> !handle.isAlive()).orElse(true));
      assertThat(children(root.resolve("target/dist"))).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  private Result run(String... arguments) throws Exception {
    return start(root.resolve("siegel"), arguments);
  }

  private Result start(Path script, String... arguments) throws Exception {
    Path err = Files.createTempFile(temporary, "err", "");
    Process process = builder(script, arguments).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the script does not end");
    }
    return new Result(process.exitValue(), out, Files.readString(err));
  }

  /** Started by its real interpreter, as a file that is still open cannot be executed itself. */
  private ProcessBuilder builder(Path script, String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of("bash", script.toString()), Stream.of(arguments)).toList());
    // Otherwise the environment's own would win or get in the way.
    builder.environment().put("JAVA_HOME", home.toString());
    builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("SIEGEL_JAVA_OPTIONS", "-Xmx1g -Dx=y");
    builder.environment().remove("SIEGEL_BUILD");
    builder.directory(temporary.toFile());
    return builder;
  }

  private long builds() throws IOException {
    try (Stream<String> calls = Files.lines(home.resolve("bin/maven-calls"))) {
      return calls.count();
    }
  }

  private static List<String> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }

  private static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofSeconds(2))));
  }

  private static void setOld(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
      }
    }
  }
}
