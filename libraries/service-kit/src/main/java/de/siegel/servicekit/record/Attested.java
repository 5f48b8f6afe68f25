package de.siegel.servicekit.record;

import de.siegel.schemas.audit.AuditAttestation;
import de.siegel.schemas.event.Attestation;
import java.util.ArrayList;
import java.util.List;

/** Attestations as a leaf holds them. */
public final class Attested {
  private Attested() {}

  /** All tags of the attestations. */
  public static List<AuditAttestation> by(Attestation... attestations) {
    List<AuditAttestation> tags = new ArrayList<>();
    for (Attestation attestation : attestations) {
      attestation
          .getMacs()
          .forEach(
              mac ->
                  tags.add(
                      new AuditAttestation(
                          attestation.getStage(),
                          mac.getRecipient(),
                          mac.getKeyId(),
                          mac.getTag())));
    }
    return tags;
  }
}
