package de.siegel.sealing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a pharmacy is told of a request that was stopped as doubtful, beside the reasons: enough to
 * go on, and nothing that accuses.
 *
 * @param reference what to name when asking about it, eight characters
 * @param scope what is held: {@code operator}, {@code terminal} or {@code pharmacy}; empty where
 *     only this request is stopped
 * @param until when that ends by itself, if it does
 * @param next what happens next, German, for the staff
 */
public record Doubt(String reference, String scope, Optional<Instant> until, String next) {
  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 8;
  private static final int BITS = 5;

  public Doubt {
    Objects.requireNonNull(reference);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(until);
    Objects.requireNonNull(next);
  }

  /**
   * The reference of a submission: 40 bits of a hash of its id in Crockford's base 32, which can be
   * read out on a phone. Analysts find it by the id in the audit.
   */
  public static String reference(String submissionId) {
    long bits = ByteBuffer.wrap(digest(submissionId)).getLong();
    StringBuilder text = new StringBuilder();
    for (int at = 1; at <= LENGTH; at++) {
      text.append(ALPHABET[(int) (bits >>> (Long.SIZE - BITS * at)) & (ALPHABET.length - 1)]);
    }
    return text.toString();
  }

  private static byte[] digest(String submissionId) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(PreAuthenticationEncoding.of("siegel/reference/v1").add(submissionId).bytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
