package de.siegel.replay.invariant;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditAttestation;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Each certificate equals its intent, and is the only one of its id. Takes about 300 bytes an
 * approval of the whole log.
 */
final class Certificates {
  private static final List<String> ATTESTING =
      List.of(TopicCatalogue.VALIDATION, TopicCatalogue.FRAUD_CHECK);
  private static final int COMMITMENT_BYTES = 32;

  private enum Intent {
    ATTESTED,
    NOT_ATTESTED
  }

  private final Findings findings;
  private final Map<ByteBuffer, Intent> intents = new HashMap<>();
  private final Set<ByteBuffer> issued = new HashSet<>();
  private final Set<ByteBuffer> certificateIds = new HashSet<>();

  Certificates(Findings findings) {
    this.findings = findings;
  }

  void approved(Leaf leaf) {
    Decision decision = leaf.event().getDecision();
    boolean byFraudCheck = leaf.event().getStage().equals(TopicCatalogue.FRAUD_CHECK);
    if (byFraudCheck && decision.getCommitment().remaining() == COMMITMENT_BYTES) {
      intents.merge(
          decision.getCommitment(),
          attested(decision) ? Intent.ATTESTED : Intent.NOT_ATTESTED,
          // A second approval of the same commitment may not make a bad one good.
          (first, second) -> first);
    }
  }

  private static boolean attested(Decision decision) {
    return ATTESTING.stream()
        .allMatch(stage -> decision.getAttestations().stream().anyMatch(tag -> isFor(stage, tag)));
  }

  private static boolean isFor(String stage, AuditAttestation attestation) {
    return attestation.getStage().equals(stage)
        && attestation.getRecipient().equals(TopicCatalogue.SIGNER)
        && attestation.getTag().remaining() > 0;
  }

  void issued(Leaf leaf) {
    String subject = "index " + leaf.index();
    ByteBuffer commitment = leaf.event().getDecision().getCommitment();
    findings.checked(Invariant.I3);
    Intent intent = intents.get(commitment);
    if (intent == null) {
      findings.add(Breach.NO_INTENT, subject);
    } else if (intent == Intent.NOT_ATTESTED) {
      findings.add(Breach.ATTESTATION_MISSING, subject);
    }
    if (!issued.add(commitment)) {
      findings.add(Breach.COMMITMENT_REUSED, subject);
    }
    Optional<ByteBuffer> certificateId =
        leaf.links().opened().map(links -> links.getCertificateIdHash());
    if (certificateId.isEmpty()) {
      findings.skipped(Invariant.I2);
    } else if (!certificateIds.add(certificateId.get())) {
      findings.add(Breach.CERTIFICATE_ID_REUSED, subject);
    }
  }
}
