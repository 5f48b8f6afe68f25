package de.siegel.revocations;

import de.siegel.revocation.BlastRadius;
import de.siegel.revocation.TouchedCertificate;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.file.PrivateFiles;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the trail: where a pharmacy replaced a certificate of its own and the new one was issued,
 * the old one is revoked. That it was its own, and asked for by it, validation has decided.
 */
final class Corrections {
  private static final Logger LOG = LoggerFactory.getLogger(Corrections.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Many that come together are looked for together: each search reads three days. */
  private static final Duration TOGETHER = Duration.ofSeconds(5);

  /** Validation knows requests for 72 h at most: what was replaced is not older. */
  private static final Duration LONGEST_AGE = Duration.ofHours(73);

  private record Replaced(String pharmacyId, String requestId) {}

  private record By(long index, Instant requestedAt) {}

  private final TrailSearch search;
  private final Outbox outbox;
  private final java.util.function.Consumer<Command> audit;
  private final Path place;
  private final InstantSource clock;
  private final Map<Replaced, By> pending = new HashMap<>();
  private Instant since = Instant.MAX;
  private long closed;

  Corrections(
      TrailSearch search,
      Outbox outbox,
      java.util.function.Consumer<Command> audit,
      Path place,
      InstantSource clock) {
    this.search = search;
    this.outbox = outbox;
    this.audit = audit;
    this.place = place;
    this.clock = clock;
  }

  /** Goes to where it was, or to the beginning. */
  void begin(Consumer<byte[], byte[]> trail) {
    trail.assign(List.of(TrailSearch.TRAIL));
    if (Files.exists(place)) {
      trail.seek(
          TrailSearch.TRAIL,
          Long.parseLong(new String(PrivateFiles.read(place), StandardCharsets.US_ASCII).strip()));
    } else {
      trail.seekToBeginning(List.of(TrailSearch.TRAIL));
    }
  }

  /** How many issued certificates could not be looked at because a month's key was missing. */
  long closed() {
    return closed;
  }

  /**
   * Reads on, and revokes what was replaced.
   *
   * @return whether it has read to the end
   */
  boolean turn(Consumer<byte[], byte[]> trail) {
    for (ConsumerRecord<byte[], byte[]> record : trail.poll(POLL)) {
      search.leaf(record).ifPresent(this::note);
    }
    Instant now = clock.instant();
    boolean atEnd = trail.currentLag(TrailSearch.TRAIL).orElse(1) == 0;
    if (!pending.isEmpty() && !now.isBefore(since.plus(TOGETHER))) {
      revoke();
    }
    if (pending.isEmpty()) {
      keepPlace(trail.position(TrailSearch.TRAIL));
    }
    return atEnd;
  }

  private long kept = -1;

  private void keepPlace(long offset) {
    if (offset != kept) {
      PrivateFiles.write(place, Long.toString(offset).getBytes(StandardCharsets.US_ASCII));
      kept = offset;
    }
  }

  private void note(TrailSearch.Leaf leaf) {
    if (leaf.event().getKind() != AuditKind.ISSUED) {
      return;
    }
    if (leaf.links() instanceof LeafLinks.Closed) {
      closed++;
    }
    leaf.links()
        .opened()
        .filter(links -> !links.getSupersedes().isEmpty())
        .ifPresent(
            links -> {
              if (pending.isEmpty()) {
                since = clock.instant();
              }
              pending.put(
                  new Replaced(links.getPharmacyId(), links.getSupersedes()),
                  new By(leaf.index(), leaf.event().getDecision().getRequestedAt()));
            });
  }

  private void revoke() {
    Instant oldest =
        pending.values().stream()
            .map(By::requestedAt)
            .min(Instant::compareTo)
            .orElseThrow()
            .minus(LONGEST_AGE);
    BlastRadius radius = new BlastRadius((links, at) -> pending.containsKey(replaced(links)));
    search.search(radius, oldest, Long.MAX_VALUE);
    for (TouchedCertificate old : radius.certificates()) {
      By by = pending.get(new Replaced(old.pharmacyId(), old.requestId()));
      String cause = "replaced: leaf " + old.index() + " by leaf " + by.index();
      if (!outbox.add(cause, List.of(old)).isEmpty()) {
        audit.accept(
            new Command("certificate.revoke-replaced", List.of(), cause.substring(10), 0L));
      }
      pending.remove(new Replaced(old.pharmacyId(), old.requestId()));
    }
    if (!pending.isEmpty()) {
      // Validation lets a request replace only one that was issued, or one without certificate.
      LOG.atInfo()
          .addKeyValue("requests", pending.size())
          .log("Replaced requests had no certificate: nothing is revoked for them");
      pending.clear();
    }
    since = Instant.MAX;
  }

  private static Replaced replaced(Links links) {
    return new Replaced(links.getPharmacyId(), links.getRequestId());
  }
}
