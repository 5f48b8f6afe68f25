package de.siegel.servicekit.session;

import de.siegel.identity.card.SessionEvidenceCheck;
import de.siegel.identity.card.TrustServiceList;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Session;
import de.siegel.servicekit.configuration.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a stage believes the evidence behind a session. Each stage checks for itself, so that the
 * session authority cannot issue in a pharmacy's name.
 */
public final class SessionEvidenceRule {
  /** The name of the session authority in a card's challenge. */
  public static final String AUDIENCE = "siegel/session-authority";

  /** Evidence that proves nothing, for tests. */
  public static final String SOFT_TEST = "soft-test";

  /** How long a session may last, whatever its authority says. */
  public static final Duration LONGEST = Duration.ofHours(4);

  private final Environment environment;
  private final Supplier<Optional<TrustServiceList>> trustList;

  /**
   * A rule.
   *
   * @param trustList the trust list of the cards; absent: sessions of cards do not hold
   */
  public SessionEvidenceRule(
      Environment environment, Supplier<Optional<TrustServiceList>> trustList) {
    this.environment = environment;
    this.trustList = trustList;
  }

  /** Whether the evidence holds, for a session that lasts no longer than one may. */
  public boolean holds(Session session, Optional<Admission> admission) {
    if (session.getNotAfter().isAfter(session.getNotBefore().plus(LONGEST))) {
      return false;
    }
    if (session.getEvidence() != null && SOFT_TEST.equals(session.getEvidence().getKind())) {
      return environment == Environment.TEST;
    }
    List<String> telematikIds = admission.map(Admission::getTelematikIds).orElse(List.of());
    return SessionEvidenceCheck.check(session, telematikIds, trustList.get(), AUDIENCE)
        .refusal()
        .isEmpty();
  }
}
