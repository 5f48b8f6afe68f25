package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which leaves somebody wants to see: those for which all that is asked for is so.
 *
 * @param from only what happened at this time or later
 * @param to only what happened before this time
 * @param kinds only these; empty for all
 * @param rule only decisions to which this fraud rule contributed
 * @param key only decisions and uses of this document signing key, 8 bytes
 * @param links what is asked of the links
 */
public record ReplayFilter(
    Optional<Instant> from,
    Optional<Instant> to,
    Set<AuditKind> kinds,
    Optional<String> rule,
    Optional<ByteBuffer> key,
    LinkFilter links) {

  /** Lets everything through. */
  public static final ReplayFilter ALL =
      new ReplayFilter(
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          LinkFilter.ALL);

  public ReplayFilter {
    kinds = Set.copyOf(kinds);
  }

  /** Whether a leaf is wanted. */
  public boolean wants(Leaf leaf) {
    return mayWant(leaf.event()) && wants(leaf.links());
  }

  /** What can be told before the links are opened: false if no leaf of this event is wanted. */
  public boolean mayWant(AuditEvent event) {
    return (kinds.isEmpty() || kinds.contains(event.getKind()))
        && (from.isEmpty() || !event.getOccurredAt().isBefore(from.get()))
        && (to.isEmpty() || event.getOccurredAt().isBefore(to.get()))
        && (rule.isEmpty() || hasRule(event, rule.get()))
        && (key.isEmpty() || hasKey(event, key.get()))
        && (!links.asks() || event.getLinks() != null);
  }

  /** Whether the rest is so: ask {@link #mayWant} first. */
  public boolean wants(LeafLinks opened) {
    return links.wants(opened);
  }

  private static boolean hasRule(AuditEvent event, String rule) {
    return event.getDecision() != null && event.getDecision().getRules().contains(rule);
  }

  private static boolean hasKey(AuditEvent event, ByteBuffer key) {
    return (event.getDecision() != null && event.getDecision().getKeyId().equals(key))
        || (event.getSigning() != null && event.getSigning().getKeyId().equals(key));
  }
}
