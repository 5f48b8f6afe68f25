package de.siegel.client.session;

import de.siegel.sealing.SessionSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Session secrets in a file that only its owner may read: one line each of session id, end (epoch
 * milliseconds) and secret (hex). What has ended leaves the file when it is opened.
 *
 * <p>Safe for use by several threads, not by several processes.
 */
public final class SessionSecretsFile implements SessionSecrets {
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{32}) ([0-9]{1,15}) ([0-9a-f]{" + 2 * SessionSecret.LENGTH + "})");
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private record Kept(Instant until, SessionSecret secret) {}

  private final Path file;
  private final Map<String, Kept> secrets = new HashMap<>();

  private SessionSecretsFile(Path file) {
    this.file = file;
  }

  /**
   * Opens the file; makes it where it is missing.
   *
   * @param now what has ended by then is removed from the file
   * @throws UncheckedIOException if it cannot be read or written, or is no such file
   */
  public static SessionSecretsFile open(Path file, Instant now) {
    SessionSecretsFile opened = new SessionSecretsFile(file);
    try {
      if (Files.exists(file)) {
        opened.read(now);
      }
      opened.rewrite();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("The session secrets in " + file + " cannot be used", e);
    }
  }

  private void read(Instant now) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    // A last line without its end was cut by a crash: its session was never opened.
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    int number = 0;
    for (String line : whole.lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IOException(
            "line " + number + " is damaged; remove the file to go on without what it could read");
      }
      Instant until = Instant.ofEpochMilli(Long.parseLong(matcher.group(2)));
      if (until.isAfter(now)) {
        byte[] secret = HexFormat.of().parseHex(matcher.group(3));
        secrets.put(matcher.group(1), new Kept(until, SessionSecret.of(matcher.group(1), secret)));
      }
    }
  }

  private void rewrite() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, ".sessions", "", PRIVATE);
    StringBuilder text = new StringBuilder();
    secrets.values().forEach(kept -> text.append(line(kept)));
    Files.writeString(temporary, text, StandardCharsets.US_ASCII);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String line(Kept kept) {
    return kept.secret().sessionId()
        + ' '
        + kept.until().toEpochMilli()
        + ' '
        + HexFormat.of().formatHex(kept.secret().bytes())
        + '\n';
  }

  @Override
  public synchronized void keep(SessionSecret secret, Instant until) {
    Kept kept = new Kept(until, secret);
    try {
      Files.writeString(file, line(kept), StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("A session secret cannot be kept in " + file, e);
    }
    secrets.put(secret.sessionId(), kept);
  }

  @Override
  public synchronized Map<String, SessionSecret> kept(Instant now) {
    Map<String, SessionSecret> living = new HashMap<>();
    secrets.forEach(
        (id, kept) -> {
          if (kept.until().isAfter(now)) {
            living.put(id, kept.secret());
          }
        });
    return Map.copyOf(living);
  }

  /** Removes the file: everything that it could read has been read. */
  public synchronized void discard() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The session secrets in " + file + " cannot be removed", e);
    }
  }
}
