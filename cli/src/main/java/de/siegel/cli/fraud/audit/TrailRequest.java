package de.siegel.cli.fraud.audit;

import de.siegel.cli.fraud.Tokens;
import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Features;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Links;
import java.time.Instant;

/**
 * A request as its decision in the trail tells of it.
 *
 * @param leaf index of that decision
 * @param at event time
 * @param decided what fraud-check decided
 * @param pharmacy whose
 * @param terminal token of the terminal
 * @param operator token of who worked at it
 * @param session token of the session
 */
public record TrailRequest(
    long leaf,
    Instant at,
    AuditKind decided,
    String pharmacy,
    long terminal,
    long operator,
    long session,
    boolean confirmed) {

  /** From a decision whose links are open. */
  public static TrailRequest of(Leaf leaf) {
    Links links = leaf.links().opened().orElseThrow();
    return new TrailRequest(
        leaf.index(),
        leaf.event().getDecision().getRequestedAt(),
        leaf.event().getKind(),
        links.getPharmacyId(),
        Tokens.of(links.getTerminal()),
        Tokens.of(links.getOperator()),
        Tokens.of(links.getSessionId()),
        !leaf.event().getDecision().getConfirmation().isEmpty());
  }

  /**
   * What the rules may know of it. The trail has nothing of the vaccination, so each request is a
   * visit of its own.
   */
  public Features features() {
    return new Features(
        at,
        terminal,
        operator,
        session,
        "",
        0,
        null,
        0,
        0,
        AgeMark.NONE,
        Tokens.of(leaf, 0),
        confirmed,
        0,
        false);
  }
}
