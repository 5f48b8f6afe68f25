package de.siegel.revocations;

import de.siegel.revocation.BlastRadius;
import de.siegel.revocation.TouchedCertificate;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.file.PrivateFiles;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** So long the trail is waited for at the start. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  /**
   * A month's key is destroyed a week beyond its end at the earliest; until then it must be here.
   */
  private static final Duration KEY_MUST_BE_HERE = Duration.ofDays(7);

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
  private long lastOffset = -1;
  private long lastIndex = -1;
  private boolean keyMissing;

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

  /**
   * Goes to where it was; to the beginning if the trail does not have the same leaf there any more,
   * as after a restore. What was revoked is not revoked again.
   */
  void begin(Consumer<byte[], byte[]> trail) {
    trail.assign(List.of(TrailSearch.TRAIL));
    trail.seekToBeginning(List.of(TrailSearch.TRAIL));
    if (Files.exists(place)) {
      String[] known =
          new String(PrivateFiles.read(place), StandardCharsets.US_ASCII).strip().split(" ");
      long offset = Long.parseLong(known[0]);
      long index = known.length > 1 ? Long.parseLong(known[1]) : -1;
      long begin = trail.position(TrailSearch.TRAIL);
      long end = trail.endOffsets(List.of(TrailSearch.TRAIL)).get(TrailSearch.TRAIL);
      if (begin <= offset && offset < end && isAt(trail, offset, index)) {
        trail.seek(TrailSearch.TRAIL, offset);
      } else {
        trail.seekToBeginning(List.of(TrailSearch.TRAIL));
      }
    }
  }

  /** Whether the last leaf that was looked at is where it was. */
  private boolean isAt(Consumer<byte[], byte[]> trail, long offset, long index) {
    trail.seek(TrailSearch.TRAIL, offset);
    Instant end = clock.instant().plus(LOOK);
    while (clock.instant().isBefore(end)) {
      for (ConsumerRecord<byte[], byte[]> record : trail.poll(POLL)) {
        return record.offset() == offset
            && search.leaf(record).filter(leaf -> leaf.index() == index).isPresent();
      }
    }
    return false;
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
      Optional<TrailSearch.Leaf> leaf = search.leaf(record);
      if (leaf.filter(this::waitsForKey).isPresent()) {
        // It is looked at again, when its month's key has come.
        trail.seek(TrailSearch.TRAIL, record.offset());
        keyMissing = true;
        break;
      }
      keyMissing = false;
      if (leaf.isEmpty()) {
        closed++;
        LOG.atError()
            .addKeyValue("offset", record.offset())
            .log("A record of the trail is no leaf: if it was a correction, it is not followed");
      }
      leaf.ifPresent(
          one -> {
            note(one);
            lastOffset = record.offset();
            lastIndex = one.index();
          });
    }
    Instant now = clock.instant();
    boolean atEnd = trail.currentLag(TrailSearch.TRAIL).orElse(1) == 0;
    if (!pending.isEmpty() && !now.isBefore(since.plus(TOGETHER))) {
      revoke();
    }
    if (pending.isEmpty()) {
      keepPlace();
    }
    return atEnd && !keyMissing;
  }

  private long kept = -1;

  private void keepPlace() {
    if (lastOffset != kept) {
      PrivateFiles.write(place, (lastOffset + " " + lastIndex).getBytes(StandardCharsets.US_ASCII));
      kept = lastOffset;
    }
  }

  /** Whoever went on without the key would overlook corrections for good. */
  private boolean waitsForKey(TrailSearch.Leaf leaf) {
    boolean waits =
        leaf.event().getKind() == AuditKind.ISSUED
            && leaf.links() instanceof LeafLinks.Closed shut
            && shut.why() == LeafLinks.Why.KEY_MISSING
            && mustBeHere(shut.keyId());
    if (waits && !keyMissing) {
      LOG.atError()
          .addKeyValue("index", leaf.index())
          .log("A month's key for links is missing: no correction is followed until it is there");
    }
    return waits;
  }

  private boolean mustBeHere(String month) {
    try {
      Instant over =
          YearMonth.parse(month).plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      return clock.instant().isBefore(over.plus(KEY_MUST_BE_HERE));
    } catch (DateTimeException noMonth) {
      return false;
    }
  }

  private void note(TrailSearch.Leaf leaf) {
    Decision decision = leaf.event().getDecision();
    if (leaf.event().getKind() != AuditKind.ISSUED || decision == null) {
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
                  new By(leaf.index(), decision.getRequestedAt()));
            });
  }

  private void revoke() {
    Instant oldest =
        pending.values().stream()
            .map(By::requestedAt)
            .min(Instant::compareTo)
            .orElseThrow()
            .minus(LONGEST_AGE);
    BlastRadius radius = new BlastRadius(this::isReplaced);
    search.search(radius, oldest);
    for (TouchedCertificate old : radius.certificates()) {
      By by = pending.get(new Replaced(old.pharmacyId(), old.requestId()));
      // A request's id may be used again after days: what came later was not replaced.
      if (old.index() < by.index()) {
        String cause = "replaced: leaf " + old.index() + " by leaf " + by.index();
        if (!outbox.knows(cause)) {
          audit.accept(
              new Command("certificate.revoke-replaced", List.of(), cause.substring(10), 0L));
          outbox.add(cause, List.of(old));
        }
      }
    }
    // Of those that are left, the request that was replaced had no certificate.
    pending.clear();
    since = Instant.MAX;
  }

  private boolean isReplaced(Links links, Instant at) {
    By by = pending.get(new Replaced(links.getPharmacyId(), links.getRequestId()));
    return by != null && !at.isBefore(by.requestedAt().minus(LONGEST_AGE));
  }
}
