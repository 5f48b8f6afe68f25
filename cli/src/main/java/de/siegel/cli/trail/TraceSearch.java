package de.siegel.cli.trail;

import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.kafka.SequencerProgress;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.record.LeafLinks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Looks a certificate up in the trail. */
final class TraceSearch {
  /** Where nothing is broken a leaf is there within 5 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Cluster cluster;
  private final TracedCertificate wanted;
  private Optional<Leaf> issued = Optional.empty();
  private boolean announced;
  private long closed;
  private boolean whole;

  private TraceSearch(Cluster cluster, TracedCertificate wanted) {
    this.cluster = cluster;
    this.wanted = wanted;
  }

  /**
   * What the trail has of a certificate.
   *
   * @param issued the leaf that says that it was issued
   * @param announced whether the signer announced its signature
   * @param closed how many leaves could not be looked at, because their month's key is not here
   * @param whole whether all that had happened when the search began was in the trail
   * @param ofRequest all leaves of its request, in their order; none if it was not issued
   */
  record Found(
      Optional<Leaf> issued, boolean announced, long closed, boolean whole, List<Leaf> ofRequest) {}

  /** Searches; waits a while for what may have been issued a moment ago. */
  static Found find(Cluster cluster, TracedCertificate wanted, Clock clock) {
    TraceSearch search = new TraceSearch(cluster, wanted);
    search.find(clock);
    return new Found(
        search.issued,
        search.announced,
        search.closed,
        search.whole,
        search.issued.map(search::ofRequest).orElse(List.of()));
  }

  private void find(Clock clock) {
    Instant end = clock.instant().plus(PATIENCE);
    SequencerProgress sequencer = SequencerProgress.begin(cluster.kafka());
    try (AuditTrailReader reader = reader()) {
      reader.readToEnd(TraceSearch::tells, this::look);
      whole = sequencer.isPassed(cluster.kafka());
      while (issued.isEmpty() && !whole && clock.instant().isBefore(end)) {
        LockSupport.parkNanos(LOOK.toNanos());
        whole = sequencer.isPassed(cluster.kafka());
      }
      if (issued.isEmpty()) {
        reader.readToEnd(TraceSearch::tells, this::look);
      }
    }
  }

  private List<Leaf> ofRequest(Leaf certificate) {
    Links issue = links(certificate);
    List<Leaf> leaves = new ArrayList<>();
    try (AuditTrailReader reader = reader()) {
      reader.readToEnd(
          leaf ->
              leaf.links()
                  .opened()
                  .filter(links -> links.getPharmacyId().equals(issue.getPharmacyId()))
                  .filter(links -> links.getRequestId().equals(issue.getRequestId()))
                  .ifPresent(links -> leaves.add(leaf)));
    }
    return leaves;
  }

  private AuditTrailReader reader() {
    return new AuditTrailReader(
        cluster.kafka(), cluster.registry(), () -> ReplayCommand.links(cluster));
  }

  private static boolean tells(AuditEvent event) {
    return event.getKind() == AuditKind.ISSUED || event.getKind() == AuditKind.SIGNING_DONE;
  }

  private void look(Leaf leaf) {
    if (leaf.links() instanceof LeafLinks.Closed) {
      closed++;
    }
    Optional<Links> links = leaf.links().opened();
    if (links.isEmpty()) {
      return;
    }
    if (leaf.event().getKind() == AuditKind.ISSUED
        && issued.isEmpty()
        && links.get().getCertificateIdHash().equals(wanted.handle())) {
      issued = Optional.of(leaf);
    }
    if (leaf.event().getKind() == AuditKind.SIGNING_DONE
        && wanted.signatureHash().filter(links.get().getSignatureHashes()::contains).isPresent()) {
      announced = true;
    }
  }

  /** What links a leaf that was found by it. */
  static Links links(Leaf leaf) {
    return leaf.links().opened().orElseThrow();
  }
}
