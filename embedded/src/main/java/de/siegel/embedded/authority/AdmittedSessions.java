package de.siegel.embedded.authority;

import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.Checked;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.sealing.RefusalCode;
import de.siegel.servicekit.session.SessionRules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Check V11: no session is opened for whom the desk does not let issue. A pause of everything is no
 * reason: it is over in minutes, and stages keep it.
 */
final class AdmittedSessions {
  private final Map<String, Admission> admissions;
  private final BrakeDesk brakes;

  AdmittedSessions(Map<String, Admission> admissions, BrakeDesk brakes) {
    this.admissions = admissions;
    this.brakes = brakes;
  }

  /** The Telematik-IDs of a pharmacy's cards; none if it is not admitted. */
  Collection<String> telematikIds(String pharmacyId) {
    return Optional.ofNullable(admissions.get(pharmacyId))
        .map(Admission::getTelematikIds)
        .orElse(List.of());
  }

  /** Checks a session that is about to be opened, and hands its evidence on. */
  Checked<SessionEvidence> check(Session session) {
    Admission admission = admissions.get(session.getPharmacyId());
    if (admission == null || !SessionRules.mayIssue(admission.getState())) {
      return Checked.refused(CardCode.NOT_ACTIVE, "not admitted");
    }
    boolean stopped =
        brakes.active().values().stream()
            .flatMap(brake -> SessionRules.stopped(brake, admission, session).stream())
            .anyMatch(code -> code != RefusalCode.ISSUING_PAUSED);
    return stopped
        ? Checked.refused(CardCode.NOT_ACTIVE, "suspended")
        : Checked.passed(session.getEvidence());
  }
}
