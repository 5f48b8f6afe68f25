package de.siegel.cli.fraud;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of fraud-check's tokens as it may be shown: whether it can be one, and what tells it from
 * another.
 *
 * @param usable whether it has the right length
 * @param fingerprint 8 hexadecimal digits, the same for the same key on every machine, from which
 *     nobody comes to the key; {@code -} if it is unusable
 */
record TokenKeyFile(boolean usable, String fingerprint) {
  /** The length of a key. */
  static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] WHAT = "siegel fraud token key".getBytes(StandardCharsets.US_ASCII);
  private static final int SHOWN = 4;

  /**
   * Reads one; the key itself is not kept.
   *
   * @throws CommandFailure if the file cannot be read
   */
  static TokenKeyFile read(Path file) {
    byte[] secret;
    try (InputStream in = Files.newInputStream(file)) {
      secret = in.readNBytes(BYTES + 1);
    } catch (IOException e) {
      throw CommandFailure.usage("--folder: " + file + ": " + FileTrouble.reason(e) + ".", e);
    }
    try {
      return secret.length == BYTES
          ? new TokenKeyFile(true, fingerprint(secret))
          : new TokenKeyFile(false, "-");
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** What it is now, or that it is unusable. */
  String state(String usually) {
    return usable ? usually : "unusable: not " + BYTES + " bytes";
  }

  private static String fingerprint(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(WHAT), 0, SHOWN);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
