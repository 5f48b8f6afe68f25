package de.siegel.cli;

import java.util.Objects;

/**
 * A command cannot do what it was asked. The message is one sentence for the person at the
 * terminal: what, why and what to do; it holds no holder data.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  private CommandFailure(ExitCode exitCode, String message, Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.exitCode = exitCode;
  }

  /** The person gave something that cannot be used: arguments, files, configuration. */
  public static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message, null);
  }

  /** As {@link #usage(String)}, with its cause for {@code --debug}. */
  public static CommandFailure usage(String message, Throwable cause) {
    return new CommandFailure(ExitCode.USAGE, message, cause);
  }

  /** The command ran and did not succeed. */
  public static CommandFailure negative(String message) {
    return new CommandFailure(ExitCode.NEGATIVE, message, null);
  }

  /** As {@link #negative(String)}, with its cause for {@code --debug}. */
  public static CommandFailure negative(String message, Throwable cause) {
    return new CommandFailure(ExitCode.NEGATIVE, message, cause);
  }

  /** Never {@link ExitCode#OK}. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
