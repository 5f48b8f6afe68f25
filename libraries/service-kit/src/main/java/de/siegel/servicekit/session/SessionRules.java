package de.siegel.servicekit.session;

import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.ReplyError;
import de.siegel.sealing.Sha256;
import de.siegel.servicekit.control.ControlState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
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

  /**
   * Why the pharmacy, terminal, operator or card of a session may not issue at present.
   *
   * @param now wall-clock time: a brake holds for what is under way too, whenever it was asked for
   */
  public static List<ReplyError> check(ControlState control, Session session, Instant now) {
    Optional<Admission> admission = control.admission(session.getPharmacyId());
    List<ReplyError> errors = new ArrayList<>(check(admission, session));
    admission.ifPresent(
        admitted ->
            control.restrictions().stream()
                .filter(restriction -> Restrictions.holds(restriction, now))
                .flatMap(
                    restriction ->
                        stopped(restriction, admitted, session)
                            .map(code -> error(code, restriction.getNotice()))
                            .stream())
                .distinct()
                .filter(error -> !errors.contains(error))
                .forEach(errors::add));
    return errors;
  }

  /** The code's sentence, and behind it what the desk wants the pharmacy to know. */
  private static ReplyError error(RefusalCode code, String notice) {
    ReplyError error = code.error(field(code));
    return notice.isBlank()
        ? error
        : new ReplyError(error.code(), error.field(), error.message() + " " + notice.strip());
  }

  /** What a brake says to a session of a pharmacy; empty if it is not meant. */
  public static Optional<RefusalCode> stopped(
      Restriction restriction, Admission admission, Session session) {
    boolean ours = restriction.getPharmacyId().equals(session.getPharmacyId());
    String value = restriction.getValue();
    return switch (restriction.getScope()) {
      case EVERYTHING, UNKNOWN -> Optional.of(RefusalCode.ISSUING_PAUSED);
      case COHORT ->
          admission.getCohorts().contains(value)
              ? Optional.of(RefusalCode.PHARMACY_SUSPENDED)
              : Optional.empty();
      case PHARMACY -> ours ? Optional.of(RefusalCode.PHARMACY_SUSPENDED) : Optional.empty();
      case TERMINAL ->
          ours && value.equals(session.getTerminal())
              ? Optional.of(RefusalCode.TERMINAL_SUSPENDED)
              : Optional.empty();
      case OPERATOR ->
          ours && value.equals(session.getOperator())
              ? Optional.of(RefusalCode.OPERATOR_SUSPENDED)
              : Optional.empty();
      case CARD ->
          value.equals(card(session)) ? Optional.of(RefusalCode.CARD_SUSPENDED) : Optional.empty();
    };
  }

  private static String card(Session session) {
    return session.getEvidence() == null || session.getEvidence().getChain().isEmpty()
        ? ""
        : HexFormat.of().formatHex(Sha256.of(Bytes.of(session.getEvidence().getChain().get(0))));
  }

  private static String field(RefusalCode code) {
    return switch (code) {
      case TERMINAL_SUSPENDED -> "context.terminal";
      case OPERATOR_SUSPENDED -> "context.operator";
      case CARD_SUSPENDED -> "sessionId";
      default -> "pharmacyId";
    };
  }

  /** What the pharmacy's own admission says. */
  static List<ReplyError> check(Optional<Admission> admission, Session session) {
    List<ReplyError> errors = new ArrayList<>();
    if (admission.isEmpty()
        || !mayIssue(admission.get().getState())
        || !LocationRules.hasSeed(admission.get())) {
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

  /** Whether a pharmacy in this state may issue. */
  public static boolean mayIssue(AdmissionState state) {
    return switch (state) {
      case PROBATION, ACTIVE -> true;
      case UNKNOWN, APPLIED, EVIDENCED, VERIFIED, SUSPENDED, REVOKED -> false;
    };
  }
}
