package de.siegel.desk.domain;

import de.siegel.sealing.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A code that went by letter to an address of the directory. The desk keeps its hash alone.
 *
 * @param hash lower-case hex of SHA-256 over the code; a code has at least 128 random bits
 * @param address where it went, as the directory has it
 * @param sentAt when
 * @param redeemed whether the right one came back
 */
public record ActivationCode(String hash, String address, Instant sentAt, boolean redeemed) {
  /** A letter takes days; one that lies about for longer is no proof any more. */
  public static final Duration VALID = Duration.ofDays(14);

  /** The hash of a code, as the desk keeps it. */
  public static String hashOf(String code) {
    return HexFormat.of().formatHex(Sha256.of(code.getBytes(StandardCharsets.UTF_8)));
  }

  boolean isOpen(Instant now) {
    return !redeemed && now.isBefore(sentAt.plus(VALID));
  }

  /** Compared in constant time. */
  boolean isRight(String code) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), hashOf(code).getBytes(StandardCharsets.US_ASCII));
  }

  ActivationCode redeem() {
    return new ActivationCode(hash, address, sentAt, true);
  }
}
