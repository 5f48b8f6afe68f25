package de.siegel.servicekit.record;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.SigningAttempts;
import de.siegel.sealing.PreAuthenticationEncoding;

/**
 * What the links of an audit event are bound to: links that are put into another event do not open.
 * Else whoever owns the broker could have a certificate stand in the trail at another time, or
 * under another key, than it was asked for.
 */
final class LinkBinding {
  private LinkBinding() {}

  /** Of an event whose fields but its links and attestation are set. */
  static byte[] of(AuditEvent event) {
    PreAuthenticationEncoding bound =
        PreAuthenticationEncoding.of("siegel/audit-links/v2")
            .add(event.getSalt())
            .add(event.getKind().name())
            .add(event.getStage())
            .add(event.getOccurredAt().toEpochMilli());
    Decision decision = event.getDecision();
    if (decision != null) {
      bound
          .add(decision.getRequestedAt().toEpochMilli())
          .add(decision.getSourcePartition())
          .add(decision.getSourceOffset())
          .add(decision.getCommitment())
          .add(decision.getKeyId())
          .add(decision.getExpiresAt());
    }
    SigningAttempts signing = event.getSigning();
    if (signing != null) {
      bound.add(signing.getRun()).add(signing.getBatch());
    }
    return bound.bytes();
  }
}
