package de.siegel.tamperlog.merkle;

import de.siegel.tamperlog.Base64Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A SHA-256 hash of a leaf, a node or a tree. Immutable.
 *
 * <p>RFC 9162, section 2.1.1: leaves and nodes are hashed apart, so that a node can never be taken
 * for a leaf.
 */
public final class Hash {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("every Java platform has SHA-256", e);
            }
          });

  /** The root of a tree without leaves: SHA-256 of nothing. */
  public static final Hash OF_EMPTY_TREE = new Hash(SHA_256.get().digest());

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A hash that was computed elsewhere.
   *
   * @throws IllegalArgumentException unless it has 32 bytes
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** A hash within an array, which must have as many bytes behind the offset. */
  public static Hash at(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  /** Reads base64 (RFC 4648, section 4); empty if it is none of 32 bytes. */
  public static Optional<Hash> parse(String base64) {
    return Base64Text.decode(base64).filter(bytes -> bytes.length == LENGTH).map(Hash::new);
  }

  /** The hash of a leaf: {@code SHA-256(0x00 || entry)}. */
  public static Hash ofLeaf(byte[] entry) {
    MessageDigest digest = SHA_256.get();
    digest.update(LEAF);
    return new Hash(digest.digest(entry));
  }

  /** The hash of a node: {@code SHA-256(0x01 || left || right)}. */
  public static Hash ofNode(Hash left, Hash right) {
    MessageDigest digest = SHA_256.get();
    digest.update(NODE);
    digest.update(left.bytes);
    return new Hash(digest.digest(right.bytes));
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Writes its bytes into an array. */
  public void writeTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  /** Base64, as checkpoints and proofs have it. */
  @Override
  public String toString() {
    return Base64Text.of(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
