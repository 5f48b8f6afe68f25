package de.siegel.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.RevocationHandle.Kind;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.audit.SigningAttempts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {
  private static final Instant NIGHT = Instant.parse("2021-10-17T23:00:00Z");

  private record Entry(AuditEvent event, Links links) {}

  private final List<Entry> log = new ArrayList<>();

  private static ByteBuffer hash(String text) {
    byte[] bytes = new byte[RevocationHandle.LENGTH];
    byte[] some = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(some, 0, bytes, 0, Math.min(some.length, bytes.length));
    return ByteBuffer.wrap(bytes);
  }

  private static Links links(String pharmacy, String terminal, String operator, String session) {
    Links links = new Links();
    links.setPharmacyId(pharmacy);
    links.setTerminal(terminal);
    links.setOperator(operator);
    links.setSessionId(session);
    links.setRequestId("request");
    links.setSignatureHashes(List.of());
    return links;
  }

  private void issued(String name, Links links, Instant at) {
    Decision decision = new Decision();
    decision.setRequestedAt(at);
    decision.setCommitment(hash(name));
    decision.setKeyId(ByteBuffer.wrap(new byte[8]));
    decision.setExpiresAt(at.plus(Duration.ofDays(365)).getEpochSecond());
    AuditEvent event = new AuditEvent();
    event.setKind(AuditKind.ISSUED);
    event.setDecision(decision);
    links.setCertificateIdHash(hash("id " + name));
    links.setCountryCertificateIdHash(hash("DEid " + name));
    links.setSignatureHashes(List.of(hash("r " + name)));
    log.add(new Entry(event, links));
  }

  private void signing(
      AuditKind kind, long batch, List<ByteBuffer> commitments, List<ByteBuffer> signatures) {
    AuditEvent event = new AuditEvent();
    event.setKind(kind);
    SigningAttempts attempts = new SigningAttempts();
    attempts.setRun("run");
    attempts.setBatch(batch);
    attempts.setCommitments(commitments);
    event.setSigning(attempts);
    Links links = links("", "", "", "");
    links.setSignatureHashes(signatures);
    log.add(new Entry(event, links));
  }

  private List<TouchedCertificate> radius(Window window) {
    BlastRadius radius = new BlastRadius(window);
    for (int index = 0; index < log.size(); index++) {
      radius.seek(index, log.get(index).event(), log.get(index).links());
    }
    log.forEach(entry -> radius.attempts(entry.event(), entry.links()));
    return radius.certificates();
  }

  private static Window window(
      Optional<String> terminal, Optional<String> operator, Optional<String> session) {
    return new Window("p-1", terminal, operator, session, NIGHT, NIGHT.plusSeconds(3_600));
  }

  /** Munich, 2021: the night of one operator, not the day of the team. */
  @Test
  void touchesWhatIsInTheWindowAndNothingElse() {
    issued("before", links("p-1", "t-1", "night", "s-1"), NIGHT.minusMillis(1));
    issued("first", links("p-1", "t-1", "night", "s-1"), NIGHT);
    issued("colleague", links("p-1", "t-1", "day", "s-2"), NIGHT.plusSeconds(10));
    issued("elsewhere", links("p-1", "t-2", "night", "s-3"), NIGHT.plusSeconds(20));
    issued("other", links("p-2", "t-1", "night", "s-1"), NIGHT.plusSeconds(30));
    issued("last", links("p-1", "t-1", "night", "s-1"), NIGHT.plusSeconds(3_600).minusMillis(1));
    issued("after", links("p-1", "t-1", "night", "s-1"), NIGHT.plusSeconds(3_600));

    assertThat(radius(window(Optional.empty(), Optional.empty(), Optional.empty())))
        .extracting(TouchedCertificate::index)
        .containsExactly(1L, 2L, 3L, 5L);
    assertThat(radius(window(Optional.of("t-1"), Optional.of("night"), Optional.empty())))
        .extracting(TouchedCertificate::index)
        .containsExactly(1L, 5L);
    assertThat(radius(window(Optional.empty(), Optional.empty(), Optional.of("s-2"))))
        .extracting(TouchedCertificate::index)
        .containsExactly(2L);
  }

  /** A signer that was killed and began again: two signatures of the same bytes. */
  @Test
  void namesEverySignatureThatWasMadeOfACertificateAlsoThoseNeverPublished() {
    signing(AuditKind.SIGNING_ANNOUNCED, 1, List.of(hash("x"), hash("one")), List.of());
    signing(AuditKind.SIGNING_DONE, 1, List.of(), List.of(hash("r of x"), hash("r lost")));
    signing(AuditKind.SIGNING_ANNOUNCED, 2, List.of(hash("one"), hash("y")), List.of());
    signing(AuditKind.SIGNING_DONE, 2, List.of(), List.of(hash("r one"), hash("r of y")));
    issued("one", links("p-1", "t-1", "night", "s-1"), NIGHT);

    assertThat(radius(window(Optional.empty(), Optional.empty(), Optional.empty())))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.handles())
                    .containsExactlyInAnyOrder(
                        RevocationHandle.ofBytes(Kind.UCI, hash("id one").array()),
                        RevocationHandle.ofBytes(Kind.COUNTRYCODEUCI, hash("DEid one").array()),
                        RevocationHandle.ofBytes(Kind.SIGNATURE, hash("r one").array()),
                        RevocationHandle.ofBytes(Kind.SIGNATURE, hash("r lost").array())));
  }

  @Test
  void aReportIsReadAsItWasWritten() {
    issued("one", links("p-1", "Kasse \"1\"", "night", "s-1"), NIGHT);
    Window window = window(Optional.of("Kasse \"1\""), Optional.empty(), Optional.empty());
    BlastReport report = new BlastReport(window, 17, radius(window));

    assertThat(BlastReport.read(report.json())).isEqualTo(report);
    assertThatThrownBy(() -> BlastReport.read("{}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageStartingWith("format");
  }

  @Test
  void aWindowThatIsEmptyIsNone() {
    assertThatThrownBy(
            () ->
                new Window(
                    "p-1", Optional.empty(), Optional.empty(), Optional.empty(), NIGHT, NIGHT))
        .hasMessageContaining("--from");
  }
}
