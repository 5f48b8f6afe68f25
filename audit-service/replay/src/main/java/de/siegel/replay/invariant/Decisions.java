package de.siegel.replay.invariant;

import de.siegel.replay.trail.Leaf;
import de.siegel.replay.trail.Position;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One decision and one certificate a request. A request is known by its submission where that is
 * retained, or by the leaf's links where they can be opened; otherwise leaves are compared by the
 * submission's position alone. Takes about 300 bytes a request of the whole log.
 */
final class Decisions {
  /** A request id that comes again after this time is a new request. */
  static final Duration REGISTRY_MEMORY = Duration.ofHours(48);

  /**
   * Refusals of validation before it knows that the pharmacy itself sent the request, or of one
   * repeat too many: they reply to a submission and decide nothing about a request, or anybody
   * could use up its id.
   */
  private static final Set<String> DECIDES_NOTHING =
      Stream.of(
              RefusalCode.REQUEST_ID_INVALID,
              RefusalCode.KEY_MISMATCH,
              RefusalCode.PARTITION_WRONG,
              RefusalCode.CREATED_AT_TOO_OLD,
              RefusalCode.CREATED_AT_IN_FUTURE,
              RefusalCode.SESSION_UNKNOWN,
              RefusalCode.SESSION_UNREADABLE,
              RefusalCode.SESSION_MISMATCH,
              RefusalCode.SESSION_OVER,
              RefusalCode.EPOCH_EXPIRED,
              RefusalCode.SIGNATURE_INVALID,
              RefusalCode.SEAL_INVALID,
              RefusalCode.REPEATED_TOO_OFTEN)
          .map(Enum::name)
          .collect(Collectors.toUnmodifiableSet());

  private record RequestKey(String pharmacyId, String requestId) {}

  private static final class Decided {
    private Instant at;
    private Instant appendedAt;
    private int approvals;
    private int ends;
    private int issued;
  }

  private final Replies replies;
  private final Findings findings;
  private final Map<RequestKey, Decided> requests = new HashMap<>();

  Decisions(Replies replies, Findings findings) {
    this.replies = replies;
    this.findings = findings;
  }

  /**
   * Looks at a leaf with a decision.
   *
   * @param appendedAt when it came into the log, by the broker's clock
   */
  void decided(Leaf leaf, Instant appendedAt) {
    Decision decision = leaf.event().getDecision();
    boolean approval = leaf.event().getKind() == AuditKind.APPROVED;
    if (!approval && !ends(leaf)) {
      return;
    }
    RequestKey key = key(leaf);
    Decided decided = requests.computeIfAbsent(key, absent -> new Decided());
    Instant at = decision.getRequestedAt();
    if (decided.at == null
        || (apart(decided.at, at, REGISTRY_MEMORY)
            && apart(decided.appendedAt, appendedAt, REGISTRY_MEMORY.dividedBy(2)))) {
      decided.at = at;
      decided.appendedAt = appendedAt;
      decided.approvals = 0;
      decided.ends = 0;
      decided.issued = 0;
    }
    findings.checked(Invariant.I1);
    decided.approvals += approval ? 1 : 0;
    decided.ends += approval ? 0 : 1;
    if ((approval ? decided.approvals : decided.ends) > 1) {
      findings.add(Breach.DECIDED_TWICE, key + " index " + leaf.index());
    }
    if (leaf.event().getKind() == AuditKind.ISSUED) {
      findings.checked(Invariant.I2);
      decided.issued++;
      if (decided.issued > 1) {
        findings.add(Breach.ISSUED_TWICE, key + " index " + leaf.index());
      }
    }
  }

  /**
   * Event time is what a stage tells: by it alone, a second certificate could be dated two days
   * later. The log's clock may lag behind by as long as the sequencer stood still.
   */
  private static boolean apart(Instant one, Instant other, Duration distance) {
    return Duration.between(one, other).abs().compareTo(distance) >= 0;
  }

  private static boolean ends(Leaf leaf) {
    return switch (leaf.event().getKind()) {
      case ISSUED, STEP_UP, HELD -> true;
      case REJECTED -> !decidesNothing(leaf);
      case UNKNOWN,
          APPROVED,
          REPEATED,
          CONFLICT,
          SIGNING_ANNOUNCED,
          SIGNING_DONE,
          PARKED,
          RETRIED,
          CONTROL,
          COMMAND,
          BATCH_SIGNATURE ->
          false;
    };
  }

  private static boolean decidesNothing(Leaf leaf) {
    List<AuditFinding> found = leaf.event().getDecision().getFindings();
    return leaf.event().getStage().equals(TopicCatalogue.VALIDATION)
        && !found.isEmpty()
        && found.stream().allMatch(finding -> DECIDES_NOTHING.contains(finding.getCode()));
  }

  private RequestKey key(Leaf leaf) {
    Decision decision = leaf.event().getDecision();
    Position position = new Position(decision.getSourcePartition(), decision.getSourceOffset());
    Optional<RequestKey> known =
        replies
            .place(position)
            .map(place -> new RequestKey(place.key().pharmacyId(), place.requestId()))
            .or(
                () ->
                    leaf.links()
                        .opened()
                        .map(links -> new RequestKey(links.getPharmacyId(), links.getRequestId())));
    return known.orElseGet(() -> new RequestKey("", "submission at " + position));
  }
}
