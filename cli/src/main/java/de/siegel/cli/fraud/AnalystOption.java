package de.siegel.cli.fraud;

import de.siegel.cli.operate.Persons;
import de.siegel.identity.trust.AuthorityKey;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Whose keys sign at the fraud desk. */
final class AnalystOption {
  private static final Path FIRST =
      Path.of("siegel-data/authority/authorities/fraud-configuration-1");

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = {
        "The person's key, as siegel trust key made it, without ending; if not named, the first one",
        "of a quickstart in this folder. Two persons have to sign: both can be named, or the second",
        "one signs later (--draft)."
      })
  private List<Path> keys;

  /** The persons, one at least. */
  List<AuthorityKey> persons() {
    return (keys == null ? List.of(FIRST) : keys).stream().map(Persons::read).toList();
  }
}
