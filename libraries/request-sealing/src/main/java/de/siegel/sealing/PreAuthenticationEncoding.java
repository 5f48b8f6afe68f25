package de.siegel.sealing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins pieces of bytes so that no two different lists give the same result: what is signed, MACed
 * or authenticated with a ciphertext is always such a joint list.
 *
 * <p>The encoding is PAE of PASETO (specification "PASETO Common Implementation Details", section
 * "PAE Definition"): the number of pieces, then each piece behind its length, numbers as 64-bit
 * little-endian. Text is UTF-8, whole numbers are 8 bytes big-endian, an absent value is an empty
 * piece.
 */
public final class PreAuthenticationEncoding {
  private static final byte[] ABSENT = new byte[0];

  private final List<byte[]> pieces = new ArrayList<>(20);
  private int length = Long.BYTES;

  private PreAuthenticationEncoding() {}

  /**
   * Begins a list.
   *
   * @param label what the list is for, with its version, for example {@code siegel/request/v1};
   *     different purposes never share a label
   */
  public static PreAuthenticationEncoding of(String label) {
    return new PreAuthenticationEncoding().add(label);
  }

  /** Adds bytes; null counts as empty. */
  public PreAuthenticationEncoding add(byte[] piece) {
    byte[] bytes = piece == null ? ABSENT : piece;
    pieces.add(bytes);
    length += Long.BYTES + bytes.length;
    return this;
  }

  /** Adds the rest of a buffer without moving it; null counts as empty. */
  public PreAuthenticationEncoding add(ByteBuffer piece) {
    return add(piece == null ? ABSENT : Bytes.of(piece));
  }

  /** Adds text as UTF-8; null counts as empty. */
  public PreAuthenticationEncoding add(String piece) {
    return add(piece == null ? ABSENT : piece.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a whole number as 8 bytes, big-endian. */
  public PreAuthenticationEncoding add(long piece) {
    return add(ByteBuffer.allocate(Long.BYTES).putLong(piece).array());
  }

  /** The joint bytes. */
  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(pieces.size());
    for (byte[] piece : pieces) {
      out.putLong(piece.length).put(piece);
    }
    return out.array();
  }

  /**
   * Takes a list apart again.
   *
   * @param most so many pieces at most
   * @return the pieces, the label first; empty if the bytes are no such list
   */
  public static Optional<List<byte[]>> split(byte[] encoded, int most) {
    ByteBuffer buffer = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.remaining() < Long.BYTES) {
      return Optional.empty();
    }
    long count = buffer.getLong();
    if (count < 1 || count > most) {
      return Optional.empty();
    }
    List<byte[]> pieces = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      if (buffer.remaining() < Long.BYTES) {
        return Optional.empty();
      }
      long size = buffer.getLong();
      if (size < 0 || size > buffer.remaining()) {
        return Optional.empty();
      }
      byte[] piece = new byte[(int) size];
      buffer.get(piece);
      pieces.add(piece);
    }
    return buffer.hasRemaining() ? Optional.empty() : Optional.of(List.copyOf(pieces));
  }
}
