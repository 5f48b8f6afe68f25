package de.siegel.replay.view;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditAttestation;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.audit.ParkedRecord;
import de.siegel.schemas.audit.SigningAttempts;
import de.siegel.servicekit.record.LeafLinks;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Leaves as JSON, one object a line (RFC 8259), for programs. The names are stable; a later version
 * may add names and takes none away. Times are ISO 8601 in UTC, bytes are hexadecimal, a name whose
 * value is absent is left out.
 *
 * <ul>
 *   <li>always: {@code index}, {@code time}, {@code loggedAt} (when it came into the log, by the
 *       broker's clock), {@code kind}, {@code stage}, {@code instance}, {@code links} ({@code
 *       none}, {@code opened}, {@code key-missing}, {@code does-not-open})
 *   <li>where links are closed: {@code linkKey}; where they are opened: {@code pharmacy}, {@code
 *       session}, {@code terminal}, {@code operator}, {@code request}, {@code submission}, {@code
 *       supersedes}, {@code tenant}, {@code certificateIdHash}, {@code countryCertificateIdHash},
 *       {@code signatureHashes}
 *   <li>{@code decision}: {@code requestedAt}, {@code partition}, {@code offset}, {@code format},
 *       {@code findings} (each {@code code}, {@code field}), {@code commitment}, {@code keyId},
 *       {@code expiresAt} (seconds since 1970), {@code score}, {@code rules}, {@code attestedBy},
 *       {@code admissionsVersion}, {@code sessionsVersion}, {@code stageKeysVersion}, {@code
 *       epochKeysVersion}, {@code fraudConfigurationVersion}
 *   <li>{@code signing}: {@code run}, {@code batch}, {@code keyId}, {@code attempts}, {@code
 *       boundaryCount}
 *   <li>{@code parked}: {@code topic}, {@code partition}, {@code offset}, {@code reason}
 *   <li>{@code command}: {@code name}, {@code actors}, {@code subject}, {@code controlVersion}
 * </ul>
 */
public final class ReplayJsonLines extends JsonLineFormat {
  private final IsoTimes times = new IsoTimes();

  /**
   * @param out gets UTF-16; nothing of it is closed here
   */
  public ReplayJsonLines(Writer out) {
    super(out);
  }

  @Override
  void line(Leaf leaf) throws IOException {
    AuditEvent event = leaf.event();
    json.writeStartObject();
    json.writeNumberField("index", leaf.index());
    json.writeStringField("time", times.text(event.getOccurredAt()));
    json.writeStringField("loggedAt", times.text(leaf.loggedAt()));
    json.writeStringField("kind", event.getKind().name());
    json.writeStringField("stage", event.getStage());
    json.writeStringField("instance", event.getInstance());
    links(json, leaf.links());
    if (event.getDecision() != null) {
      decision(json, event.getDecision());
    }
    if (event.getSigning() != null) {
      signing(json, event.getSigning());
    }
    if (event.getParked() != null) {
      parked(json, event.getParked());
    }
    if (event.getCommand() != null) {
      command(json, event.getCommand());
    }
    json.writeEndObject();
  }

  private static void links(JsonGenerator json, LeafLinks leafLinks) throws IOException {
    if (leafLinks instanceof LeafLinks.Opened opened) {
      Links links = opened.links();
      json.writeStringField("links", "opened");
      text(json, "pharmacy", links.getPharmacyId());
      text(json, "session", links.getSessionId());
      text(json, "terminal", links.getTerminal());
      text(json, "operator", links.getOperator());
      text(json, "request", links.getRequestId());
      text(json, "submission", links.getSubmissionId());
      text(json, "supersedes", links.getSupersedes());
      text(json, "tenant", links.getTenant());
      hex(json, "certificateIdHash", links.getCertificateIdHash());
      hex(json, "countryCertificateIdHash", links.getCountryCertificateIdHash());
      json.writeArrayFieldStart("signatureHashes");
      for (ByteBuffer hash : links.getSignatureHashes()) {
        json.writeString(LeafText.hex(hash));
      }
      json.writeEndArray();
    } else if (leafLinks instanceof LeafLinks.Closed closed) {
      json.writeStringField(
          "links",
          switch (closed.why()) {
            case KEY_MISSING -> "key-missing";
            case DOES_NOT_OPEN -> "does-not-open";
          });
      json.writeStringField("linkKey", closed.keyId());
    } else {
      json.writeStringField("links", "none");
    }
  }

