package de.siegel.identity.control;

import de.siegel.schemas.control.ControlHeader;
import de.siegel.sealing.Bytes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What has been seen of one control topic: decides whether a signed payload is the next one or an
 * old one played again.
 *
 * <p>Not safe for use by several threads.
 */
public final class ControlHistory {
  /** Why a payload is followed or not. */
  public enum Verdict {
    NEXT,
    /** Its sequence is not above what was seen. */
    OLD_SEQUENCE,
    /** Its version is not above what was seen of its id. */
    OLD_VERSION,
    /** It is the next version of its id but does not follow from the one that was seen. */
    BROKEN_CHAIN
  }

  private record Seen(long version, byte[] hash) {}

  private final Map<String, Seen> seen = new HashMap<>();
  private long sequence;

  /** The highest sequence that was followed, 0 if none. */
  public long sequence() {
    return sequence;
  }

  /** Judges a payload, and remembers it if it is the next. */
  public Verdict accept(VerifiedPayload verified) {
    ControlHeader header = verified.payload().header();
    if (header.getSequence() <= sequence) {
      return Verdict.OLD_SEQUENCE;
    }
    Seen before = seen.get(header.getId());
    if (before != null) {
      if (header.getVersion() <= before.version()) {
        return Verdict.OLD_VERSION;
      }
      // Compaction may have taken versions in between, so only a direct successor shows its chain.
      if (header.getVersion() == before.version() + 1
          && !Arrays.equals(Bytes.of(header.getPrevious()), before.hash())) {
        return Verdict.BROKEN_CHAIN;
      }
    }
    sequence = header.getSequence();
    seen.put(header.getId(), new Seen(header.getVersion(), verified.hash()));
    return Verdict.NEXT;
  }
}
