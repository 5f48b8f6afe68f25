package de.siegel.cli.trail;

import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditAttestation;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the trail tells of a certificate, and the steps of its request, for people. */
final class TraceTable {
  private TraceTable() {}

  /**
   * Prints them.
   *
   * @param revoked whether it is, in words
   */
  static void print(
      Terminal terminal,
      TracedCertificate certificate,
      Leaf issued,
      List<Leaf> ofRequest,
      String revoked) {
    Links links = TraceSearch.links(issued);
    Decision decision = issued.event().getDecision();
    Table table = Table.headless(2);
    table.row("certificate", certificate.certificateId().orElseThrow());
    table.row("issued", issued.event().getOccurredAt() + ", leaf " + issued.index());
    table.row("pharmacy", links.getPharmacyId());
    table.row("terminal", Table.orDash(links.getTerminal()));
    table.row("operator", Table.orDash(links.getOperator()));
    table.row("session", links.getSessionId());
    table.row("request", links.getRequestId() + ", by tenant " + links.getTenant());
    if (!links.getSupersedes().isEmpty()) {
      table.row("replaces", "request " + links.getSupersedes());
    }
    table.row("expires", Instant.ofEpochSecond(decision.getExpiresAt()).toString());
    table.row(
        "control versions",
        "admissions "
            + decision.getAdmissionsVersion()
            + ", sessions "
            + decision.getSessionsVersion()
            + ", stage keys "
            + decision.getStageKeysVersion()
            + ", epoch keys "
            + decision.getEpochKeysVersion()
            + ", fraud configuration "
            + decision.getFraudConfigurationVersion());
    table.row("revoked", revoked);
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().println();
    Table steps = Table.of("leaf", "when", "stage", "what", "why");
    for (Leaf leaf : ofRequest) {
      steps.row(
          Long.toString(leaf.index()),
          leaf.event().getOccurredAt().toString(),
          leaf.event().getStage(),
          leaf.event().getKind().name(),
          why(leaf.event().getDecision()));
    }
    steps.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().flush();
  }

  private static String why(Decision decision) {
    if (decision == null) {
      return "-";
    }
    List<String> parts = new ArrayList<>();
    decision.getFindings().stream().map(AuditFinding::getCode).forEach(parts::add);
    if (!decision.getAttestations().isEmpty()) {
      parts.add(
          "attested by "
              + decision.getAttestations().stream()
                  .map(AuditAttestation::getStage)
                  .distinct()
                  .collect(Collectors.joining(", ")));
    }
    if (!decision.getRules().isEmpty()) {
      parts.add("score " + decision.getScore() + ": " + String.join(", ", decision.getRules()));
    }
    return parts.isEmpty() ? "-" : String.join("; ", parts);
  }
}
