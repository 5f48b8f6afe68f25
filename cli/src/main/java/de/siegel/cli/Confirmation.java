package de.siegel.cli;

import java.io.Console;
import picocli.CommandLine.Option;

/** Asks a person before something that cannot be taken back, or that others rely on. */
public final class Confirmation {
  @Option(names = "--yes", description = "Does it without asking.")
  private boolean yes;

  /**
   * Asks, unless {@code --yes} was said.
   *
   * @param question without a question mark's bracket, such as {@code Sign this?}
   * @param otherwise what is said when the answer is not yes
   * @throws CommandFailure if the answer is not yes, or there is nobody to ask
   */
  public void require(String question, String otherwise) {
    if (yes) {
      return;
    }
    Console console = System.console();
    if (console == null) {
      throw CommandFailure.usage("There is no terminal to ask: look, then say --yes.");
    }
    if (!"yes".equals(console.readLine("%s (yes/no) ", question))) {
      throw CommandFailure.negative(otherwise);
    }
  }
}
