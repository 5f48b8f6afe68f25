package de.siegel.servicekit.session;

import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.ReplyError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a session may ask for what an envelope says, and its pharmacy may issue at all. */
public final class SessionRules {
  private SessionRules() {}

  /** All ways in which a request does not fit the session that it names. */
  public static List<ReplyError> check(
      Session session, RequestEnvelope envelope, Instant requestedAt) {
    List<ReplyError> errors = new ArrayList<>();
    if (!session.getPharmacyId().equals(envelope.getPharmacyId())) {
      errors.add(RefusalCode.SESSION_MISMATCH.error("pharmacyId"));
    }
    if (!session.getTenant().equals(envelope.getTenant())) {
      errors.add(RefusalCode.SESSION_MISMATCH.error("tenant"));
    }
    if (!session.getEpoch().equals(envelope.getEpoch())) {
      errors.add(RefusalCode.SESSION_MISMATCH.error("epoch"));
    }
    if (session.getState() != SessionState.OPEN
        || requestedAt.isBefore(session.getNotBefore())
        || !requestedAt.isBefore(session.getNotAfter())) {
      errors.add(RefusalCode.SESSION_OVER.error("sessionId"));
    }
    return errors;
  }

  /** Why the pharmacy, terminal or operator of a session may not issue at present. */
  public static List<ReplyError> check(Optional<Admission> admission, Session session) {
    List<ReplyError> errors = new ArrayList<>();
    if (admission.isEmpty() || !mayIssue(admission.get().getState())) {
      errors.add(RefusalCode.PHARMACY_NOT_ADMITTED.error("pharmacyId"));
      return errors;
    }
    if (admission.get().getSuspendedTerminals().contains(session.getTerminal())) {
      errors.add(RefusalCode.TERMINAL_SUSPENDED.error("context.terminal"));
    }
    if (admission.get().getSuspendedOperators().contains(session.getOperator())) {
      errors.add(RefusalCode.OPERATOR_SUSPENDED.error("context.operator"));
    }
    return errors;
  }

  private static boolean mayIssue(AdmissionState state) {
    return switch (state) {
      case PROBATION, ACTIVE -> true;
      case UNKNOWN, APPLIED, EVIDENCED, VERIFIED, SUSPENDED, REVOKED -> false;
    };
  }
}
