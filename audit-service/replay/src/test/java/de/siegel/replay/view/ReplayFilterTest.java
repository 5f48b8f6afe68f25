package de.siegel.replay.view;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.Events;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.SealedLinks;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayFilterTest {
  private static final Instant AT = Instant.parse("2026-11-03T10:00:00Z");
  private static final ByteBuffer KEY = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
  private static final Optional<String> ANY = Optional.empty();

  private final Leaf issued = leaf(AuditKind.ISSUED);

  @Test
  void letsEverythingThroughIfNothingIsAskedFor() {
    assertThat(ReplayFilter.ALL.wants(issued)).isTrue();
    assertThat(ReplayFilter.ALL.wants(closed(issued))).isTrue();
    assertThat(ReplayFilter.ALL.wants(command())).isTrue();
  }

  @Test
  void looksAtEachOfTheLinks() {
    assertThat(links("pharmacy-1", null, null, null, null).wants(issued)).isTrue();
    assertThat(links("pharmacy-2", null, null, null, null).wants(issued)).isFalse();
    assertThat(links(null, "terminal-1", null, null, null).wants(issued)).isTrue();
    assertThat(links(null, "terminal-2", null, null, null).wants(issued)).isFalse();
    assertThat(links(null, null, "operator-7", null, null).wants(issued)).isTrue();
    assertThat(links(null, null, "operator-8", null, null).wants(issued)).isFalse();
    assertThat(links(null, null, null, "session", null).wants(issued)).isTrue();
    assertThat(links(null, null, null, "session-2", null).wants(issued)).isFalse();
    assertThat(links(null, null, null, null, "request-1").wants(issued)).isTrue();
    assertThat(links(null, null, null, null, "request-2").wants(issued)).isFalse();
  }

  @Test
  void allThatIsAskedForMustBeSo() {
    assertThat(links("pharmacy-1", "terminal-1", null, null, null).wants(issued)).isTrue();
    assertThat(links("pharmacy-1", "terminal-2", null, null, null).wants(issued)).isFalse();
  }

  @Test
  void findsNoLeafByLinksThatAreClosedOrAbsent() {
    ReplayFilter filter = links("pharmacy-1", null, null, null, null);

    assertThat(filter.wants(closed(issued))).isFalse();
    assertThat(filter.wants(command())).isFalse();
    assertThat(filter.mayWant(command().event())).as("nothing has to be opened").isFalse();
  }

  @Test
  void looksForThePharmaciesOfAClass() {
    assertThat(ofPharmacies("pharmacy-1", "pharmacy-9").wants(issued)).isTrue();
    assertThat(ofPharmacies("pharmacy-9").wants(issued)).isFalse();
    assertThat(ofPharmacies().wants(issued)).as("a class without pharmacies").isFalse();
  }

  @Test
  void looksAtTimeKindRuleAndKeyWithoutTheLinks() {
    AuditEvent event = issued.event();

    assertThat(of(AT, AT.plusMillis(1), null, null).mayWant(event)).isTrue();
    assertThat(of(AT.plusMillis(1), null, null, null).mayWant(event)).isFalse();
    assertThat(of(null, AT, null, null).mayWant(event)).as("the end is excluded").isFalse();
    assertThat(of(null, null, "velocity", null).mayWant(event)).isTrue();
    assertThat(of(null, null, "night", null).mayWant(event)).isFalse();
    assertThat(of(null, null, null, KEY).mayWant(event)).isTrue();
    assertThat(of(null, null, null, ByteBuffer.allocate(8)).mayWant(event)).isFalse();
    assertThat(kinds(AuditKind.ISSUED, AuditKind.HELD).mayWant(event)).isTrue();
    assertThat(kinds(AuditKind.HELD).mayWant(event)).isFalse();
  }

  @Test
  void findsBatchesOfSigningByTheirKey() {
    AuditEvent signing = Events.signing(AuditKind.SIGNING_DONE, "run", 1, List.of(), 1);

    assertThat(of(null, null, null, ByteBuffer.allocate(8)).mayWant(signing)).isTrue();
    assertThat(of(null, null, null, KEY).mayWant(signing)).isFalse();
    assertThat(of(null, null, "velocity", null).mayWant(signing)).isFalse();
  }

  private static ReplayFilter of(Instant from, Instant to, String rule, ByteBuffer key) {
    return new ReplayFilter(
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        Set.of(),
        Optional.ofNullable(rule),
        Optional.ofNullable(key),
        LinkFilter.ALL);
  }

  private static ReplayFilter kinds(AuditKind... kinds) {
    return new ReplayFilter(
        Optional.empty(),
        Optional.empty(),
        Set.of(kinds),
        Optional.empty(),
        Optional.empty(),
        LinkFilter.ALL);
  }

  private static ReplayFilter with(LinkFilter links) {
    return new ReplayFilter(
        Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), links);
  }

  private static ReplayFilter links(
      String pharmacy, String terminal, String operator, String session, String request) {
    return with(
        new LinkFilter(
            Optional.ofNullable(pharmacy),
            Optional.ofNullable(terminal),
            Optional.ofNullable(operator),
            Optional.ofNullable(session),
            Optional.ofNullable(request),
            Optional.empty()));
  }

  private static ReplayFilter ofPharmacies(String... pharmacies) {
    return with(new LinkFilter(ANY, ANY, ANY, ANY, ANY, Optional.of(Set.of(pharmacies))));
  }

  private static Leaf leaf(AuditKind kind) {
    Decision decision = Events.decision(AT, 1, 4);
    decision.setRules(List.of("velocity"));
    decision.setKeyId(KEY);
    AuditEvent event = Events.decided(kind, "signer", decision);
    event.setLinks(new SealedLinks("2026-11", ByteBuffer.allocate(0)));
    return new Leaf(
        1,
        AT,
        event,
        new LeafLinks.Opened(
            Events.links("pharmacy-1", "request-1", "submission-1", new byte[16])));
  }

  private static Leaf closed(Leaf leaf) {
    return new Leaf(
        leaf.index(),
        leaf.loggedAt(),
        leaf.event(),
        new LeafLinks.Closed("2026-11", LeafLinks.Why.KEY_MISSING));
  }

  private static Leaf command() {
    return new Leaf(2, AT, Events.command("parked.retry"), new LeafLinks.None());
  }
}
