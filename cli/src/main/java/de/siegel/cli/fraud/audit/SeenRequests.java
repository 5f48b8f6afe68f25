package de.siegel.cli.fraud.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

/**
 * Which requests were seen, in 64 bits each. A pharmacy chooses its requests' ids, so what stands
 * for one is salted and by a cryptographic hash: nobody can make two requests look like one, and
 * have the second overlooked. Not safe for use by several threads.
 */
final class SeenRequests {
  private final Set<Long> seen = new HashSet<>();
  private final MessageDigest hash;
  private final byte[] salt = new byte[16];

  SeenRequests() {
    new SecureRandom().nextBytes(salt);
    try {
      hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether this request was not seen before. */
  boolean add(String pharmacy, String request) {
    hash.update(salt);
    hash.update(pharmacy.getBytes(StandardCharsets.UTF_8));
    // No name goes on where another begins: 0xFF is no byte of UTF-8.
    hash.update((byte) 0xFF);
    hash.update(request.getBytes(StandardCharsets.UTF_8));
    return seen.add(ByteBuffer.wrap(hash.digest()).getLong());
  }
}
