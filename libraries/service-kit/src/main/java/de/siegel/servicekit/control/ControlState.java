package de.siegel.servicekit.control;

import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.HoldRelease;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.event.ControlVersions;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * What the authorities say, as far as this process has seen it. Safe for use by several threads.
 */
public interface ControlState {
  /** A pharmacy's admission. */
  Optional<Admission> admission(String pharmacyId);

  /** Every brake that was pulled and not lifted; some may have ended by themselves. */
  Collection<Restriction> restrictions();

  /**
   * Who may or might once confirm requests of a pharmacy, in whatever state; empty if nobody ever.
   */
  Collection<Confirmer> confirmers(String pharmacyId);

  /** An accepted session, also when it has ended. */
  Optional<Session> session(String sessionId);

  /** All keys of the stages, in whatever state. */
  Collection<StageKey> stageKeys();

  /** All epoch keys, in whatever state. */
  Collection<EpochKey> epochKeys();

  /** The thresholds in force. */
  Optional<FraudConfiguration> fraudConfiguration();

  /** The last time that analysts released what fraud-check stops of a pharmacy. */
  Optional<HoldRelease> holdRelease(String pharmacyId);

  /** How far each control topic has been seen. */
  ControlVersions versions();

  /**
   * Waits until every authority has been heard within the last 2 s.
   *
   * @throws ControlUnavailable if that takes too long: nothing may be decided then
   */
  void awaitFresh();

  /**
   * Waits until this process has seen what another one relied on.
   *
   * @throws ControlUnavailable if that takes too long
   */
  void awaitVersions(ControlVersions reliedOn);

  /**
   * Waits until every authority has spoken after a moment: what had been published by then has been
   * seen after this.
   *
   * @throws ControlUnavailable if that takes too long
   */
  void awaitSpokenAfter(Instant moment);
}
