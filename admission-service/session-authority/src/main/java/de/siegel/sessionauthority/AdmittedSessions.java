package de.siegel.sessionauthority;

import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.Checked;
import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.sealing.RefusalCode;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.session.SessionRules;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

  /** What the desk tells a pharmacy that a brake stops, on all of it; may be empty. */
  String notice(String pharmacyId, Instant now) {
    return control.restrictions().stream()
        .filter(brake -> Restrictions.holds(brake, now))
        .filter(brake -> isMeant(brake, pharmacyId))
        .map(Restriction::getNotice)
        .filter(notice -> !notice.isBlank())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private boolean isMeant(Restriction brake, String pharmacyId) {
    return switch (brake.getScope()) {
      case PHARMACY -> brake.getPharmacyId().equals(pharmacyId);
      case COHORT ->
          control
              .admission(pharmacyId)
              .filter(admission -> admission.getCohorts().contains(brake.getValue()))
              .isPresent();
      case EVERYTHING, TERMINAL, OPERATOR, CARD, UNKNOWN -> false;
    };
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
