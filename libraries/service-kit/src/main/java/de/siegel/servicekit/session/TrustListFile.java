package de.siegel.servicekit.session;

import de.siegel.identity.card.Checked;
import de.siegel.identity.card.TrustServiceList;
import de.siegel.identity.card.TrustServiceListReader;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trust list of cards, as a file that somebody keeps up to date: read at the start, and again
 * when it has changed. A file that is bad, or older than what was read before, changes nothing.
 *
 * <p>Safe for use by several threads.
 */
public final class TrustListFile implements Supplier<Optional<TrustServiceList>> {
  private static final Logger LOG = LoggerFactory.getLogger(TrustListFile.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Path file;
  private final Optional<TrustListFloor> floor;
  private final TrustServiceListReader reader;
  private final InstantSource clock;
  private TrustServiceList current;
  private FileTime readFrom;
  private Instant nextLook;

  private TrustListFile(
      Path file, PublicKey signer, Optional<TrustListFloor> floor, InstantSource clock) {
    this.file = file;
    this.floor = floor;
    this.reader = new TrustServiceListReader(signer);
    this.clock = clock;
    this.nextLook = clock.instant().plus(LOOK_EVERY);
  }

  /**
   * What a stage's configuration names: {@code identity.trust-list.file} and {@code
   * identity.trust-list-signer.file} (SubjectPublicKeyInfo, DER). Without them no card is believed.
   * With {@code identity.trust-list-floor.file} no older list is taken after a restart either.
   *
   * @throws ConfigurationError if a file cannot be read, or the list is not the signer's
   */
  public static Supplier<Optional<TrustServiceList>> of(
      Configuration configuration, InstantSource clock) {
    Optional<String> list = configuration.optional("identity.trust-list.file");
    Optional<String> signer = configuration.optional("identity.trust-list-signer.file");
    if (list.isEmpty() && signer.isEmpty()) {
      return Optional::empty;
    }
    return of(
        configuration.path("identity.trust-list.file"),
        configuration.path("identity.trust-list-signer.file"),
        configuration
            .optional("identity.trust-list-floor.file")
            .map(set -> new TrustListFloor(configuration.path("identity.trust-list-floor.file"))),
        clock);
  }

  /**
   * A list and its signer.
   *
   * @throws ConfigurationError if a file cannot be read, or the list is not the signer's
   */
  public static TrustListFile of(Path listFile, Path signerFile, InstantSource clock) {
    return of(listFile, signerFile, Optional.empty(), clock);
  }

  private static TrustListFile of(
      Path listFile, Path signerFile, Optional<TrustListFloor> floor, InstantSource clock) {
    TrustListFile opened = new TrustListFile(listFile, signer(signerFile), floor, clock);
    opened
        .read()
        .ifPresent(
            problem -> {
              throw new ConfigurationError(
                  "The trust list " + listFile + " is refused (" + problem + "): load a new one");
            });
    return opened;
  }

  private static PublicKey signer(Path file) {
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(Files.readAllBytes(file)));
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationError(
          "The key of the trust list's signer in "
              + file
              + " cannot be read: check identity.trust-list-signer.file");
    }
  }

  @Override
  public synchronized Optional<TrustServiceList> get() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      nextLook = now.plus(LOOK_EVERY);
      read()
          .ifPresent(
              problem ->
                  LOG.atWarn()
                      .addKeyValue("file", file)
                      .addKeyValue("reason", problem)
                      .log("The trust list on disk is not taken; the one before stays"));
    }
    return Optional.of(current);
  }

  /** What is wrong, if anything is. */
  private synchronized Optional<String> read() {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      if (modified.equals(readFrom)) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      Checked<TrustServiceList> read = reader.read(bytes);
      if (read.refusal().isPresent()) {
        return Optional.of(read.refusal().get().detail());
      }
      TrustServiceList list = read.orElseThrow();
      if (current != null && list.sequence() < current.sequence()) {
        return Optional.of("its sequence number is lower than before");
      }
      Optional<String> lower = floor.flatMap(known -> known.refuses(list.sequence(), bytes));
      if (lower.isPresent()) {
        return lower;
      }
      current = list;
      readFrom = modified;
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the file cannot be read");
    }
  }
}
