package de.siegel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SiegelTest {

  @Test
  void listsEveryCommandInItsHelp() {
    TestTerminal terminal = TestTerminal.pipe();

    int exitCode = terminal.execute("--help");

    assertThat(exitCode).isZero();
    assertThat(terminal.out()).contains("verify", "inspect", "Exit codes");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void makesTheNamedCommandAloneAndAllWhereNoneIsNamed() {
    assertThat(made("fraud", "replay", "--help")).containsOnlyKeys("fraud");
    assertThat(made("--help")).hasSizeGreaterThan(10).containsKeys("fraud", "issue", "bench");
    assertThat(made("frad")).hasSameSizeAs(made());
    assertThat(made("--debug", "fraud")).hasSameSizeAs(made());
  }

  @Test
  void callsEachCommandAsItCallsItself() {
    assertThat(made())
        .allSatisfy((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
  }

  private static Map<String, CommandLine> made(String... arguments) {
    return Siegel.commandLine(TestTerminal.pipe().terminal(), arguments).getSubcommands();
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "inspect"})
  void hasAHelpForEachCommand(String command) {
    TestTerminal terminal = TestTerminal.pipe();

    int exitCode = terminal.execute(command, "--help");

    assertThat(exitCode).isZero();
    assertThat(terminal.out()).startsWith("Usage: siegel " + command).contains("CERTIFICATE");
  }

  @Test
  void asksForACommandWithoutOne() {
    TestTerminal terminal = TestTerminal.pipe();

    assertThat(terminal.execute()).isEqualTo(2);
    assertThat(terminal.err()).contains("Name a command");
  }

  @Test
  void suggestsACommandForAMisspeltOne() {
    TestTerminal terminal = TestTerminal.pipe();

    assertThat(terminal.execute("verfy")).isEqualTo(2);
    assertThat(terminal.err()).contains("'verfy'").contains("siegel verify");
  }

  @Test
  void namesAMissingOption() {
    TestTerminal terminal = TestTerminal.pipe();

    assertThat(terminal.execute("verify", "HC1:ABC")).isEqualTo(2);
    assertThat(terminal.err()).contains("--trust").contains("Try: siegel verify --help");
  }

  @Test
  void showsNoStackTraceUnlessAsked() {
    TestTerminal quiet = TestTerminal.pipe();
    TestTerminal debugging = TestTerminal.pipe();

    quiet.execute("inspect", "no-such-file");
    debugging.execute("inspect", "no-such-file", "--debug");

    assertThat(quiet.err().lines()).singleElement().asString().startsWith("siegel: There is no");
    assertThat(debugging.err()).contains("CommandFailure").contains("\tat de.siegel.cli");
  }

  @Test
  void takesTheDebugOptionBeforeTheCommandToo() {
    TestTerminal terminal = TestTerminal.pipe();

    terminal.execute("--debug", "inspect", "no-such-file");

    assertThat(terminal.err()).contains("\tat de.siegel.cli");
  }

  @Test
  void writesNoEscapeSequencesWhereNobodyLooks() {
    TestTerminal terminal = TestTerminal.pipe();

    terminal.execute("--help");
    terminal.execute("inspect", "no-such-file");

    assertThat(terminal.out() + terminal.err()).doesNotContain("\u001b");
  }

  @Test
  void respectsThatNoColourIsWanted() {
    TestTerminal plain = TestTerminal.interactive(false, 80);
    TestTerminal coloured = TestTerminal.interactive(true, 80);

    plain.execute("inspect", "no-such-file");
    coloured.execute("inspect", "no-such-file");

    assertThat(plain.err()).doesNotContain("\u001b");
    assertThat(coloured.err()).contains("\u001b[31m");
  }

  @Test
  void keepsTheWordsOfAnUnexpectedFailureToItself() {
    TestTerminal terminal = TestTerminal.pipe();

    int exitCode = Failures.of(new IllegalStateException("Erika"), terminal.terminal());

    assertThat(exitCode).isEqualTo(1);
    assertThat(terminal.err()).contains("IllegalStateException").doesNotContain("Erika");
  }
}
