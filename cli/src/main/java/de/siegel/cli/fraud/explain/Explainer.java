package de.siegel.cli.fraud.explain;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.fraud.audit.ClosedLeaves;
import de.siegel.cli.fraud.audit.FirstDecisions;
import de.siegel.cli.fraud.audit.TrailRequest;
import de.siegel.fraudrules.Moment;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Looks a request up in a trail, and puts together what its decision saw. The trail is read again
 * where that has to be reconstructed, and where the request supersedes another one; of others
 * nothing is kept.
 *
 * @param trail what is read
 * @param hours what a pharmacy declared, by its id
 * @param known thresholds, by the sequence of the configuration that a decision names
 */
record Explainer(Trail trail, Function<String, Profile> hours, LongFunction<Thresholds> known) {

  /** Something that leaves can be read from, more than once. */
  @FunctionalInterface
  interface Trail {
    /** Hands over the leaves whose event is wanted, in the order of the log. */
    void read(Predicate<AuditEvent> wanted, Consumer<Leaf> each);
  }

  /**
   * Explains a request.
   *
   * @param pharmacy whose, if that was said
   * @throws CommandFailure if there is none, or it is not clear whose is meant
   */
  Explanation explain(String request, Optional<String> pharmacy) {
    RequestLeaves search = new RequestLeaves(request, pharmacy);
    trail.read(RequestLeaves::mayBe, search);
    List<Leaf> leaves = search.only();
    Leaf decisive = RequestLeaves.decisive(leaves);
    ExplainedDecision decision = ExplainedDecision.of(decisive);
    Optional<RelatedRequest> before = Optional.empty();
    if (!decision.supersedes().isEmpty()) {
      Predecessor predecessor = new Predecessor(decision);
      trail.read(predecessor::mayBe, predecessor);
      before = predecessor.request();
    }
    Thresholds thresholds = known.apply(decision.configuration());
    Parameters parameters = thresholds.parameters();
    Found found = new Found(decision, leaves, before, search.successors(), thresholds);
    Optional<StateBefore> written =
        decision
            .state()
            .flatMap(
                bytes -> StateBefore.decoded(bytes, Moment.of(decision.requestedAt()), parameters));
    if (written.isPresent() || !FirstDecisions.mayBe(decisive.event())) {
      return explanation(found, written, search.closed());
    }
    EarlierRequests earlier = new EarlierRequests(TrailRequest.of(decisive));
    trail.read(earlier::mayBe, earlier);
    StateBefore replayed =
        StateBefore.replayed(
            earlier.inOrder(),
            TrailRequest.of(decisive),
            parameters,
            hours.apply(decision.pharmacy()));
    return explanation(found, Optional.of(replayed), earlier.closed());
  }

  /** What the trail says of the request and of those around it. */
  private record Found(
      ExplainedDecision decision,
      List<Leaf> leaves,
      Optional<RelatedRequest> supersedes,
      List<RelatedRequest> successors,
      Thresholds thresholds) {}

  private Explanation explanation(Found found, Optional<StateBefore> state, ClosedLeaves closed) {
    return new Explanation(
        found.decision(),
        found.leaves(),
        found.supersedes(),
        found.successors(),
        state,
        found.thresholds(),
        closed);
  }
}
