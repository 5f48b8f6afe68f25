package de.siegel.embedded.authority;

import de.siegel.fraudrules.TokenQuarter;
import de.siegel.servicekit.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the days' sameness keys and the months' audit link keys, and destroys the former in time;
 * and the quarters' keys of what fraud-check remembers.
 */
final class PeriodicSecrets {
  private static final String SUFFIX = ".key";
  private static final String PLACES = "places";
  private static final String SIDE_PATH = "side-path";

  private final AuthorityFolder folder;
  private final SecureRandom random = new SecureRandom();

  PeriodicSecrets(AuthorityFolder folder) {
    this.folder = folder;
    PrivateFiles.folder(folder.samenessKeys());
    PrivateFiles.folder(folder.auditLinkKeys());
    PrivateFiles.folder(folder.fraudTokenKeys());
  }

  void turn(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Set<String> days =
        Stream.of(-2, -1, 0, 1)
            .map(offset -> today.plusDays(offset).toString())
            .collect(Collectors.toSet());
    make(folder.samenessKeys(), today.toString());
    make(folder.samenessKeys(), today.plusDays(1).toString());
    destroyOthers(folder.samenessKeys(), days);
    YearMonth month = YearMonth.from(today);
    make(folder.auditLinkKeys(), month.toString());
    make(folder.auditLinkKeys(), month.plusMonths(1).toString());
    fraudTokens(now);
  }

  /** The last quarter's stands beside this one's for some weeks, and a record may be behind. */
  private void fraudTokens(Instant now) {
    TokenQuarter quarter = TokenQuarter.of(now);
    TokenQuarter tomorrows = TokenQuarter.of(now.plus(Duration.ofDays(1)));
    make(folder.fraudTokenKeys(), PLACES);
    make(folder.fraudTokenKeys(), SIDE_PATH);
    make(folder.fraudTokenKeys(), quarter.id());
    make(folder.fraudTokenKeys(), tomorrows.id());
    Set<String> kept =
        new HashSet<>(
            List.of(PLACES, SIDE_PATH, quarter.id(), tomorrows.id(), quarter.next().id()));
    if (now.isBefore(quarter.before().neededUntil())) {
      kept.add(quarter.before().id());
    }
    destroyOthers(folder.fraudTokenKeys(), kept);
  }

  private void make(Path where, String id) {
    Path file = where.resolve(id + SUFFIX);
    if (!Files.exists(file)) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      PrivateFiles.write(file, secret);
    }
  }

  private static void destroyOthers(Path where, Set<String> kept) {
    try (Stream<Path> files = Files.list(where)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)
            && !kept.contains(name.substring(0, name.length() - SUFFIX.length()))) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The keys in " + where + " cannot be destroyed", e);
    }
  }
}
