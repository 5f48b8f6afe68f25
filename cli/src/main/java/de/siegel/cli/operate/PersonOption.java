package de.siegel.cli.operate;

import de.siegel.cli.CommandFailure;
import de.siegel.identity.trust.AuthorityKey;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Whose key signs at the admission desk. */
final class PersonOption {
  private static final Path FIRST = Path.of("siegel-data/authority/authorities/admissions-1");

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = {
        "The person's key, as siegel trust key made it, without ending; if not named, the first one",
        "of a quickstart in this folder. Where two persons have to sign, both can be named."
      })
  private List<Path> keys;

  /** The persons, one at least. */
  List<AuthorityKey> persons() {
    return (keys == null ? List.of(FIRST) : keys).stream().map(Persons::read).toList();
  }

  /** Who signs where it is one person's act. */
  AuthorityKey person() {
    if (keys != null && keys.size() > 1) {
      throw CommandFailure.usage(
          "--key: one person does this; name one. A second person gives the command again.");
    }
    return persons().get(0);
  }
}