  private void decision(JsonGenerator json, Decision decision) throws IOException {
    json.writeObjectFieldStart("decision");
    json.writeStringField("requestedAt", times.text(decision.getRequestedAt()));
    json.writeNumberField("partition", decision.getSourcePartition());
    json.writeNumberField("offset", decision.getSourceOffset());
    text(json, "format", decision.getFormat());
    json.writeArrayFieldStart("findings");
    for (AuditFinding finding : decision.getFindings()) {
      json.writeStartObject();
      json.writeStringField("code", finding.getCode());
      json.writeStringField("field", finding.getField());
      json.writeEndObject();
    }
    json.writeEndArray();
    hex(json, "commitment", decision.getCommitment());
    hex(json, "keyId", decision.getKeyId());
    if (decision.getExpiresAt() != 0) {
      json.writeNumberField("expiresAt", decision.getExpiresAt());
    }
    json.writeNumberField("score", decision.getScore());
    texts(json, "rules", decision.getRules());
    attestedBy(json, decision.getAttestations());
    json.writeNumberField("admissionsVersion", decision.getAdmissionsVersion());
    json.writeNumberField("sessionsVersion", decision.getSessionsVersion());
    json.writeNumberField("stageKeysVersion", decision.getStageKeysVersion());
    json.writeNumberField("epochKeysVersion", decision.getEpochKeysVersion());
    json.writeNumberField("fraudConfigurationVersion", decision.getFraudConfigurationVersion());
    json.writeEndObject();
  }

  /** By loops: this stands in nearly every leaf, and streams cost more than all the rest of it. */
  private static void attestedBy(JsonGenerator json, List<AuditAttestation> attestations)
      throws IOException {
    json.writeArrayFieldStart("attestedBy");
    for (int i = 0; i < attestations.size(); i++) {
      String stage = attestations.get(i).getStage();
      boolean named = false;
      for (int before = 0; before < i && !named; before++) {
        named = attestations.get(before).getStage().equals(stage);
      }
      if (!named) {
        json.writeString(stage);
      }
    }
    json.writeEndArray();
  }

  private static void signing(JsonGenerator json, SigningAttempts attempts) throws IOException {
    json.writeObjectFieldStart("signing");
    json.writeStringField("run", attempts.getRun());
    json.writeNumberField("batch", attempts.getBatch());
    hex(json, "keyId", attempts.getKeyId());
    json.writeNumberField("attempts", attempts.getAttempts());
    json.writeNumberField("boundaryCount", attempts.getBoundaryCount());
    json.writeEndObject();
  }

  private static void parked(JsonGenerator json, ParkedRecord parked) throws IOException {
    json.writeObjectFieldStart("parked");
    json.writeStringField("topic", parked.getTopic());
    json.writeNumberField("partition", parked.getPartition());
    json.writeNumberField("offset", parked.getOffset());
    json.writeStringField("reason", parked.getReason());
    json.writeEndObject();
  }

  private static void command(JsonGenerator json, Command command) throws IOException {
    json.writeObjectFieldStart("command");
    json.writeStringField("name", command.getName());
    texts(json, "actors", command.getActors());
    text(json, "subject", command.getSubject());
    json.writeNumberField("controlVersion", command.getControlVersion());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void hex(JsonGenerator json, String name, ByteBuffer value) throws IOException {
    text(json, name, LeafText.hex(value));
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
