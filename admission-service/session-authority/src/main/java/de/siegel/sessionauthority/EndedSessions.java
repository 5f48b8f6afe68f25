package de.siegel.sessionauthority;

import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.authority.ControlPublisher;
import java.util.function.BiConsumer;

/** Ends sessions before their time, and tells the audit why. */
final class EndedSessions {
  private final ControlPublisher publisher;
  private final BiConsumer<String, Command> audit;

  /**
   * @param audit is told under the pharmacy's id, so that the desk sees whose session it was
   */
  EndedSessions(ControlPublisher publisher, BiConsumer<String, Command> audit) {
    this.publisher = publisher;
    this.audit = audit;
  }

  /**
   * Ends one.
   *
   * @param why step and code; nothing of the pharmacy
   */
  void end(Session session, String why) {
    ControlPublisher.Published published =
        publisher.publish(
            TopicCatalogue.SESSIONS,
            session.getSessionId(),
            header ->
                new ControlPayload.OfSession(
                    Session.newBuilder(session)
                        .setHeader(header)
                        .setState(SessionState.ENDED)
                        .build()));
    audit.accept(
        session.getPharmacyId(),
        new Command("session.ended", published.signers(), why, published.sequence()));
  }
}
