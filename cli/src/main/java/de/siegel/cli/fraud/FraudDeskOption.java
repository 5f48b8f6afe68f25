package de.siegel.cli.fraud;

import de.siegel.cli.operate.AuthorityHttp;
import java.net.URI;
import picocli.CommandLine.Option;

/** Where the fraud desk is. */
final class FraudDeskOption {
  @Option(
      names = "--desk",
      paramLabel = "URL",
      description = "The fraud desk; ${DEFAULT-VALUE} if not named.")
  private URI desk = URI.create("http://127.0.0.1:28097");

  AuthorityHttp open() {
    return new AuthorityHttp("The fraud desk", "--desk", desk);
  }
}
