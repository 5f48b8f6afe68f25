package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import java.util.List;
import java.util.Locale;

/**
 * What a leaf is in the words of the Elastic Common Schema.
 *
 * @param kind event.kind: {@code alert} for what a fraud rule or a brake stopped, else {@code
 *     event}
 * @param category event.category
 * @param type event.type, one that is allowed for the category
 * @param action event.action: the kind in lower case with hyphens, or a command's own name
 * @param outcome event.outcome: {@code success}, {@code failure} or {@code unknown}
 */
record EcsEvent(
    String kind, List<String> category, List<String> type, String action, String outcome) {
  private static final List<String> API = List.of("api");
  private static final List<String> DETECTION = List.of("api", "intrusion_detection");
  private static final List<String> CONFIGURATION = List.of("configuration");

  static EcsEvent of(Leaf leaf) {
    AuditKind kind = leaf.event().getKind();
    String action = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (kind) {
      case APPROVED, ISSUED -> event(API, "allowed", action, "success");
      case REPEATED -> event(API, "info", action, "success");
      case REJECTED, CONFLICT -> event(API, "denied", action, "failure");
      case HELD, STEP_UP -> new EcsEvent("alert", DETECTION, List.of("denied"), action, "failure");
      case SIGNING_ANNOUNCED -> event(API, "start", action, "unknown");
      case SIGNING_DONE -> event(API, "end", action, "success");
      case PARKED -> event(API, "error", action, "failure");
      case RETRIED -> event(API, "info", action, "unknown");
      case CONTROL, COMMAND -> command(leaf.event().getCommand(), action);
      case BATCH_SIGNATURE, UNKNOWN -> event(API, "info", action, "unknown");
    };
  }

  private static EcsEvent command(Command command, String otherwise) {
    String action = command == null ? otherwise : command.getName();
    return action.endsWith(".refused")
        ? event(CONFIGURATION, "info", action, "failure")
        : event(CONFIGURATION, "change", action, "success");
  }

  private static EcsEvent event(List<String> category, String type, String action, String outcome) {
    return new EcsEvent("event", category, List.of(type), action, outcome);
  }
}
