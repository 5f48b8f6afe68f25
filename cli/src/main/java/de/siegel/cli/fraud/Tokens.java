package de.siegel.cli.fraud;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens of names: 64 bits of their SHA-256. Not safe for use by several threads. */
final class Tokens {
  private static final int REMEMBERED = 100_000;

  private final MessageDigest digest;
  private final Map<String, Long> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  Tokens() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The token of a name; the same name has the same one in every run. */
  long of(String name) {
    Long token = known.get(name);
    if (token == null) {
      token = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
      known.put(name, token);
    }
    return token;
  }
}
