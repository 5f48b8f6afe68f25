package de.siegel.sealing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int FIRST_SIZE = 512;
  private static final int MOST = Integer.MAX_VALUE - 8;

  private byte[] out = new byte[FIRST_SIZE];
  private int length = Long.BYTES;
  private long count;

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
    int size = piece == null ? 0 : piece.length;
    int at = begin(size);
    if (size > 0) {
      System.arraycopy(piece, 0, out, at, size);
    }
    return this;
  }

  /** Adds the rest of a buffer without moving it; null counts as empty. */
  public PreAuthenticationEncoding add(ByteBuffer piece) {
    int size = piece == null ? 0 : piece.remaining();
    int at = begin(size);
    if (size > 0) {
      piece.get(piece.position(), out, at, size);
    }
    return this;
  }

  /** Adds text as UTF-8; null counts as empty. */
  public PreAuthenticationEncoding add(String piece) {
    return add(piece == null ? null : piece.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a whole number as 8 bytes, big-endian. */
  public PreAuthenticationEncoding add(long piece) {
    int at = begin(Long.BYTES);
    BIG.set(out, at, piece);
    return this;
  }

  /** Writes the length of a piece, and makes room for it behind. */
  private int begin(int size) {
    int at = Math.addExact(length, Long.BYTES);
    int end = Math.addExact(at, size);
    if (end > out.length) {
      out = Arrays.copyOf(out, Math.max(end, (int) Math.min(2L * out.length, MOST)));
    }
    LITTLE.set(out, length, (long) size);
    length = end;
    count++;
    return at;
  }

  /** The joint bytes. */
  public byte[] bytes() {
    LITTLE.set(out, 0, count);
    return Arrays.copyOf(out, length);
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
