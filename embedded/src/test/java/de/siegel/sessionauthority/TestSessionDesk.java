package de.siegel.sessionauthority;

import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.authority.AuthorityTrail;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.testing.TestHouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;

/** The session authority's desk as its service puts it together, on another producer. */
public final class TestSessionDesk {
  private TestSessionDesk() {}

  /**
   * Makes it; soft sessions are refused.
   *
   * @param producer takes all that it writes
   */
  public static SessionDesk of(
      TestHouse house, CardLogin cards, Producer<byte[], byte[]> producer) {
    AuthorityTrail trail =
        new AuthorityTrail(
            new AuditWriter(
                SessionAuthorityService.NAME,
                "1",
                house.serializer(TopicCatalogue.AUDIT_EVENTS, AuditEvent.class),
                new LinkSeal(new Seal(house.provider(), house.random())),
                new SecretFolder(Path.of("no-link-keys")),
                new EventAttestations(TopicCatalogue.SEQUENCER, java.util.List.of()),
                house.random()),
            producer,
            "session.refused",
            new RefusalLedger(),
            house.clock());
    ControlPublisher publisher =
        new ControlPublisher(
            List.of(TopicCatalogue.SESSIONS),
            Map.of(
                RootOfTrust.roleName(TopicCatalogue.SESSIONS),
                List.of(AuthorityKey.generate(house.provider()))),
            topic -> house.serializer(topic, ControlRecord.class),
            producer,
            house.provider(),
            house.clock());
    return new SessionDesk(
        house.view(),
        publisher,
        Set.of(TestHouse.TENANT),
        false,
        cards,
        new SessionQuota(),
        new EndedSessions(publisher, trail::tellOf),
        house.provider(),
        refusal -> trail.refused((ledger, now) -> ledger.refused(refusal, now)),
        session -> {},
        house.clock());
  }

  /** Somebody offers a login token in place of a card. */
  public static void offerToken(SessionDesk desk) {
    desk.refuseToken();
  }
}
