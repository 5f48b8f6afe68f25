package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves as JSON, one object a line, with the field names of the Elastic Common Schema (ECS {@value
 * #VERSION}), for a SIEM. What ECS has no name for stands under {@code siegel}, in names of small
 * letters and underscores. The runbook has the table. Names are stable; a later version may add
 * some.
 */
public final class ReplayEcs extends JsonLineFormat {
  /** Version of ECS whose fields are used. */
  public static final String VERSION = "8.17.0";

  private final EcsDetails details = new EcsDetails();
  private final IsoTimes times = new IsoTimes();

  /**
   * @param out gets UTF-16; nothing of it is closed here
   */
  public ReplayEcs(Writer out) {
    super(out);
  }

  @Override
  void line(Leaf leaf) throws IOException {
    AuditEvent event = leaf.event();
    Optional<Links> links = leaf.links().opened();
    json.writeStartObject();
    json.writeStringField("@timestamp", times.text(event.getOccurredAt()));
    object("ecs", "version", VERSION);
    event(leaf);
    json.writeObjectFieldStart("service");
    json.writeStringField("type", "siegel");
    json.writeStringField("name", event.getStage());
    json.writeObjectFieldStart("node");
    json.writeStringField("name", event.getInstance());
    json.writeEndObject();
    json.writeEndObject();
    object("organization", "id", links.map(Links::getPharmacyId).orElse(""));
    object("host", "name", links.map(Links::getTerminal).orElse(""));
    object("user", "id", links.map(Links::getOperator).orElse(""));
    related(links, event.getCommand());
    rules(event.getDecision());
    details.write(json, leaf);
    json.writeEndObject();
  }

  private void event(Leaf leaf) throws IOException {
    EcsEvent ecs = EcsEvent.of(leaf);
    Decision decision = leaf.event().getDecision();
    json.writeObjectFieldStart("event");
    json.writeStringField("kind", ecs.kind());
    texts("category", ecs.category());
    texts("type", ecs.type());
    json.writeStringField("action", ecs.action());
    json.writeStringField("outcome", ecs.outcome());
    json.writeStringField("module", "siegel");
    json.writeStringField("dataset", "siegel.audit");
    // The number in the log names an event for ever.
    json.writeStringField("id", Long.toString(leaf.index()));
    json.writeNumberField("sequence", leaf.index());
    json.writeStringField("created", times.text(leaf.loggedAt()));
    String reason = reason(leaf);
    if (!reason.isEmpty()) {
      json.writeStringField("reason", reason);
    }
    if (decision != null) {
      json.writeNumberField("risk_score", decision.getScore());
    }
    json.writeEndObject();
  }

  private static String reason(Leaf leaf) {
    return leaf.event().getCommand() == null
        ? String.join(",", LeafText.codes(leaf))
        : leaf.event().getCommand().getSubject();
  }

  private void related(Optional<Links> links, Command command) throws IOException {
    List<String> users = new ArrayList<>(command == null ? List.of() : command.getActors());
    links.map(Links::getOperator).filter(name -> !name.isEmpty()).ifPresent(users::add);
    if (!users.isEmpty()) {
      json.writeObjectFieldStart("related");
      texts("user", users);
      json.writeEndObject();
    }
  }

  private void rules(Decision decision) throws IOException {
    if (decision != null && !decision.getRules().isEmpty()) {
      json.writeObjectFieldStart("rule");
      texts("name", decision.getRules());
      json.writeEndObject();
    }
  }

  private void object(String group, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeObjectFieldStart(group);
      json.writeStringField(name, value);
      json.writeEndObject();
    }
  }

  private void texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
