package de.siegel.signer.domain;

import de.siegel.servicekit.decided.DecidedOffsets;
import de.siegel.servicekit.decided.MemoryPages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which requests the signer has decided, for as long as one could be signed again: an approval that
 * comes twice, copied or read again, is put aside and no key is touched.
 *
 * <p>Not safe for use by several threads.
 */
public final class DecidedRequests {
  /** Longer than any session can be opened: what is older cannot be signed any more. */
  public static final Duration REMEMBERED = Duration.ofHours(6);

  private final Map<Integer, DecidedOffsets> partitions = new HashMap<>();

  /**
   * Notes a request as decided.
   *
   * @param partition its partition
   * @param offset its offset in certificate.requests, 0 or more
   * @param requestedAt its event time, or any later moment
   * @return false if it was noted before
   */
  public boolean add(int partition, long offset, Instant requestedAt) {
    return partitions
        .computeIfAbsent(partition, ignored -> new DecidedOffsets(new MemoryPages()))
        .add(offset, requestedAt);
  }

  /** Drops all that is known of a partition. */
  public void drop(int partition) {
    partitions.remove(partition);
  }

  /** Drops what is too old to be signed again. */
  public void forget(Instant now) {
    partitions.values().forEach(offsets -> offsets.forget(now.minus(REMEMBERED)));
  }
}
