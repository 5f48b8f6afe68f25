package de.siegel.replay.invariant;

import de.siegel.replay.trail.Leaf;
import de.siegel.replay.trail.LogEntry;
import de.siegel.replay.trail.Position;
import de.siegel.schemas.audit.ParkedRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The oracle: takes what was found and says which invariant does not hold where. It reads nothing
 * itself and knows no clock.
 *
 * <p>Order of the calls: all submissions, all other facts, the log from its first record to its
 * last (each entry, then its leaf if it can be decoded), and the report. Memory: about 600 bytes
 * for each submission that is retained, and 1 kB for each request of the whole log.
 *
 * <p>Not safe for use by several threads.
 */
public final class InvariantCheck {

  private record ParkedKey(String stage, String topic, Position position) {}

  private final Findings findings = new Findings();
  private final Horizon horizon;
  private final LogOrder order;
  private final Replies replies;
  private final Decisions decisions;
  private final Certificates certificates;
  private final Attempts attempts;
  private final Admissions admissions;
  private final Map<ParkedKey, Instant> parked = new HashMap<>();
  private Instant appendedAt = Instant.MIN;
  private Optional<Instant> writtenAt = Optional.empty();

  /**
   * @param horizon when everything about a submission can be expected to be there
   * @param events the partitions of audit.events
   */
  public InvariantCheck(Horizon horizon, Map<Integer, EventCursor> events) {
    this.horizon = horizon;
    this.order = new LogOrder(events, findings);
    this.replies = new Replies(horizon, findings);
    this.decisions = new Decisions(replies, findings);
    this.certificates = new Certificates(findings);
    this.attempts = new Attempts(horizon, findings);
    this.admissions = new Admissions(findings);
  }

  /** Takes a fact. */
  public void fact(Fact fact) {
    if (fact instanceof Fact.Submitted submitted) {
      replies.submitted(submitted);
    } else if (fact instanceof Fact.Answered answered) {
      replies.answered(answered);
    } else if (fact instanceof Fact.Parked record) {
      replies.parked(record);
      parked.put(
          new ParkedKey(record.stage(), record.topic(), record.position()), record.parkedAt());
    } else if (fact instanceof Fact.UnderWay record) {
      replies.underWay(record);
    } else if (fact instanceof Fact.Counted counted) {
      attempts.counted(counted);
    } else if (fact instanceof Fact.Controlled controlled) {
      admissions.controlled(controlled);
    }
  }

  /** Takes the next record of the log. */
  public void entry(LogEntry entry) {
    appendedAt = entry.appendedAt();
    writtenAt = order.entry(entry);
  }

  /** Takes the entry of the last call as a leaf; {@link #undecodable} if it is none. */
  public void leaf(Leaf leaf) {
    switch (leaf.event().getKind()) {
      case APPROVED, ISSUED, REJECTED, STEP_UP, HELD, REPEATED, CONFLICT -> decision(leaf);
      case SIGNING_ANNOUNCED, SIGNING_DONE -> {
        if (leaf.event().getSigning() == null) {
          noLeaf(leaf);
        } else {
          attempts.signing(leaf);
        }
      }
      case PARKED, RETRIED -> {
        if (leaf.event().getParked() == null) {
          noLeaf(leaf);
        } else {
          aside(leaf);
        }
      }
      case CONTROL, COMMAND, BATCH_SIGNATURE, UNKNOWN -> {
        // Nothing is concluded from them.
      }
    }
  }

  /**
   * Takes an event that the sequencer had not copied when the pipeline stopped: it counts like a
   * leaf, and the log does not lack it. Call it after the whole log.
   */
  public void pending(Position source, Instant eventAt, Leaf leaf) {
    order.pending(source);
    appendedAt = eventAt;
    writtenAt = Optional.of(eventAt);
    leaf(leaf);
  }

  /** The entry of the last call cannot be decoded. */
  public void undecodable(LogEntry entry) {
    findings.add(Breach.NO_LEAF, "log offset " + entry.offset());
  }

  private void noLeaf(Leaf leaf) {
    findings.add(Breach.NO_LEAF, "index " + leaf.index() + " lacks what its kind needs");
  }

  private void decision(Leaf leaf) {
    if (leaf.event().getDecision() == null) {
      noLeaf(leaf);
      return;
    }
    decisions.decided(leaf, appendedAt);
    switch (leaf.event().getKind()) {
      case APPROVED -> certificates.approved(leaf);
      case ISSUED -> {
        certificates.issued(leaf);
        attempts.issued(leaf, appendedAt);
        admissions.issued(leaf, writtenAt);
        replies.replied(leaf);
      }
      case REJECTED, STEP_UP, HELD, REPEATED, CONFLICT -> replies.replied(leaf);
      case UNKNOWN,
          SIGNING_ANNOUNCED,
          SIGNING_DONE,
          PARKED,
          RETRIED,
          CONTROL,
          COMMAND,
          BATCH_SIGNATURE ->
          throw new IllegalArgumentException("No decision: " + leaf.event().getKind());
    }
  }

  private void aside(Leaf leaf) {
    ParkedRecord record = leaf.event().getParked();
    Position position = new Position(record.getPartition(), record.getOffset());
    boolean retried = leaf.event().getKind() == de.siegel.schemas.audit.AuditKind.RETRIED;
    if (retried) {
      replies.retried(record.getTopic(), position);
      return;
    }
    parked.remove(new ParkedKey(leaf.event().getStage(), record.getTopic(), position));
    if (leaf.event().getStage().equals(TopicCatalogue.SEQUENCER)
        && record.getTopic().equals(TopicCatalogue.AUDIT_EVENTS)) {
      order.parked(position);
    }
  }

  /** Whether the log lacks events that were there when the check began. */
  public boolean logIsBehind() {
    return order.behind();
  }

  /** Whether leaves name admissions that are newer than the facts: hand over newer ones then. */
  public boolean needsAdmissions() {
    return admissions.needsMore();
  }

  /** Ends the check. */
  public InvariantReport report() {
    order.finish();
    replies.finish();
    attempts.finish();
    admissions.finish();
    parked.forEach(
        (key, at) -> {
          if (horizon.settled(at)) {
            findings.add(Breach.PARKED_WITHOUT_LEAF, key);
          } else {
            findings.skipped(Invariant.I1);
          }
        });
    return findings.report();
  }
}
