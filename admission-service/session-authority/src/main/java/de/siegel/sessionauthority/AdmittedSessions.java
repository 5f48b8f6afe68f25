package de.siegel.sessionauthority;

import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.Checked;
import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.sealing.RefusalCode;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.session.SessionRules;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Check V11: no session is opened for whom the desk does not let issue. A pause of everything is no
 * reason: it is over in minutes, and stages keep it.
 */
final class AdmittedSessions {
  private final ControlState control;

  AdmittedSessions(ControlState control) {
    this.control = control;
  }

  /** The Telematik-IDs of a pharmacy's cards; none if it is not admitted. */
  Collection<String> telematikIds(String pharmacyId) {
    return control.admission(pharmacyId).map(Admission::getTelematikIds).orElse(List.of());
  }

  /** What the desk tells whom a brake keeps from opening this session; may be empty. */
  String notice(Session session, Instant now) {
    Optional<Admission> admission = control.admission(session.getPharmacyId());
    return control.restrictions().stream()
        .filter(brake -> brake.getScope() != RestrictionScope.EVERYTHING)
        .filter(brake -> Restrictions.holds(brake, now))
        .filter(
            brake ->
                admission
                    .flatMap(admitted -> SessionRules.stopped(brake, admitted, session))
                    .isPresent())
        .map(Restriction::getNotice)
        .filter(notice -> !notice.isBlank())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** Checks a session that is about to be opened, or is live, and hands its evidence on. */
  Checked<SessionEvidence> check(Session session, Instant now) {
    boolean stopped =
        SessionRules.check(control, session, now).stream()
            .anyMatch(error -> !error.code().equals(RefusalCode.ISSUING_PAUSED.name()));
    return stopped
        ? Checked.refused(CardCode.NOT_ACTIVE, "not admitted, or suspended")
        : Checked.passed(session.getEvidence());
  }
}
