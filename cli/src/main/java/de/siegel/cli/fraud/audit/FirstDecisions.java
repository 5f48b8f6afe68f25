package de.siegel.cli.fraud.audit;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Picks, of a trail's leaves in their order, the first decision of fraud-check on each request: so
 * each request counts once, however often it was sent, and what validation refused does not. Not
 * safe for use by several threads.
 */
public final class FirstDecisions implements Consumer<Leaf> {
  private final Predicate<Links> wanted;
  private final Consumer<Leaf> each;
  private final ClosedLeaves closed = new ClosedLeaves();

  private final SeenRequests seen = new SeenRequests();

  /**
   * @param wanted whose; of others nothing is kept
   * @param each gets them; their links are open
   */
  public FirstDecisions(Predicate<Links> wanted, Consumer<Leaf> each) {
    this.wanted = wanted;
    this.each = each;
  }

  /** Whether a leaf may be one: what can be told before its links are opened. */
  public static boolean mayBe(AuditEvent event) {
    if (event.getDecision() == null || !event.getStage().equals(TopicCatalogue.FRAUD_CHECK)) {
      return false;
    }
    return switch (event.getKind()) {
      case APPROVED, HELD, STEP_UP, REJECTED -> true;
      case UNKNOWN,
          ISSUED,
          REPEATED,
          CONFLICT,
          SIGNING_ANNOUNCED,
          SIGNING_DONE,
          PARKED,
          RETRIED,
          CONTROL,
          COMMAND,
          BATCH_SIGNATURE ->
          false;
    };
  }

  @Override
  public void accept(Leaf leaf) {
    if (mayBe(leaf.event()) && !closed.add(leaf)) {
      leaf.links()
          .opened()
          .filter(wanted)
          .filter(this::isNew)
          .ifPresent(links -> each.accept(leaf));
    }
  }

  private boolean isNew(Links links) {
    return seen.add(links.getPharmacyId(), links.getRequestId());
  }

  /** Decisions of fraud-check that could not be opened. */
  public ClosedLeaves closed() {
    return closed;
  }
}
