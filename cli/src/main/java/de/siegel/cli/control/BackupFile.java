package de.siegel.cli.control;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * A backup of the control topics: a line that names the form, a line a record, and a last one with
 * the SHA-256 of all before it and their count. The hash finds damage; who wrote the records their
 * own signatures say.
 */
final class BackupFile {
  private static final String FORM = "siegel-control-backup/v1";
  private static final String END = "sha256 ";

  /** A record of a control topic has at most 1 MiB; in base64, with its key. */
  private static final int LONGEST_LINE = 4 * 1024 * 1024;

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private BackupFile() {}

  /** Takes records, from whoever has them. */
  @FunctionalInterface
  interface Records {
    void forEach(Consumer<BackupLine> each);
  }

  /**
   * Writes a file that must be new, for its owner alone: it names pharmacies.
   *
   * @return how many records it has
   */
  static long write(Path file, Records records) {
    MessageDigest hash = sha256();
    long[] count = new long[1];
    create(file);
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      line(out, hash, FORM);
      records.forEach(
          record -> {
            line(out, hash, record.text());
            count[0]++;
          });
      out.write(END + HexFormat.of().formatHex(hash.digest()) + " " + count[0] + "\n");
    } catch (IOException | Unwritten e) {
      throw CommandFailure.negative(file + " cannot be written: " + e.getMessage() + ".", e);
    }
    return count[0];
  }

  private static void create(Path file) {
    try {
      Files.createFile(file, OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.usage(file + " exists, and is not overwritten: choose another name.", e);
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be made: " + FileTrouble.reason(e) + ".", e);
    }
  }

  private static final class Unwritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unwritten(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static void line(Writer out, MessageDigest hash, String line) {
    try {
      out.write(line + "\n");
      hash.update((line + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new Unwritten(e);
    }
  }

  /**
   * Reads a file; hands records over before it knows whether the file is whole, so read it once for
   * nothing before you believe one.
   *
   * @return how many records it has
   * @throws CommandFailure if it is not of its form, cut or changed
   */
  static long read(Path file, Consumer<BackupLine> each) {
    MessageDigest hash = sha256();
    long count = 0;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      String line = next(in, file);
      if (!FORM.equals(line)) {
        throw CommandFailure.negative(file + " is no backup of control topics.");
      }
      while (line != null && !line.startsWith(END)) {
        hash.update((line + "\n").getBytes(StandardCharsets.US_ASCII));
        line = next(in, file);
        if (line != null && !line.startsWith(END)) {
          long number = count + 2;
          each.accept(
              BackupLine.parse(line)
                  .orElseThrow(
                      () ->
                          CommandFailure.negative(
                              file + ", line " + number + ": must be TOPIC KEY VALUE.")));
          count++;
        }
      }
      String end = END + HexFormat.of().formatHex(hash.digest()) + " " + count;
      if (!end.equals(line) || in.read() >= 0) {
        throw CommandFailure.negative(
            file + " was cut or changed: its last line is not the hash of what comes before it.");
      }
      return count;
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
  }

  /** The next line, without its newline; null at the end. */
  private static String next(BufferedReader in, Path file) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (line.length() == LONGEST_LINE) {
        throw CommandFailure.negative(file + " has a line that is longer than any record.");
      }
      line.append((char) c);
      c = in.read();
    }
    return line.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
