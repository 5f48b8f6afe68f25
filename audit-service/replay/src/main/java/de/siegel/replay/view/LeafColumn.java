package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditAttestation;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.audit.ParkedRecord;
import de.siegel.schemas.audit.SigningAttempts;
import de.siegel.servicekit.record.LeafLinks;
import java.util.List;
import java.util.function.Function;

/**
 * One column of a leaf in formats that have rows: CSV and Parquet. The names are stable; a later
 * version may add columns at the end.
 *
 * @param name as in {@link ReplayJsonLines}, with the group before it where names meet twice
 * @param type what its values are
 * @param value of a leaf: an Instant, Long, String or List of String as the type says; null where
 *     there is none
 */
public record LeafColumn(String name, Type type, Function<Leaf, Object> value) {

  /** What the values of a column are. */
  public enum Type {
    /** Instant; to the millisecond. */
    TIME,
    /** Long. */
    NUMBER,
    /** String. */
    TEXT,
    /** List of String. */
    TEXTS
  }

  /** All columns, in their order. */
  public static final List<LeafColumn> ALL =
      List.of(
          new LeafColumn("index", Type.NUMBER, Leaf::index),
          new LeafColumn("time", Type.TIME, leaf -> leaf.event().getOccurredAt()),
          new LeafColumn("loggedAt", Type.TIME, Leaf::loggedAt),
          new LeafColumn("kind", Type.TEXT, leaf -> leaf.event().getKind().name()),
          new LeafColumn("stage", Type.TEXT, leaf -> leaf.event().getStage()),
          new LeafColumn("instance", Type.TEXT, leaf -> leaf.event().getInstance()),
          new LeafColumn("links", Type.TEXT, leaf -> LeafText.state(leaf.links())),
          new LeafColumn(
              "linkKey",
              Type.TEXT,
              leaf -> leaf.links() instanceof LeafLinks.Closed closed ? closed.keyId() : null),
          link("pharmacy", Links::getPharmacyId),
          link("session", Links::getSessionId),
          link("terminal", Links::getTerminal),
          link("operator", Links::getOperator),
          link("request", Links::getRequestId),
          link("submission", Links::getSubmissionId),
          link("tenant", Links::getTenant),
          link("certificateIdHash", links -> LeafText.hex(links.getCertificateIdHash())),
          link(
              "countryCertificateIdHash",
              links -> LeafText.hex(links.getCountryCertificateIdHash())),
          new LeafColumn(
              "signatureHashes",
              Type.TEXTS,
              leaf ->
                  leaf.links()
                      .opened()
                      .map(links -> links.getSignatureHashes().stream().map(LeafText::hex).toList())
                      .orElse(null)),
          decision("requestedAt", Type.TIME, Decision::getRequestedAt),
          decision("partition", Type.NUMBER, one -> (long) one.getSourcePartition()),
          decision("offset", Type.NUMBER, Decision::getSourceOffset),
          decision("format", Type.TEXT, Decision::getFormat),
          decision(
              "findings",
              Type.TEXTS,
              one ->
                  one.getFindings().stream().map(f -> f.getCode() + " " + f.getField()).toList()),
          decision("commitment", Type.TEXT, one -> LeafText.hex(one.getCommitment())),
          decision("keyId", Type.TEXT, one -> LeafText.hex(one.getKeyId())),
          decision(
              "expiresAt",
              Type.TIME,
              one -> one.getExpiresAt() == 0 ? null : LeafText.expiry(one.getExpiresAt())),
          decision("score", Type.NUMBER, one -> (long) one.getScore()),
          decision("rules", Type.TEXTS, Decision::getRules),
          decision(
              "attestedBy",
              Type.TEXTS,
              one ->
                  one.getAttestations().stream()
                      .map(AuditAttestation::getStage)
                      .distinct()
                      .toList()),
          decision("admissionsVersion", Type.NUMBER, Decision::getAdmissionsVersion),
          decision("sessionsVersion", Type.NUMBER, Decision::getSessionsVersion),
          decision("stageKeysVersion", Type.NUMBER, Decision::getStageKeysVersion),
          decision("epochKeysVersion", Type.NUMBER, Decision::getEpochKeysVersion),
          decision(
              "fraudConfigurationVersion", Type.NUMBER, Decision::getFraudConfigurationVersion),
          signing("signingRun", Type.TEXT, SigningAttempts::getRun),
          signing("signingBatch", Type.NUMBER, SigningAttempts::getBatch),
          signing("signingKeyId", Type.TEXT, one -> LeafText.hex(one.getKeyId())),
          signing("signingAttempts", Type.NUMBER, one -> (long) one.getAttempts()),
          signing("signingBoundaryCount", Type.NUMBER, SigningAttempts::getBoundaryCount),
          parked("parkedTopic", Type.TEXT, ParkedRecord::getTopic),
          parked("parkedPartition", Type.NUMBER, one -> (long) one.getPartition()),
          parked("parkedOffset", Type.NUMBER, ParkedRecord::getOffset),
          parked("parkedReason", Type.TEXT, ParkedRecord::getReason),
          command("command", Type.TEXT, Command::getName),
          command("actors", Type.TEXTS, Command::getActors),
          command("subject", Type.TEXT, Command::getSubject),
          command("controlVersion", Type.NUMBER, Command::getControlVersion));

  private static LeafColumn link(String name, Function<Links, Object> value) {
    return new LeafColumn(name, Type.TEXT, leaf -> leaf.links().opened().map(value).orElse(null));
  }

  private static LeafColumn decision(String name, Type type, Function<Decision, Object> value) {
    return of(name, type, leaf -> leaf.event().getDecision(), value);
  }

  private static LeafColumn signing(
      String name, Type type, Function<SigningAttempts, Object> value) {
    return of(name, type, leaf -> leaf.event().getSigning(), value);
  }

  private static LeafColumn parked(String name, Type type, Function<ParkedRecord, Object> value) {
    return of(name, type, leaf -> leaf.event().getParked(), value);
  }

  private static LeafColumn command(String name, Type type, Function<Command, Object> value) {
    return of(name, type, leaf -> leaf.event().getCommand(), value);
  }

  private static <P> LeafColumn of(
      String name, Type type, Function<Leaf, P> part, Function<P, Object> value) {
    return new LeafColumn(
        name,
        type,
        leaf -> {
          P found = part.apply(leaf);
          return found == null ? null : value.apply(found);
        });
  }
}
