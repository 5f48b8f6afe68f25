package de.siegel.identity.control;

import de.siegel.schemas.control.ControlHeader;
import de.siegel.sealing.Bytes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What has been seen of one control topic: decides whether a signed payload is the next one or an
 * old one played again, and whether a heartbeat speaks of just what was seen.
 *
 * <p>Not safe for use by several threads.
 */
public final class ControlHistory {
  /** How long a session is remembered after its end: nothing undecided can be older. */
  public static final Duration SESSION_MEMORY = Duration.ofHours(24);

  /** How far an authority's clock may run ahead of this one's. */
  public static final Duration CLOCK_AHEAD = Duration.ofSeconds(2);

  /** Why a payload is followed or not. */
  public enum Verdict {
    /** The next record, or a heartbeat that speaks of what was seen. */
    NEXT,
    /** Its sequence is not above what was seen. */
    OLD_SEQUENCE,
    /** Its version is not above what was seen of its id. */
    OLD_VERSION,
    /** It is the next version of its id but does not follow from the one that was seen. */
    BROKEN_CHAIN,
    /** A heartbeat from the future. */
    AHEAD,
    /** A heartbeat that speaks of a record which was not seen here: it is late, or withheld. */
    INCOMPLETE
  }

  /** A version of an id: its number and the hash of its payload, which its successor names. */
  public record Version(long number, byte[] hash) {
    /** Before the first one: 0 and 32 zero bytes. */
    public static final Version NONE = new Version(0, new byte[32]);
  }

  private record Seen(Version version, Instant end) {}

  private record End(Instant at, String id) {}

  private final Map<String, Seen> seen = new HashMap<>();
  private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparing(End::at));
  private final ControlStateDigest digest;
  private String last = "";
  private long sequence;

  /**
   * @param topic the control topic
   */
  public ControlHistory(String topic) {
    this.digest = new ControlStateDigest(topic);
  }

  /** The highest sequence that was followed, 0 if none. */
  public long sequence() {
    return sequence;
  }

  /** The version of an id that is in force; {@link Version#NONE} if there is none. */
  public Version version(String id) {
    Seen known = seen.get(id);
    return known == null ? Version.NONE : known.version();
  }

  /** Digest of all that is in force. */
  public byte[] state() {
    return digest.value();
  }

  /** Id of the record with the highest sequence; it must stay on the topic. */
  public String last() {
    return last;
  }

  /**
   * Judges a record or heartbeat, and remembers a record if it is the next.
   *
   * @param now the reader's time
   */
  public Verdict accept(VerifiedPayload verified, Instant now) {
    return verified.payload() instanceof ControlPayload.OfHeartbeat heartbeat
        ? heartbeat(heartbeat, now)
        : record(verified);
  }

  private Verdict heartbeat(ControlPayload.OfHeartbeat heartbeat, Instant now) {
    ControlHeader header = heartbeat.header();
    if (header.getIssuedAt().isAfter(now.plus(CLOCK_AHEAD))) {
      return Verdict.AHEAD;
    }
    if (header.getSequence() < sequence) {
      return Verdict.OLD_SEQUENCE;
    }
    expire(header.getIssuedAt());
    return header.getSequence() == sequence
            && MessageDigest.isEqual(state(), Bytes.of(heartbeat.value().getState()))
        ? Verdict.NEXT
        : Verdict.INCOMPLETE;
  }

  private Verdict record(VerifiedPayload verified) {
    ControlHeader header = verified.payload().header();
    if (!isBrake(verified.payload()) && header.getSequence() <= sequence) {
      return Verdict.OLD_SEQUENCE;
    }
    Version before = version(header.getId());
    if (header.getVersion() <= before.number()) {
      return Verdict.OLD_VERSION;
    }
    // Compaction may have taken versions in between, so only a direct successor shows its chain.
    if (before != Version.NONE
        && header.getVersion() == before.number() + 1
        && !Arrays.equals(Bytes.of(header.getPrevious()), before.hash())) {
      return Verdict.BROKEN_CHAIN;
    }
    remember(verified);
    return Verdict.NEXT;
  }

  /** Brakes have no place in the order, but versions, and the digest names them. */
  private static boolean isBrake(ControlPayload payload) {
    return payload instanceof ControlPayload.OfRestriction;
  }

  private void remember(VerifiedPayload verified) {
    ControlHeader header = verified.payload().header();
    Instant end = Instant.MAX;
    if (verified.payload() instanceof ControlPayload.OfSession session) {
      end = session.value().getNotAfter();
      ends.add(new End(end, header.getId()));
    }
    if (!isBrake(verified.payload())) {
      sequence = header.getSequence();
      last = header.getId();
    }
    seen.put(header.getId(), new Seen(new Version(header.getVersion(), verified.hash()), end));
    digest.put(header.getId(), header.getVersion(), verified.hash());
  }

  /**
   * Forgets sessions that ended {@link #SESSION_MEMORY} before a heartbeat, as every reader of that
   * heartbeat does.
   *
   * @return their ids
   */
  public List<String> expire(Instant heartbeat) {
    List<String> forgotten = new ArrayList<>();
    Instant before = heartbeat.minus(SESSION_MEMORY);
    while (!ends.isEmpty() && ends.peek().at().isBefore(before)) {
      End end = ends.poll();
      Seen known = seen.get(end.id());
      if (known != null && known.end().equals(end.at())) {
        seen.remove(end.id());
        digest.remove(end.id());
        forgotten.add(end.id());
      }
    }
    return forgotten;
  }
}
