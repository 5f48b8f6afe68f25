package de.siegel.validation.domain;

import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.state.RegistryEntry;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.ReplyError;
import java.util.Optional;

/**
 * A request may replace one that ended in a step-up or a hold, or whose certificate got lost with
 * its session; each has one successor, not counting one that was refused itself.
 */
public final class SupersedeRules {
  private SupersedeRules() {}

  /**
   * Why a request may not replace another one; empty if it may.
   *
   * @param predecessor what the registry knows of the request to be replaced
   * @param decided whether it is known how that request ended
   * @param successor the id of the request that wants to replace it
   * @param before what the registry knows of the request that has replaced it already, if one has
   */
  public static Optional<ReplyError> refusal(
      Optional<RegistryEntry> predecessor,
      boolean decided,
      String successor,
      Optional<RegistryEntry> before) {
    if (predecessor.isEmpty()) {
      return Optional.of(RefusalCode.SUPERSEDES_UNKNOWN.error("supersedes"));
    }
    RegistryEntry entry = predecessor.get();
    String taken = entry.getSupersededBy();
    boolean replaced = before.filter(other -> other.getDecided() == OutcomeKind.REJECTED).isEmpty();
    if (!taken.isEmpty() && !taken.equals(successor) && replaced) {
      return Optional.of(RefusalCode.SUPERSEDES_TAKEN.error("supersedes"));
    }
    if (entry.getDecided() == OutcomeKind.REJECTED) {
      return Optional.of(RefusalCode.SUPERSEDES_REFUSED.error("supersedes"));
    }
    if (!decided) {
      return Optional.of(RefusalCode.SUPERSEDES_UNDECIDED.error("supersedes"));
    }
    return Optional.empty();
  }
}
