package de.siegel.cli;

import de.siegel.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/** A terminal that remembers what was written. */
public final class TestTerminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Terminal terminal;

  private TestTerminal(boolean interactive, boolean colour, int columns, byte[] in) {
    terminal =
        new Terminal(
            new ByteArrayInputStream(in),
            new PrintWriter(out),
            new PrintWriter(err),
            interactive,
            interactive,
            colour,
            columns,
            new AtomicBoolean());
  }

  /** Nobody looks at it: a pipe or a file. */
  public static TestTerminal pipe() {
    return new TestTerminal(false, true, 100, new byte[0]);
  }

  /** A pipe with something on standard input. */
  public static TestTerminal pipe(byte[] in) {
    return new TestTerminal(false, true, 100, in);
  }

  /** Somebody looks at it. */
  public static TestTerminal interactive(boolean colour, int columns) {
    return new TestTerminal(true, colour, columns, new byte[0]);
  }

  public Terminal terminal() {
    return terminal;
  }

  public String out() {
    terminal.out().flush();
    return out.toString();
  }

  public String err() {
    terminal.err().flush();
    return err.toString();
  }

  /** Executes a command as the process would. */
  public int execute(String... arguments) {
    return Siegel.commandLine(terminal, arguments).execute(arguments);
  }
}
