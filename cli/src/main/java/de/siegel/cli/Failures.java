package de.siegel.cli;

import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.terminal.TextWidth;
import de.siegel.servicekit.configuration.ConfigurationError;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a person in one sentence what failed; with {@code --debug} also where. */
final class Failures {
  private Failures() {}

  /** For arguments that cannot be understood. */
  static int ofUsage(ParameterException failure, Terminal terminal) {
    print(terminal, failure.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(failure, terminal.err())) {
      String command = failure.getCommandLine().getCommandSpec().qualifiedName();
      terminal.err().println("Try: " + command + " --help");
    }
    trace(failure, terminal);
    return ExitCode.USAGE.value();
  }

  /** For a command that ran into something. */
  static int of(Exception failure, Terminal terminal) {
    if (failure instanceof CommandFailure expected) {
      print(terminal, expected.getMessage());
      trace(failure, terminal);
      return expected.exitCode().value();
    }
    if (failure instanceof ConfigurationError) {
      print(terminal, failure.getMessage());
      trace(failure, terminal);
      return ExitCode.USAGE.value();
    }
    if (failure instanceof InterruptedException) {
      print(terminal, "Interrupted.");
    } else {
      // A foreign message may quote what it stumbled over; its kind never does.
      print(
          terminal,
          "Something unexpected failed (%s); run it again with --debug to see where."
              .formatted(failure.getClass().getSimpleName()));
    }
    trace(failure, terminal);
    return ExitCode.NEGATIVE.value();
  }

  private static void print(Terminal terminal, String sentence) {
    terminal.err().println(terminal.errStyle().bad("siegel: ") + TextWidth.clean(sentence));
  }

  private static void trace(Exception failure, Terminal terminal) {
    if (terminal.debug().get()) {
      failure.printStackTrace(terminal.err());
    }
    terminal.err().flush();
  }
}
