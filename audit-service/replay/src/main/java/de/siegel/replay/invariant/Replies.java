package de.siegel.replay.invariant;

import de.siegel.replay.invariant.Fact.SubmissionKey;
import de.siegel.replay.trail.Leaf;
import de.siegel.replay.trail.Position;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what was asked with what was answered and what the trail says of it. All submissions
 * come first. Takes about 600 bytes a submission that is still retained.
 */
final class Replies {

  /** Brokers' clocks may differ by so much. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  /** No record waits longer: what is older has left its topic, also if it was driven again. */
  private static final Duration LONGEST_WAY = Duration.ofHours(48);

  /** What is known of one submission. */
  private static final class Story {
    private Instant appendedAt;
    private boolean underWay;
    private RequestKey request;
    private int submitted;
    private int parked;
    private int retried;
    private int answered;
    private int answeredBySigner;
    private int sealedBySigner;
    private int leaves;
    private int issued;
    private int refusedBySigner;
  }

  /**
   * A readable submission, by where it stands.
   *
   * @param key which
   * @param requestId its request
   */
  record Place(SubmissionKey key, String requestId) {}

  /** Where a parked record came from. */
  private record Origin(String topic, Position position) {}

  private record RequestKey(String pharmacyId, String requestId) {}

  private final Horizon horizon;
  private final Findings findings;
  private final Map<SubmissionKey, Story> stories = new LinkedHashMap<>();
  private final Map<Position, Place> places = new HashMap<>();
  private final Map<Origin, Story> parked = new HashMap<>();
  private final Map<Position, Instant> unreadable = new LinkedHashMap<>();
  private final Map<Integer, Instant> firstRetained = new HashMap<>();

  Replies(Horizon horizon, Findings findings) {
    this.horizon = horizon;
    this.findings = findings;
  }

  void submitted(Fact.Submitted fact) {
    firstRetained.putIfAbsent(fact.position().partition(), fact.appendedAt());
    if (fact.submission().isEmpty()) {
      unreadable.put(fact.position(), fact.appendedAt());
      return;
    }
    places.put(fact.position(), new Place(fact.submission().get(), fact.requestId()));
    Story story = stories.computeIfAbsent(fact.submission().get(), key -> new Story());
    story.submitted++;
    story.appendedAt = fact.appendedAt();
    story.request = new RequestKey(fact.submission().get().pharmacyId(), fact.requestId());
  }

  /** The submission at a position of certificate.requests, if it is retained and readable. */
  Optional<Place> place(Position position) {
    return Optional.ofNullable(places.get(position));
  }

  void parked(Fact.Parked fact) {
    boolean request = fact.topic().equals(TopicCatalogue.REQUESTS);
    if (request) {
      unreadable.remove(fact.position());
    }
    Optional<SubmissionKey> key =
        request ? place(fact.position()).map(Place::key) : fact.submission();
    key.map(stories::get)
        .ifPresent(
            story -> {
              story.parked++;
              parked.put(new Origin(fact.topic(), fact.position()), story);
            });
  }

  void answered(Fact.Answered fact) {
    Story story = stories.get(fact.submission());
    if (story == null) {
      if (mayBeForAnEarlierOne(fact)) {
        findings.skipped(Invariant.I1);
      } else {
        findings.add(Breach.ANSWERED_UNASKED, fact.submission());
      }
      return;
    }
    story.answered++;
    if (fact.decidedBy().equals(TopicCatalogue.SIGNER)) {
      story.answeredBySigner++;
      story.sealedBySigner += fact.sealed() ? 1 : 0;
    }
  }

  /**
   * Whether an answer can be to a submission that is no longer retained, or not yet read. What the
   * answer says of its submission's time is believed only as far as the broker's clock allows: or a
   * forged one could name a time that nobody can look at.
   */
  private boolean mayBeForAnEarlierOne(Fact.Answered fact) {
    Instant at = fact.appendedAt();
    if (fact.requestedAt().isAfter(at.plus(CLOCK_TOLERANCE))
        || fact.requestedAt().isBefore(at.minus(LONGEST_WAY))) {
      return false;
    }
    Instant first = firstRetained.get(fact.partition());
    return first == null || !fact.requestedAt().isAfter(first) || !horizon.settled(at);
  }

