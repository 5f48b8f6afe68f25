package de.siegel.servicekit.session;

import de.siegel.sealing.Sha256;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.file.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers the newest trust list that was taken, so that an older one, in which a withdrawn CA is
 * still in accord, is not taken after a restart.
 */
final class TrustListFloor {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})\\s*");

  private final Path file;

  TrustListFloor(Path file) {
    this.file = file;
  }

  /**
   * Takes a list, or says why not.
   *
   * @param sequence its sequence number
   * @param list all of it
   * @throws ConfigurationError if what was remembered cannot be read
   */
  Optional<String> refuses(long sequence, byte[] list) {
    String hash = HexFormat.of().formatHex(Sha256.of(list));
    if (Files.exists(file)) {
      Matcher known = FORM.matcher(new String(PrivateFiles.read(file), StandardCharsets.US_ASCII));
      if (!known.matches()) {
        throw new ConfigurationError(
            file
                + " does not say which trust list was taken last: restore it, or remove it when you"
                + " are sure that the list is the newest");
      }
      long highest = Long.parseLong(known.group(1));
      if (sequence < highest) {
        return Optional.of("its sequence number is lower than one that was taken before");
      }
      if (sequence == highest && !hash.equals(known.group(2))) {
        return Optional.of("another list of the same sequence number was taken before");
      }
    }
    PrivateFiles.write(file, (sequence + " " + hash + "\n").getBytes(StandardCharsets.US_ASCII));
    return Optional.empty();
  }
}
