package de.siegel.cli.fraud.explain;

import de.siegel.cli.fraud.audit.ClosedLeaves;
import de.siegel.fraudrules.Parameters;
import de.siegel.replay.trail.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that can be said of a decision.
 *
 * @param decision what the trail says
 * @param leaves all decisions on the request, of all stages
 * @param supersedes the request that it replaces, if it does and the trail tells of that one
 * @param successors the requests that supersede it, and those that supersede them
 * @param state what it saw; empty if fraud-check never saw the request
 * @param thresholds that figures are held against
 * @param closed decisions that could not be opened
 */
record Explanation(
    ExplainedDecision decision,
    List<Leaf> leaves,
    Optional<RelatedRequest> supersedes,
    List<RelatedRequest> successors,
    Optional<StateBefore> state,
    Thresholds thresholds,
    ClosedLeaves closed) {

  /** The thresholds alone. */
  Parameters parameters() {
    return thresholds.parameters();
  }

  /** What stands behind the state and cannot be known; a sentence each. */
  List<String> limits() {
    if (state.isEmpty()) {
      return List.of("fraud-check did not decide on this request: no rule looked at it.");
    }
    if (state.get().replayed().isEmpty()) {
      return List.of("The state is the one that fraud-check wrote down with its decision.");
    }
    List<String> limits = new ArrayList<>();
    if (decision.state().isPresent()) {
      limits.add("The leaf has a state of its own, of another version, which cannot be read here.");
    }
    limits.add(
        "The state is reconstructed: the rules of this version over "
            + state.get().replayed().get()
            + " earlier decisions on this pharmacy in the trail, with "
            + thresholds.words()
            + (thresholds.own()
                ? ", which the decision names."
                : ", not those of configuration " + decision.configuration() + "."));
    limits.add(
        "It cannot know which requests were of one family, so each counts as a visit; what analysts"
            + " released; what was confirmed before leaves told; how busy other pharmacies were, so"
            + " that explains nothing; and nothing of vaccinations and batches.");
    if (state.get().declared()) {
      limits.add("Opening hours are those that control.admissions has now.");
    }
    closed
        .sentence("decisions up to then")
        .ifPresent(sentence -> limits.add(sentence + " Some may be this pharmacy's."));
    return List.copyOf(limits);
  }
}
