package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.Command;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a leaf that both formats show. */
final class LeafText {
  private LeafText() {}

  private static final String HEX = "0123456789abcdef";

  /** The end of the year 9999: what stands behind it is nonsense that a format may not know. */
  private static final long LATEST_SECOND = 253_402_300_799L;

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

  /** {@code none}, {@code opened}, {@code key-missing} or {@code does-not-open}. */
  static String state(LeafLinks links) {
    if (links instanceof LeafLinks.Closed closed) {
      return switch (closed.why()) {
        case KEY_MISSING -> "key-missing";
        case DOES_NOT_OPEN -> "does-not-open";
      };
    }
    return links instanceof LeafLinks.Opened ? "opened" : "none";
  }

  /**
   * A certificate's expiry.
   *
   * @return null if the number of seconds is none that a certificate can have
   */
  static Instant expiry(long seconds) {
    return seconds < 0 || seconds > LATEST_SECOND ? null : Instant.ofEpochSecond(seconds);
  }

  static String hex(ByteBuffer bytes) {
    char[] digits = new char[bytes.remaining() * 2];
    int first = bytes.position();
    for (int i = 0; i < digits.length; i += 2) {
      byte next = bytes.get(first + i / 2);
      digits[i] = HEX.charAt(next >> 4 & 0xf);
      digits[i + 1] = HEX.charAt(next & 0xf);
    }
    return new String(digits);
  }
}
