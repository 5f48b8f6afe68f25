package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** The parts of a leaf that both formats show. */
final class LeafText {
  private LeafText() {}

  /** Codes of the findings, of the parking, or the command's name; without repetition. */
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
    return event.getCommand() == null ? List.of() : List.of(event.getCommand().getName());
  }

  static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
