package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.Command;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a leaf that both formats show. */
final class LeafText {
  private LeafText() {}

  /** Key ids are random: so much of one tells persons apart. */
  private static final int ACTOR_DIGITS = 8;

  /**
   * Codes of the findings, of the parking, or what a command did to whom, and whose keys signed it;
   * without repetition.
   */
  static List<String> codes(Leaf leaf) {
    AuditEvent event = leaf.event();
    if (event.getDecision() != null) {
      return event.getDecision().getFindings().stream()
          .map(AuditFinding::getCode)
          .distinct()
          .toList();
    }
    if (event.getParked() != null) {
      return List.of(event.getParked().getReason());
    }
    return event.getCommand() == null ? List.of() : List.of(text(event.getCommand()));
  }

  private static String text(Command command) {
    String who =
        command.getActors().stream()
            .map(actor -> actor.substring(0, Math.min(ACTOR_DIGITS, actor.length())))
            .collect(Collectors.joining(" "));
    return (command.getName() + " " + command.getSubject()).strip()
        + (who.isEmpty() ? "" : " by " + who);
  }

  static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
