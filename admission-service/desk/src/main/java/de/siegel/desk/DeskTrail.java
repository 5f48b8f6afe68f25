package de.siegel.desk;

import de.siegel.desk.domain.DeskCode;
import de.siegel.desk.domain.DeskStep;
import de.siegel.identity.card.CardRefusal;
import de.siegel.schemas.audit.Command;
import de.siegel.servicekit.authority.AuthorityTrail;

/** What the desk tells the audit of acts and refusals. */
final class DeskTrail {
  private final AuthorityTrail trail;

  DeskTrail(AuthorityTrail trail) {
    this.trail = trail;
  }

  /** An act; returns when it is durable. */
  void taken(Command command) {
    trail.tellDurably(command);
  }

  /** A step that was refused. */
  void refused(String pharmacyId, DeskStep step, DeskCode code) {
    String line = step.getClass().getSimpleName() + " " + code;
    boolean each =
        switch (code) {
          // Whoever finds the desk can do these as often as they like.
          case UNKNOWN_PHARMACY, ALREADY_APPLIED, CLASS_UNKNOWN, CODE_WRONG, CODE_OVER, STATE ->
              false;
          default -> true;
        };
    trail.refused(
        (ledger, now) -> ledger.refused(each ? pharmacyId + " " + line : line, each, now));
  }

  /** A card that was refused. */
  void refused(CardRefusal refusal) {
    trail.refused((ledger, now) -> ledger.refused(refusal, now));
  }

  /** An order, of whom nobody knows, that was refused. */
  void refusedOrder(String line) {
    trail.refused((ledger, now) -> ledger.refused(line, false, now));
  }
}
