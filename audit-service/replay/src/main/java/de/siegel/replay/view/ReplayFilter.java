package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which leaves somebody wants to see.
 *
 * @param pharmacy only leaves that are linked to this pharmacy; a leaf whose links stay closed is
 *     then not shown
 * @param from only what happened at this time or later
 * @param to only what happened before this time
 * @param kinds only these; empty for all
 */
public record ReplayFilter(
    Optional<String> pharmacy, Optional<Instant> from, Optional<Instant> to, Set<AuditKind> kinds) {

  /** Lets everything through. */
  public static final ReplayFilter ALL =
      new ReplayFilter(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

  public ReplayFilter {
    kinds = Set.copyOf(kinds);
  }

  /** Whether a leaf is wanted. */
  public boolean wants(Leaf leaf) {
    Instant at = leaf.event().getOccurredAt();
    return (kinds.isEmpty() || kinds.contains(leaf.event().getKind()))
        && from.map(first -> !at.isBefore(first)).orElse(true)
        && to.map(at::isBefore).orElse(true)
        && pharmacy.map(wanted -> isLinkedTo(leaf, wanted)).orElse(true);
  }

  private static boolean isLinkedTo(Leaf leaf, String pharmacy) {
    return leaf.links().opened().map(links -> links.getPharmacyId().equals(pharmacy)).orElse(false);
  }
}
