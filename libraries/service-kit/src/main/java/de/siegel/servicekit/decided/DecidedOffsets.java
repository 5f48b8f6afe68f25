package de.siegel.servicekit.decided;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Which requests of one partition are decided, by their offset in certificate.requests: the memory
 * that lets a stage decide on each request once, whatever is copied back to its topic and whatever
 * order records come in. One bit a request, in pages.
 *
 * <p>Not safe for use by several threads.
 */
public final class DecidedOffsets {
  private static final int OFFSETS_A_PAGE = 4_096;
  private static final int PAGE_BYTES = Long.BYTES + OFFSETS_A_PAGE / Byte.SIZE;

  private final Pages pages;

  public DecidedOffsets(Pages pages) {
    this.pages = pages;
  }

  /** Whether the request at this offset is decided. */
  public boolean contains(long offset) {
    byte[] page = pages.get(offset / OFFSETS_A_PAGE);
    return page != null && (page[index(offset)] & bit(offset)) != 0;
  }

  /**
   * Notes that the request at this offset is decided.
   *
   * @param offset 0 or more
   * @param at when, for forgetting
   * @return false if it was noted before
   */
  public boolean add(long offset, Instant at) {
    byte[] before = pages.get(offset / OFFSETS_A_PAGE);
    if (before != null && (before[index(offset)] & bit(offset)) != 0) {
      return false;
    }
    byte[] page = before == null ? new byte[PAGE_BYTES] : Arrays.copyOf(before, PAGE_BYTES);
    page[index(offset)] |= bit(offset);
    ByteBuffer.wrap(page).putLong(Math.max(lastChange(page), at.toEpochMilli()));
    pages.put(offset / OFFSETS_A_PAGE, page);
    return true;
  }

  /** Forgets pages that were last changed before a moment. */
  public void forget(Instant before) {
    pages.removeIf(page -> lastChange(page) < before.toEpochMilli());
  }

  private static long lastChange(byte[] page) {
    return ByteBuffer.wrap(page).getLong();
  }

  private static int index(long offset) {
    return Long.BYTES + (int) (offset % OFFSETS_A_PAGE) / Byte.SIZE;
  }

  private static byte bit(long offset) {
    return (byte) (1 << (offset % Byte.SIZE));
  }
}
