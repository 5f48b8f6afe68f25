package de.siegel.replay.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.Events;
import de.siegel.replay.SealedEvents;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.LeafLinks;
import de.siegel.servicekit.record.LinkOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkOpenerTest {
  private static final Instant IN_NOVEMBER = Instant.parse("2026-11-03T10:00:00Z");

  @TempDir Path folder;
  private SealedEvents events;
  private LinkOpener opener;

  @BeforeEach
  void makeKey() throws IOException {
    events = SealedEvents.withKey(folder, "2026-11");
    opener = LinkOpener.of(events.seal(), new SecretFolder(folder));
  }

  @Test
  void opensLinksUnderAKeyThatIsHere() throws Exception {
    Links links = Events.links("pharmacy-1", "request-1", "submission-1", new byte[] {1});

    AuditEvent event = events.rejected(IN_NOVEMBER, links);

    assertThat(opener.open(event)).isEqualTo(new LeafLinks.Opened(links));
  }

  @Test
  void saysWhichKeyIsMissing() throws Exception {
    AuditEvent event = events.rejected(IN_NOVEMBER, links());
    Files.delete(folder.resolve("2026-11.key"));

    LeafLinks closed = LinkOpener.of(events.seal(), new SecretFolder(folder)).open(event);

    LeafLinks.Closed missing = new LeafLinks.Closed("2026-11", LeafLinks.Why.KEY_MISSING);
    assertThat(closed).isEqualTo(missing);
    assertThat(LinkOpener.withoutKeys().open(event)).isEqualTo(missing);
  }

  @Test
  void doesNotOpenLinksThatWereMovedToAnotherLeaf() throws Exception {
    AuditEvent event = events.rejected(IN_NOVEMBER, links());
    event.setSalt(ByteBuffer.wrap(new byte[16]));

    assertThat(opener.open(event))
        .isEqualTo(new LeafLinks.Closed("2026-11", LeafLinks.Why.DOES_NOT_OPEN));
  }

  @Test
  void looksForNoFileThatALeafNamesUnlessItIsAMonth() throws Exception {
    AuditEvent event = events.rejected(IN_NOVEMBER, links());
    Path inner = Files.createDirectory(folder.resolve("inner"));
    event.getLinks().setKeyId("../2026-11");

    assertThat(LinkOpener.of(events.seal(), new SecretFolder(inner)).open(event))
        .isEqualTo(new LeafLinks.Closed("../2026-11", LeafLinks.Why.KEY_MISSING));
  }

  @Test
  void findsNoneWhereThereAreNone() {
    assertThat(opener.open(Events.command("brake.pull"))).isEqualTo(new LeafLinks.None());
  }

  private static Links links() {
    return Events.links("pharmacy-1", "request-1", "submission-1", new byte[0]);
  }
}
