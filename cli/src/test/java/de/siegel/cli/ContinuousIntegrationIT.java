package de.siegel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/run} with a Maven of the test's own. */
class ContinuousIntegrationIT {
  private static final Path SCRIPT = Path.of("..", ".ci", "run").toAbsolutePath().normalize();

  private record Result(int exitCode, String printed) {}

  @TempDir private Path temporary;
  private Path root;
  private Path tools;

  @BeforeEach
  void makeACheckout() throws IOException {
    root = Files.createDirectories(temporary.resolve("my checkout"));
    tools = Files.createDirectories(temporary.resolve("tools"));
    Files.createDirectories(root.resolve(".ci"));
    Files.createDirectories(root.resolve("a/target/surefire-reports"));
    Files.createDirectories(root.resolve("b/target/failsafe-reports"));
    Files.copy(SCRIPT, root.resolve(".ci/run"));
    // Also where none of them is installed: a fresh machine runs this test.
    for (String name : List.of("zbarimg", "softhsm2-util", "pkcs11-tool", "javac")) {
      tool(name, "");
    }
    tool("apt-get", "echo apt-get was called");
  }

  @Test
  void sumsTheReportsOfThisRunOnly() throws Exception {
    Files.writeString(root.resolve("a/target/surefire-reports/TEST-Old.xml"), report(99, 9, 9, 9));
    tool(
        "mvn",
        write("a/target/surefire-reports/TEST-A.xml", report(3, 0, 0, 0))
            + write("b/target/failsafe-reports/TEST-B.xml", report(4, 0, 0, 0)));

    Result result = run();

    assertThat(result.printed()).contains("Tests: 7, failures: 0, errors: 0, skipped: 0");
    assertThat(result.printed()).doesNotContain("apt-get");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void failsWhenATestWasSkipped() throws Exception {
    tool("mvn", write("a/target/surefire-reports/TEST-A.xml", report(3, 0, 0, 1)));

    Result result = run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.printed()).contains("skipped: 1").contains("TEST-A.xml");
  }

  @Test
  void failsAsMavenFailsAndStillCounts() throws Exception {
    tool("mvn", write("a/target/surefire-reports/TEST-A.xml", report(3, 1, 1, 0)) + "exit 3\n");

    Result result = run();

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.printed()).contains("Tests: 3, failures: 1, errors: 1, skipped: 0");
  }

  @Test
  void failsWhenNothingWasTested() throws Exception {
    tool("mvn", "true\n");

    Result result = run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.printed()).contains("Tests: 0").contains("No test has run");
  }

  @Test
  void runsTheCommandOfTheReadmeWithTheLongTests() throws Exception {
    tool("mvn", "echo called with \"$@\"\n");

    assertThat(run().printed()).contains("called with -B -ntp -Plong verify\n");
  }

  private Result run() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", root.resolve(".ci/run").toString()).redirectErrorStream(true);
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), printed);
  }

  private void tool(String name, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/usr/bin/env bash\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String write(String file, String content) {
    return "cat > '" + file + "' <<'END'\n" + content + "\nEND\n";
  }

  private static String report(int tests, int failures, int errors, int skipped) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite xmlns:xsi="x" name="de.siegel.A" time="0.1" tests="%d" errors="%d" skipped="%d" \
        failures="%d">
          <properties>
            <property name="a" value="tests"/>
          </properties>
          <testcase name="b" classname="de.siegel.A" time="0.1">%s</testcase>
        </testsuite>
        """
        .formatted(tests, errors, skipped, failures, skipped > 0 ? "<skipped/>" : "");
  }
}
