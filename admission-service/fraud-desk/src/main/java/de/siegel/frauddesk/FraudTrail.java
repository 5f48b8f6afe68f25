package de.siegel.frauddesk;

import de.siegel.frauddesk.domain.ConfigurationRules;
import de.siegel.frauddesk.domain.Difference;
import de.siegel.frauddesk.domain.Numbers;
import de.siegel.frauddesk.domain.Refusal;
import de.siegel.frauddesk.domain.RefusalCode;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.audit.Command;
import de.siegel.servicekit.authority.AuthorityTrail;
import de.siegel.servicekit.authority.ControlPublisher;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the fraud desk tells the audit. A pharmacy that is released is not named there: whoever has
 * the record can see that its hash begins with the draft's id.
 */
final class FraudTrail {
  private final AuthorityTrail trail;

  FraudTrail(AuthorityTrail trail) {
    this.trail = trail;
  }

  /** A record was published; returns when that is durable. */
  void published(
      PendingDraft draft, Map<String, Double> before, ControlPublisher.Published published) {
    if (draft.payload() instanceof ControlPayload.OfFraudConfiguration configuration) {
      String differences =
          ConfigurationRules.differences(before, configuration.value().getParameters()).stream()
              .map(Difference::text)
              .collect(Collectors.joining(", "));
      tell(
          "fraud.configure",
          draft.payload().header().getId() + " " + draft.id() + ": " + differences,
          published);
    } else if (draft.payload() instanceof ControlPayload.OfHoldRelease release) {
      tell(
          "fraud.release",
          "release " + draft.id() + ": growth " + Numbers.text(release.value().getGrowth()),
          published);
    }
  }

  private void tell(String name, String subject, ControlPublisher.Published published) {
    trail.tellDurably(new Command(name, published.signers(), subject, published.sequence()));
  }

  /** Something that anybody who finds the desk can have refused as often as they like. */
  void refused(String what, List<Refusal> refusals) {
    refusals.stream()
        .map(Refusal::code)
        .distinct()
        .forEach(
            code -> trail.refused((ledger, now) -> ledger.refused(what + " " + code, false, now)));
  }

  /** What a person had signed, and was refused. */
  void refused(String draft, RefusalCode code, String person) {
    trail.refused(
        (ledger, now) -> ledger.refused("sign " + draft + " " + code + " " + person, true, now));
  }
}
