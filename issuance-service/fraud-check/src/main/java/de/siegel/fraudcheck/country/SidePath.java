package de.siegel.fraudcheck.country;

import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.key.SecretFolder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Records of the side path: a payload, and the first 16 bytes of HMAC-SHA256 over topic, key and
 * payload under a key that only fraud-check has. Whoever else writes there makes nothing unusual
 * look usual. Not safe for use by several threads.
 */
public final class SidePath {
  private static final String LABEL = "siegel/fraud-side-path/v1";
  private static final String ALGORITHM = "HmacSHA256";
  private static final String KEY = "side-path";
  private static final int TAG_BYTES = 16;

  private final SecretFolder keys;
  private byte[] secret = new byte[0];
  private Mac mac;

  /**
   * @param keys {@code side-path.key}
   */
  public SidePath(SecretFolder keys) {
    this.keys = keys;
  }

  /** A record's value. */
  public byte[] write(String topic, String key, byte[] payload) {
    byte[] value = Arrays.copyOf(payload, payload.length + TAG_BYTES);
    System.arraycopy(tag(topic, key, payload), 0, value, payload.length, TAG_BYTES);
    return value;
  }

  /** A record's payload; empty if fraud-check did not write it there. */
  public Optional<byte[]> read(String topic, String key, byte[] value) {
    if (value == null || value.length < TAG_BYTES) {
      return Optional.empty();
    }
    byte[] payload = Arrays.copyOf(value, value.length - TAG_BYTES);
    byte[] tag = Arrays.copyOfRange(value, payload.length, value.length);
    return MessageDigest.isEqual(tag, tag(topic, key, payload))
        ? Optional.of(payload)
        : Optional.empty();
  }

  /** As a record's key. */
  public static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] tag(String topic, String key, byte[] payload) {
    byte[] current =
        keys.find(KEY)
            .orElseThrow(() -> new ControlUnavailable("There is no fraud token key " + KEY));
    try {
      if (current != secret) {
        mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(current, ALGORITHM));
        secret = current;
      }
      return Arrays.copyOf(
          mac.doFinal(PreAuthenticationEncoding.of(LABEL).add(topic).add(key).add(payload).bytes()),
          TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
