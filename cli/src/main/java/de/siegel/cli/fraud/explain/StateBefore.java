package de.siegel.cli.fraud.explain;

import de.siegel.cli.fraud.audit.TrailRequest;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Moment;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was remembered of a pharmacy when a request of it was decided.
 *
 * @param state days are closed up to then
 * @param declared whether opening hours were declared, as far as it was reconstructed
 * @param replayed from how many earlier decisions it was put together; empty if the leaf has it
 * @param here what the rules of this build say of the request then; empty if that was not asked
 */
record StateBefore(
    PharmacyState state, boolean declared, Optional<Integer> replayed, Optional<Decision> here) {

  /** As the leaf has it; empty if the bytes are of another version. */
  static Optional<StateBefore> decoded(byte[] bytes, Moment now, Parameters parameters) {
    try {
      PharmacyState state = PharmacyStateCodec.decode(bytes);
      return Optional.of(
          new StateBefore(state.at(now, 1, parameters), false, Optional.empty(), Optional.empty()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * By replaying the decisions before it.
   *
   * @param before of the same pharmacy, in the order of event time
   * @param request the request itself
   */
  static StateBefore replayed(
      List<TrailRequest> before, TrailRequest request, Parameters parameters, Profile profile) {
    FraudRun run = new FraudRun(parameters, Map.of(request.pharmacy(), profile));
    before.forEach(one -> run.decide(one.pharmacy(), one.features()));
    PharmacyState state = run.states().stream().findAny().orElse(PharmacyState.NEW);
    return new StateBefore(
        state.at(Moment.of(request.at()), 1, parameters),
        profile.declares(),
        Optional.of(before.size()),
        Optional.of(run.decide(request.pharmacy(), request.features())));
  }
}
