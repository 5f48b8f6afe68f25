package de.siegel.sequencer.domain;

import static de.siegel.schemas.topic.TopicCatalogue.FRAUD_CHECK;
import static de.siegel.schemas.topic.TopicCatalogue.SEQUENCER;
import static de.siegel.schemas.topic.TopicCatalogue.SIGNER;
import static de.siegel.schemas.topic.TopicCatalogue.VALIDATION;

import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Who may write which kind of audit event (docs/ARCHITECTURE.md, the writers of each stage). An
 * event says itself who wrote it: that it is true is for its attestation to show.
 */
public final class WriterRules {
  private static final Set<String> STAGES = Set.copyOf(TopicCatalogue.READING_STAGES);
  private static final Set<String> AUTHORITIES =
      Set.of(
          AccessCatalogue.DESK,
          AccessCatalogue.SESSION_AUTHORITY,
          AccessCatalogue.EPOCH_KEYS,
          AccessCatalogue.FRAUD_DESK,
          AccessCatalogue.KEY_DESK,
          AccessCatalogue.TEST_AUTHORITY,
          AccessCatalogue.OPERATOR,
          AccessCatalogue.REVOCATIONS,
          SEQUENCER);
  private static final Map<AuditKind, Set<String>> WRITERS = writers();

  private WriterRules() {}

  private static Map<AuditKind, Set<String>> writers() {
    Map<AuditKind, Set<String>> writers = new EnumMap<>(AuditKind.class);
    writers.put(AuditKind.APPROVED, Set.of(FRAUD_CHECK));
    writers.put(AuditKind.ISSUED, Set.of(SIGNER));
    writers.put(AuditKind.REJECTED, STAGES);
    writers.put(AuditKind.STEP_UP, Set.of(FRAUD_CHECK));
    writers.put(AuditKind.HELD, Set.of(FRAUD_CHECK));
    writers.put(AuditKind.REPEATED, Set.of(VALIDATION));
    writers.put(AuditKind.CONFLICT, Set.of(VALIDATION));
    writers.put(AuditKind.SIGNING_ANNOUNCED, Set.of(SIGNER));
    writers.put(AuditKind.SIGNING_DONE, Set.of(SIGNER));
    writers.put(AuditKind.PARKED, Set.copyOf(TopicCatalogue.STAGES));
    writers.put(AuditKind.RETRIED, Set.of(AccessCatalogue.OPERATOR));
    writers.put(AuditKind.CONTROL, AUTHORITIES);
    writers.put(AuditKind.COMMAND, AUTHORITIES);
    writers.put(AuditKind.BATCH_SIGNATURE, STAGES);
    return writers;
  }

  /**
   * Whether a stage may write a kind of event.
   *
   * @param stage as the event names it
   * @return true for a kind that this version does not know: its bytes are kept as they are
   */
  public static boolean mayWrite(AuditKind kind, String stage) {
    return kind == AuditKind.UNKNOWN || WRITERS.getOrDefault(kind, Set.of()).contains(stage);
  }
}
