package de.siegel.servicekit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.testing.TestHouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditWriterTest {
  @TempDir Path folder;
  private TestHouse house;
  private AuditWriter writer;
  private final Submission submission = submission(TestHouse.START);

  @BeforeEach
  void start() {
    house = new TestHouse(folder);
    writer = house.audit(TopicCatalogue.SIGNER);
  }

  private static Submission submission(Instant at) {
    return new Submission(
        "submission-1",
        "request-marker",
        "pharmacy-marker",
        "session-marker",
        TestHouse.TENANT,
        "eu-dcc-1.3",
        at,
        new SourcePosition(2, 9L),
        "");
  }

  private byte[] issued(Submission of) {
    Decision decision = of.decision(List.of(), new ControlVersions(1L, 2L, 3L, 4L, 5L));
    return writer.decided(AuditKind.ISSUED, decision, of.links(Optional.empty()));
  }

  @Test
  void saltsEachLeafSoThatTheSameEventTwiceDiffers() {
    AuditEvent one = house.read(AuditEvent.class, issued(submission));
    AuditEvent two = house.read(AuditEvent.class, issued(submission));

    assertThat(one.getSalt().remaining()).isEqualTo(16);
    assertThat(Bytes.of(one.getSalt())).isNotEqualTo(Bytes.of(two.getSalt()));
    assertThat(Bytes.of(one.getLinks().getSealed()))
        .isNotEqualTo(Bytes.of(two.getLinks().getSealed()));
  }

  @Test
  void showsNothingThatLinksALeafInTheClear() {
    assertThat(new String(issued(submission), StandardCharsets.ISO_8859_1))
        .doesNotContain("marker", "submission-1", TestHouse.TENANT);
  }

  @Test
  void letsAnAuditorWithTheMonthsKeyReadTheLinks() {
    Links links = house.links(house.read(AuditEvent.class, issued(submission)));

    assertThat(links.getPharmacyId()).isEqualTo("pharmacy-marker");
    assertThat(links.getRequestId()).isEqualTo("request-marker");
  }

  /** Whoever owns the broker could else have a certificate stand at another time. */
  @Test
  void linksThatArePutIntoAnotherEventDoNotOpen() {
    List<Consumer<AuditEvent>> changes =
        List.of(
            event -> event.setKind(AuditKind.APPROVED),
            event -> event.setStage("fraud-check"),
            event -> event.setOccurredAt(event.getOccurredAt().plusMillis(1)),
            event -> event.setSalt(java.nio.ByteBuffer.wrap(new byte[16])),
            event ->
                event
                    .getDecision()
                    .setRequestedAt(event.getDecision().getRequestedAt().minusMillis(1)),
            event -> event.getDecision().setSourceOffset(10),
            event -> event.getDecision().setSourcePartition(5),
            event -> event.getDecision().setExpiresAt(1),
            event -> event.getDecision().setKeyId(java.nio.ByteBuffer.wrap(new byte[8])),
            event -> event.getDecision().setCommitment(java.nio.ByteBuffer.wrap(new byte[3])));
    changes.forEach(
        change -> {
          AuditEvent event = house.read(AuditEvent.class, issued(submission));
          assertThat(house.links(event)).isNotNull();
          change.accept(event);
          assertThatThrownBy(() -> house.links(event)).isInstanceOf(RuntimeException.class);
        });
  }

  @Test
  void unlinksForEverWhenTheMonthsKeyIsDestroyed() {
    AuditEvent leaf = house.read(AuditEvent.class, issued(submission));
    house.keys().destroy(TestHouse.AUDIT_LINKS, "2026-11");
    house.keys().make(TestHouse.AUDIT_LINKS, "2026-11");

    assertThatThrownBy(() -> house.links(leaf)).isInstanceOf(RuntimeException.class);
    assertThat(leaf.getDecision().getSourceOffset()).isEqualTo(9);
  }

  @Test
  void decidesNothingInAMonthWithoutAKey() {
    Submission later = submission(Instant.parse("2026-12-01T00:00:00Z"));

    assertThatThrownBy(() -> issued(later))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2026-12");
  }

  @Test
  void takesTheMonthOfTheEventInUtc() {
    Submission last = submission(Instant.parse("2026-11-30T23:59:59.999Z"));

    assertThat(house.read(AuditEvent.class, issued(last)).getLinks().getKeyId())
        .isEqualTo("2026-11");
  }

  @Test
  void recordsTheVersionsThatADecisionReliedOn() {
    Decision decision = house.read(AuditEvent.class, issued(submission)).getDecision();

    assertThat(
            List.of(
                decision.getAdmissionsVersion(),
                decision.getSessionsVersion(),
                decision.getStageKeysVersion(),
                decision.getEpochKeysVersion(),
                decision.getFraudConfigurationVersion()))
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void saysOfAParkedRecordWhereItStoodAndWhy() {
    AuditEvent leaf =
        house.read(
            AuditEvent.class,
            writer.parked(
                AuditKind.PARKED, TestHouse.START, new Parking.Source("t", 3, 44), "MALFORMED"));

    assertThat(leaf.getLinks()).isNull();
    assertThat(leaf.getParked().getOffset()).isEqualTo(44);
    assertThat(leaf.getParked().getReason()).isEqualTo("MALFORMED");
  }
}