  /** A submission that a stage had not processed when the pipeline stopped. */
  void underWay(Fact.UnderWay fact) {
    Story story = stories.get(fact.submission());
    if (story != null) {
      story.underWay = true;
    }
  }

  /** A leaf that says how a submission was answered. */
  void replied(Leaf leaf) {
    Decision decision = leaf.event().getDecision();
    Position position = new Position(decision.getSourcePartition(), decision.getSourceOffset());
    Place place = places.get(position);
    if (place == null) {
      return;
    }
    Story story = stories.get(place.key());
    story.leaves++;
    if (leaf.event().getKind() == AuditKind.ISSUED) {
      story.issued++;
    } else if (leaf.event().getStage().equals(TopicCatalogue.SIGNER)) {
      story.refusedBySigner++;
    }
    leaf.links()
        .opened()
        .filter(links -> !agree(links, place))
        .ifPresent(links -> findings.add(Breach.LINKS_DISAGREE, "index " + leaf.index()));
  }

  private static boolean agree(Links links, Place place) {
    return links.getSubmissionId().equals(place.key().submissionId())
        && links.getPharmacyId().equals(place.key().pharmacyId())
        && links.getRequestId().equals(place.requestId());
  }

  /** A leaf that says that a parked record was driven again. */
  void retried(String topic, Position position) {
    Story story = parked.get(new Origin(topic, position));
    if (story != null) {
      story.retried++;
    }
  }

  /** Ends the comparison. */
  void finish() {
    unreadable.forEach(
        (position, at) -> {
          if (horizon.comparable(at)) {
            findings.checked(Invariant.I1);
            findings.add(Breach.NOT_PARKED, "certificate.requests " + position);
          } else {
            findings.skipped(Invariant.I1);
          }
        });
    Set<RequestKey> waiting =
        stories.values().stream()
            .filter(story -> story.underWay || story.parked > story.retried)
            .map(story -> story.request)
            .collect(Collectors.toSet());
    stories.forEach((key, story) -> finish(key, story, waiting));
  }

  private void finish(SubmissionKey key, Story story, Set<RequestKey> waiting) {
    if (story.answered > story.submitted) {
      findings.add(Breach.ANSWERED_TWICE, key);
    }
    if (story.underWay || !horizon.comparable(story.appendedAt)) {
      findings.skipped(Invariant.I1);
      findings.skipped(Invariant.I4);
      return;
    }
    findings.checked(Invariant.I1);
    findings.checked(Invariant.I4);
    int aside = Math.max(0, story.parked - story.retried);
    if (story.answered + aside < story.submitted) {
      // A repeat waits with its first submission, and is answered when that is decided.
      if (waiting.contains(story.request)) {
        findings.skipped(Invariant.I1);
      } else {
        findings.add(Breach.UNANSWERED, key);
      }
    } else if (story.answered <= story.submitted && story.answered + aside > story.submitted) {
      findings.add(Breach.ANSWERED_AND_PARKED, key);
    }
    if (story.leaves < story.answered) {
      findings.add(Breach.REPLY_WITHOUT_LEAF, key);
    } else if (story.leaves > story.answered) {
      findings.add(Breach.LEAF_WITHOUT_REPLY, key);
    }
    int notRefused = story.answeredBySigner - story.refusedBySigner;
    if (story.issued < notRefused) {
      findings.add(Breach.CERTIFICATE_WITHOUT_LEAF, key);
    } else if (story.issued > Math.min(notRefused, story.sealedBySigner)) {
      findings.add(Breach.CERTIFICATE_NOT_PUBLISHED, key);
    }
  }
}
