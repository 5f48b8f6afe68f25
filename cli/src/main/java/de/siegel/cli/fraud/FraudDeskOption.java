package de.siegel.cli.fraud;

import de.siegel.cli.FollowUp;
import de.siegel.cli.operate.AuthorityHttp;
import java.net.URI;
import picocli.CommandLine.Option;

/** Where the fraud desk is. */
final class FraudDeskOption {
  private static final URI STANDARD = URI.create("http://127.0.0.1:28097");

  @Option(
      names = "--desk",
      paramLabel = "URL",
      description = "The fraud desk; ${DEFAULT-VALUE} if not named.")
  private URI desk = STANDARD;

  AuthorityHttp open() {
    return new AuthorityHttp("The fraud desk", "--desk", desk);
  }

  /** As it is appended to a command that is suggested; empty if it was not named. */
  String again() {
    return FollowUp.option("--desk", desk, STANDARD);
  }
}
