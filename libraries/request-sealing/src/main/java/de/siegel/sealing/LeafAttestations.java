package de.siegel.sealing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the sequencer vouches for towards whoever signs checkpoints: that a record of {@code
 * audit.log} is its own, with its index and its source. Without it, whoever owns the broker could
 * write a record there, and have it signed.
 *
 * <p>An attestation is the key's number, 1 byte, and HMAC-SHA256, 32 bytes.
 *
 * <p>Not safe for use by several threads.
 */
public final class LeafAttestations {
  private static final String HMAC = "HmacSHA256";
  private static final int LENGTH = 33;

  private final SortedMap<Byte, SecretKeySpec> keys = new TreeMap<>();
  private final Mac hmac;

  /**
   * @param sender the sequencer's name
   * @param recipient who checks
   * @param keys of which those are taken that the two share; the last part of each id is a number
   *     from 1 to 127
   */
  public LeafAttestations(String sender, String recipient, List<SharedKey> keys) {
    for (SharedKey key : keys) {
      if (key.sender().equals(sender) && key.recipient().equals(recipient)) {
        NumberedKeys.of(key)
            .ifPresent(
                number -> this.keys.put((byte) number, new SecretKeySpec(key.secret(), HMAC)));
      }
    }
    try {
      hmac = Mac.getInstance(HMAC);
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 is not available", e);
    }
  }

  /** Whether the two share a key. */
  public boolean areShared() {
    return !keys.isEmpty();
  }

  /**
   * Attests a leaf, with the newest key; there has to be one.
   *
   * @param partition of audit.events, and {@code offset} in it: where it comes from
   */
  public byte[] attest(long index, int partition, long offset, byte[] leaf) {
    byte number = keys.lastKey();
    return ByteBuffer.allocate(LENGTH)
        .put(number)
        .put(tag(number, index, partition, offset, leaf))
        .array();
  }

  /**
   * Whether the sequencer vouches for a leaf.
   *
   * @param attestation of it, or null if it has none
   */
  public boolean holds(byte[] attestation, long index, int partition, long offset, byte[] leaf) {
    return attestation != null
        && attestation.length == LENGTH
        && keys.containsKey(attestation[0])
        && MessageDigest.isEqual(
            tag(attestation[0], index, partition, offset, leaf),
            Arrays.copyOfRange(attestation, 1, LENGTH));
  }

  private byte[] tag(byte number, long index, int partition, long offset, byte[] leaf) {
    try {
      hmac.init(keys.get(number));
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 refuses a key of the sequencer", e);
    }
    hmac.update(
        PreAuthenticationEncoding.of("siegel/audit-leaf/v1")
            .add(number)
            .add(index)
            .add(partition)
            .add(offset)
            .add(leaf.length)
            .bytes());
    hmac.update(leaf);
    return hmac.doFinal();
  }
}
