package de.siegel.replay.view;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.Events;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.LeafLinks;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayFormatsTest {
  private static final Instant AT = Instant.parse("2026-11-03T10:00:00Z");
  private static final Instant LOGGED = Instant.parse("2026-11-03T10:00:00.250Z");
  private static final byte[] HASH = {
    0x12, 0x34, 0x56, 0x78, (byte) 0x9a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  @Test
  void alignsTheColumnsOfATable() {
    StringWriter out = new StringWriter();
    ReplayTable table = new ReplayTable(out);
    table.write(issued(9));
    table.write(refused(10));
    table.flush();

    assertThat(out.toString())
        .isEqualTo(
            """
            index  time                  pharmacy    terminal    operator    outcome   codes              certificate
                9  2026-11-03T10:00:00Z  pharmacy-1  terminal-1  operator-7  ISSUED    -                  12345678
               10  2026-11-03T10:00:00Z  closed      closed      closed      REJECTED  REQUIRED,TOO_LATE  closed
            """);
  }

  @Test
  void goesOnInWiderColumnsWithoutCutting() {
    StringWriter out = new StringWriter();
    ReplayTable table = new ReplayTable(out);
    table.write(issued(1));
    table.flush();
    Links links = Events.links("p".repeat(40), "request", "submission", HASH);
    table.write(new Leaf(2, LOGGED, issued(2).event(), new LeafLinks.Opened(links)));
    table.flush();

    assertThat(out.toString()).contains("p".repeat(40));
  }

  @Test
  void showsNothingThatSteersATerminal() {
    StringWriter out = new StringWriter();
    ReplayTable table = new ReplayTable(out);
    Links links = Events.links("\u001b[2Jpharmacy\n", "request", "submission", HASH);
    table.write(new Leaf(2, LOGGED, issued(2).event(), new LeafLinks.Opened(links)));
    table.flush();

    assertThat(out.toString()).doesNotContain("\u001b").contains("?[2Jpharmacy?");
    assertThat(out.toString().lines()).hasSize(2);
  }

  @Test
  void writesOneJsonObjectALine() {
    StringWriter out = new StringWriter();
    ReplayJsonLines json = new ReplayJsonLines(out);
    json.write(refused(10));
    json.write(
        new Leaf(
            11,
            LOGGED,
            Events.parked(AuditKind.PARKED, "signer", "certificate.approved", 2, 5),
            new LeafLinks.None()));
    json.write(new Leaf(12, LOGGED, Events.command("brake.pull"), new LeafLinks.None()));
    json.write(
        new Leaf(
            13,
            LOGGED,
            Events.signing(AuditKind.SIGNING_DONE, "run-1", 2, List.of(), 7),
            new LeafLinks.None()));
    json.flush();

    assertThat(out.toString().lines())
        .containsExactly(
            "{\"index\":10,\"time\":\"2026-11-03T10:00:00Z\","
                + "\"loggedAt\":\"2026-11-03T10:00:00.250Z\",\"kind\":\"REJECTED\","
                + "\"stage\":\"validation\",\"instance\":\"instance\",\"links\":\"key-missing\","
                + "\"linkKey\":\"2026-11\",\"decision\":{\"requestedAt\":\"2026-11-03T10:00:00Z\","
                + "\"partition\":1,\"offset\":4,\"format\":\"eu-dcc-1.3\",\"findings\":["
                + "{\"code\":\"REQUIRED\",\"field\":\"field\"},"
                + "{\"code\":\"TOO_LATE\",\"field\":\"field\"}],\"score\":0,\"rules\":[],"
                + "\"attestedBy\":[],\"admissionsVersion\":0,\"sessionsVersion\":0,"
                + "\"stageKeysVersion\":0,\"epochKeysVersion\":0,"
                + "\"fraudConfigurationVersion\":0}}",
            "{\"index\":11,\"time\":\"1970-01-01T00:00:00Z\","
                + "\"loggedAt\":\"2026-11-03T10:00:00.250Z\",\"kind\":\"PARKED\","
                + "\"stage\":\"signer\",\"instance\":\"instance\",\"links\":\"none\",\"parked\":{"
                + "\"topic\":\"certificate.approved\",\"partition\":2,\"offset\":5,"
                + "\"reason\":\"MALFORMED\"}}",
            "{\"index\":12,\"time\":\"1970-01-01T00:00:00Z\","
                + "\"loggedAt\":\"2026-11-03T10:00:00.250Z\",\"kind\":\"COMMAND\","
                + "\"stage\":\"desk\",\"instance\":\"instance\",\"links\":\"none\",\"command\":{"
                + "\"name\":\"brake.pull\",\"actors\":[\"operator-1\"],\"controlVersion\":0}}",
            "{\"index\":13,\"time\":\"1970-01-01T00:00:00Z\","
                + "\"loggedAt\":\"2026-11-03T10:00:00.250Z\",\"kind\":\"SIGNING_DONE\","
                + "\"stage\":\"signer\",\"instance\":\"instance\",\"links\":\"none\",\"signing\":{"
                + "\"run\":\"run-1\",\"batch\":1,\"keyId\":\"0000000000000000\",\"attempts\":2,"
                + "\"boundaryCount\":7}}");
  }

  @Test
  void writesOpenedLinksAndCertificate() {
    StringWriter out = new StringWriter();
    ReplayJsonLines json = new ReplayJsonLines(out);
    json.write(issued(9));
    json.flush();

    assertThat(out.toString())
        .contains(
            "\"links\":\"opened\",\"pharmacy\":\"pharmacy-1\",\"session\":\"session\","
                + "\"terminal\":\"terminal-1\",\"operator\":\"operator-7\",\"request\":\"request-1\","
                + "\"submission\":\"submission-1\",\"tenant\":\"gateway\","
                + "\"certificateIdHash\":\"123456789a0000000000000000000000\","
                + "\"signatureHashes\":[]")
        .contains("\"commitment\":\"0102\"")
        .contains("\"expiresAt\":1700000000");
  }

  private static Leaf issued(long index) {
    Decision decision = Events.decision(AT, 1, 4);
    decision.setCommitment(ByteBuffer.wrap(new byte[] {1, 2}));
    decision.setExpiresAt(1_700_000_000L);
    return new Leaf(
        index,
        LOGGED,
        Events.decided(AuditKind.ISSUED, TopicCatalogue.SIGNER, decision),
        new LeafLinks.Opened(Events.links("pharmacy-1", "request-1", "submission-1", HASH)));
  }

  private static Leaf refused(long index) {
    return new Leaf(
        index,
        LOGGED,
        Events.decided(
            AuditKind.REJECTED,
            TopicCatalogue.VALIDATION,
            Events.decision(AT, 1, 4, "REQUIRED", "TOO_LATE")),
        new LeafLinks.Closed("2026-11", LeafLinks.Why.KEY_MISSING));
  }
}
