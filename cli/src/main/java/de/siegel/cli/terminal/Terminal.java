package de.siegel.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where a command writes to, and what can be shown there.
 *
 * @param in standard input
 * @param out results; UTF-8
 * @param err progress, notes and errors; UTF-8
 * @param outInteractive whether a person looks at {@code out}
 * @param errInteractive whether a person looks at {@code err}
 * @param colour whether colours are wanted where a person looks
 * @param columns width of the terminal, at least 20
 * @param debug set by {@code --debug}: stack traces are wanted
 */
public record Terminal(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean outInteractive,
    boolean errInteractive,
    boolean colour,
    int columns,
    AtomicBoolean debug) {

  /** System property: whether standard output is a terminal; the start script sets it. */
  public static final String OUT_PROPERTY = "siegel.terminal.out";

  /** System property: whether standard error is a terminal; the start script sets it. */
  public static final String ERR_PROPERTY = "siegel.terminal.err";

  /** System property: the width of the terminal; the start script sets it. */
  public static final String COLUMNS_PROPERTY = "siegel.terminal.columns";

  private static final int NARROWEST = 20;
  private static final int WIDEST = 400;
  private static final int USUAL = 80;

  public Terminal {
    Objects.requireNonNull(in);
    Objects.requireNonNull(out);
    Objects.requireNonNull(err);
    Objects.requireNonNull(debug);
    columns = Math.max(NARROWEST, Math.min(WIDEST, columns));
  }

  /**
   * The process's own.
   *
   * @param environment of the process: {@code NO_COLOR}, {@code TERM}, {@code COLUMNS}
   * @param properties of the JVM
   */
  public static Terminal of(Map<String, String> environment, Properties properties) {
    // Java 17 only knows whether input and output both are a terminal; the script knows more.
    String both = Boolean.toString(System.console() != null);
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean out = Boolean.parseBoolean(properties.getProperty(OUT_PROPERTY, both)) && !dumb;
    boolean err = Boolean.parseBoolean(properties.getProperty(ERR_PROPERTY, both)) && !dumb;
    return new Terminal(
        System.in,
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        out,
        err,
        environment.getOrDefault("NO_COLOR", "").isEmpty(),
        columns(
            properties.getProperty(COLUMNS_PROPERTY, environment.get("COLUMNS")),
            out ? USUAL : WIDEST),
        new AtomicBoolean());
  }

  /** Styles for what goes to {@link #out}. */
  public Style outStyle() {
    return new Style(colour && outInteractive);
  }

  /** Styles for what goes to {@link #err}. */
  public Style errStyle() {
    return new Style(colour && errInteractive);
  }

  /** In a file or a pipe nothing has to be cut. */
  private static int columns(String text, int otherwise) {
    try {
      int columns = text == null ? otherwise : Integer.parseInt(text);
      return columns > 0 ? columns : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    // The platform's charset follows the locale; under LANG=C it would turn umlauts into '?'.
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
