package de.siegel.replay.view;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.SigningAttempts;
import java.util.ArrayList;
import java.util.List;

/** Why a stage did what it did, in a few words. */
final class TimelineText {
  private TimelineText() {}

  static String why(AuditEvent event) {
    List<String> parts = new ArrayList<>();
    Decision decision = event.getDecision();
    SigningAttempts signing = event.getSigning();
    if (decision != null) {
      decision.getFindings().forEach(f -> parts.add((f.getCode() + " " + f.getField()).strip()));
      if (!decision.getRules().isEmpty()) {
        parts.add("rules " + String.join(" ", decision.getRules()));
      }
      if (decision.getScore() != 0) {
        parts.add("score " + decision.getScore());
      }
      if (decision.getFraudConfigurationVersion() != 0) {
        parts.add("fraud configuration " + decision.getFraudConfigurationVersion());
      }
      if (decision.getAdmissionsVersion() != 0) {
        parts.add("admissions " + decision.getAdmissionsVersion());
      }
      if (decision.getKeyId().hasRemaining()) {
        parts.add("key " + LeafText.hex(decision.getKeyId()));
      }
    }
    if (signing != null) {
      parts.add("run " + signing.getRun() + " batch " + signing.getBatch());
      parts.add(signing.getAttempts() + " signatures");
      parts.add("key " + LeafText.hex(signing.getKeyId()));
    }
    if (event.getParked() != null) {
      parts.add(event.getParked().getReason());
    }
    return String.join(", ", parts);
  }

  static String orNone(String text) {
    return text.isEmpty() ? "not named" : text;
  }
}
