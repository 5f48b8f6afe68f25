package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditAttestation;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.audit.ParkedRecord;
import de.siegel.schemas.audit.SigningAttempts;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happened to one request, across all stages. The trail is read three times: {@link #decided}
 * takes the leaves that are linked to the request, {@link #surrounding} then those that are not
 * linked to anything and belong to it nevertheless: the batches that its certificate was signed in,
 * and records of it that were parked; {@link #concluding} what became of those batches.
 */
public final class RequestTimeline {
  /** A request that was sent more often has the rest counted, not kept. */
  private static final int MOST_LEAVES = 1_000;

  /**
   * One step.
   *
   * @param at when: by the broker's or the stage's clock; empty if nobody wrote it down
   * @param since the time since the step before that has one; zero for the first
   * @param stage who did it
   * @param what what it did
   * @param why codes, rules, score, batch; may be empty
   * @param leaf index of the leaf that says so; empty if it follows from another
   */
  public record Step(
      Optional<Instant> at,
      Duration since,
      String stage,
      String what,
      String why,
      Optional<Long> leaf) {}

  private final Set<ByteBuffer> commitments = new HashSet<>();
  private final Set<String> sources = new HashSet<>();
  private final Set<String> batches = new HashSet<>();
  private final Set<String> pharmacies = new HashSet<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private long left;

  /** Takes a leaf that is linked to the request. */
  public void decided(Leaf leaf) {
    keep(leaf);
    leaf.links().opened().map(Links::getPharmacyId).ifPresent(pharmacies::add);
    Decision decision = leaf.event().getDecision();
    if (decision != null) {
      sources.add(decision.getSourcePartition() + ":" + decision.getSourceOffset());
      if (decision.getCommitment().hasRemaining()) {
        commitments.add(decision.getCommitment());
      }
    }
  }

  /** Whether an event that is linked to nothing belongs to the request. */
  public boolean belongs(AuditEvent event) {
    if (event.getSigning() != null) {
      for (ByteBuffer commitment : event.getSigning().getCommitments()) {
        if (commitments.contains(commitment)) {
          return true;
        }
      }
      return false;
    }
    ParkedRecord parked = event.getParked();
    return parked != null
        && parked.getTopic().equals(TopicCatalogue.REQUESTS)
        && sources.contains(parked.getPartition() + ":" + parked.getOffset());
  }

  /** Takes a leaf for whose event {@link #belongs} is true. */
  public void surrounding(Leaf leaf) {
    keep(leaf);
    if (leaf.event().getSigning() != null) {
      batches.add(batch(leaf.event().getSigning()));
    }
  }

  /**
   * Whether an event says what became of a batch that {@link #surrounding} took: it names its batch
   * alone, the commitments stand where that was announced.
   */
  public boolean concludes(AuditEvent event) {
    return event.getKind() == AuditKind.SIGNING_DONE
        && event.getSigning() != null
        && batches.contains(batch(event.getSigning()));
  }

  /** Takes a leaf for whose event {@link #concludes} is true. */
  public void concluding(Leaf leaf) {
    keep(leaf);
  }

  private static String batch(SigningAttempts signing) {
    return signing.getRun() + "/" + signing.getBatch();
  }

  private void keep(Leaf leaf) {
    if (leaves.size() < MOST_LEAVES) {
      leaves.add(leaf);
    } else {
      left++;
    }
  }

  /** Ids of the pharmacies that sent a request of this id; normally one. */
  public Set<String> pharmacies() {
    return Set.copyOf(pharmacies);
  }

  /** How many leaves were too many to be shown. */
  public long left() {
    return left;
  }

  /** The steps, in the order of the log. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    Set<String> told = new HashSet<>();
    Instant last = null;
    for (Leaf leaf : leaves.stream().sorted(Comparator.comparingLong(Leaf::index)).toList()) {
      for (Step step : stepsOf(leaf, told)) {
        Instant before = last;
        Duration since =
            step.at()
                .filter(at -> before != null)
                .map(at -> Duration.between(before, at))
                .orElse(Duration.ZERO);
        steps.add(new Step(step.at(), since, step.stage(), step.what(), step.why(), step.leaf()));
        last = step.at().orElse(last);
      }
    }
    return List.copyOf(steps);
  }

  private static List<Step> stepsOf(Leaf leaf, Set<String> told) {
    List<Step> steps = new ArrayList<>();
    AuditEvent event = leaf.event();
    Decision decision = event.getDecision();
    if (decision != null) {
      String source = decision.getSourcePartition() + ":" + decision.getSourceOffset();
      if (told.add(source)) {
        steps.add(asked(leaf, decision, source));
      }
      for (AuditAttestation attestation : decision.getAttestations()) {
        // A stage that passed a request leaves no leaf of its own: its attestation is in the next.
        if (!attestation.getStage().equals(event.getStage())
            && told.add(source + attestation.getStage())) {
          steps.add(
              new Step(
                  Optional.empty(),
                  Duration.ZERO,
                  attestation.getStage(),
                  "passed",
                  "attested with " + attestation.getKeyId(),
                  Optional.empty()));
        }
      }
      decision.getAttestations().forEach(one -> told.add(source + one.getStage()));
      told.add(source + event.getStage());
    }
    steps.add(
        new Step(
            Optional.of(isTimedByItself(event.getKind()) ? event.getOccurredAt() : leaf.loggedAt()),
            Duration.ZERO,
            event.getStage(),
            event.getKind().name(),
            TimelineText.why(event),
            Optional.of(leaf.index())));
    return steps;
  }

  private static Step asked(Leaf leaf, Decision decision, String source) {
    String who =
        leaf.links()
            .opened()
            .map(
                links ->
                    "terminal "
                        + TimelineText.orNone(links.getTerminal())
                        + ", operator "
                        + TimelineText.orNone(links.getOperator())
                        + ", ")
            .orElse("");
    return new Step(
        Optional.of(decision.getRequestedAt()),
        Duration.ZERO,
        "pharmacy",
        "asked",
        who + TopicCatalogue.REQUESTS + " " + source,
        Optional.empty());
  }

  /** A decision has the time of its request; when it was made, only the log's broker can tell. */
  private static boolean isTimedByItself(AuditKind kind) {
    return kind == AuditKind.SIGNING_ANNOUNCED
        || kind == AuditKind.SIGNING_DONE
        || kind == AuditKind.PARKED
        || kind == AuditKind.RETRIED;
  }
}
