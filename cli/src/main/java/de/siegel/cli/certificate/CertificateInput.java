package de.siegel.cli.certificate;

import de.siegel.certificate.Hcert;
import de.siegel.certificate.QrCode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds the text of a certificate in what a person gives: the text, a file of it, or a picture. */
public final class CertificateInput {

  /** How the help of a command names what it takes. */
  static final String LABEL = "CERTIFICATE";

  /** What the help of a command says about it. */
  static final String DESCRIPTION =
      "A certificate: its text (HC1:...), a file with the text, a picture with its QR code, or - to"
          + " read one of the latter two from standard input.";

  private static final String STANDARD_INPUT = "-";
  private static final int MAXIMUM_PICTURE_BYTES = 10 * 1024 * 1024;
  private static final int MAXIMUM_TEXT_BYTES = 64 * 1024;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  private CertificateInput() {}

  /**
   * The text as it stands there, blanks and all: they are data (C-15). Only the line end of a file
   * is not part of it. Whether it is a certificate is not looked at.
   *
   * @throws CommandFailure when there is no such file, it cannot be read or is too large, or a
   *     picture has no QR code
   */
  public static String read(String argument, InputStream standardInput) {
    if (argument.startsWith(Hcert.PREFIX)) {
      return argument;
    }
    if (argument.equals(STANDARD_INPUT)) {
      return textOf("standard input", () -> standardInput);
    }
    Path file = path(argument);
    if (!Files.exists(file)) {
      throw CommandFailure.usage(
          "There is no file "
              + abbreviated(argument)
              + ", and it does not begin with HC1: as the text of a certificate does.");
    }
    if (Files.isDirectory(file)) {
      throw CommandFailure.usage("Cannot read " + file + ": it is a folder.");
    }
    return textOf(file.toString(), () -> Files.newInputStream(file));
  }

  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }

  private static String textOf(String name, Source source) {
    byte[] bytes;
    try (InputStream stream = source.open()) {
      bytes = stream.readNBytes(MAXIMUM_PICTURE_BYTES + 1);
    } catch (IOException e) {
      throw CommandFailure.usage("Cannot read " + name + ": " + FileTrouble.reason(e) + ".", e);
    }
    boolean picture = startsWith(bytes, PNG) || startsWith(bytes, JPEG);
    if (bytes.length > (picture ? MAXIMUM_PICTURE_BYTES : MAXIMUM_TEXT_BYTES)) {
      throw CommandFailure.usage(
          "Cannot use %s: a %s of a certificate has at most %s."
              .formatted(name, picture ? "picture" : "text", picture ? "10 MiB" : "64 KiB"));
    }
    if (picture) {
      return codeIn(bytes)
          .orElseThrow(
              () ->
                  CommandFailure.usage(
                      "No QR code can be read in the picture "
                          + name
                          + ": use a sharp and complete one of at most 10 million pixels."));
    }
    return withoutLineEnd(new String(bytes, StandardCharsets.UTF_8));
  }

  private static Optional<String> codeIn(byte[] picture) {
    try {
      return QrCode.read(picture);
    } catch (RuntimeException e) {
      // The JDK's picture readers throw all kinds of these for damaged pictures.
      return Optional.empty();
    }
  }

  private static String withoutLineEnd(String text) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (content.endsWith("\n")) {
      content = content.substring(0, content.length() - 1);
    }
    return content.endsWith("\r") ? content.substring(0, content.length() - 1) : content;
  }

  private static Path path(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage(abbreviated(argument) + " is no name of a file.", e);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] beginning) {
    return bytes.length >= beginning.length
        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
  }

  private static String abbreviated(String argument) {
    return argument.length() <= 80 ? argument : argument.substring(0, 80) + "…";
  }
}
