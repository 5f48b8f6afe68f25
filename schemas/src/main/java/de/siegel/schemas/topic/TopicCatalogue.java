package de.siegel.schemas.topic;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.Topic.Cleanup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Every topic of the house in one place: topics are created from it, checked against it, and
 * documented from it.
 *
 * @param partitions partitions of each topic that is keyed by pharmacy, the same for all so that a
 *     pharmacy stays in one partition number on its whole way
 * @param tenants the direct readers; each has its own outcome topic
 */
public record TopicCatalogue(int partitions, List<String> tenants) {

  public static final String REQUESTS = "certificate.requests";
  public static final String VALIDATED = "certificate.validated";
  public static final String APPROVED = "certificate.approved";
  public static final String DECISIONS = "certificate.decisions";
  public static final String ADMISSIONS = "control.admissions";
  public static final String SESSIONS = "control.sessions";
  public static final String STAGE_KEYS = "control.stage-keys";
  public static final String EPOCH_KEYS = "control.epoch-keys";
  public static final String FRAUD_CONFIGURATION = "control.fraud-configuration";
  public static final String AUDIT_EVENTS = "audit.events";
  public static final String AUDIT_LOG = "audit.log";
  public static final String AUDIT_CHECKPOINTS = "audit.checkpoints";
  public static final String FRAUD_ALERTS = "fraud.alerts";
  public static final String FRAUD_SIGHTINGS = "fraud.sightings";
  public static final String FRAUD_COUNTRY = "fraud.country";
  public static final String REVOCATIONS = "certificate.revocations";

  public static final String VALIDATION = "validation";
  public static final String FRAUD_CHECK = "fraud-check";
  public static final String SIGNER = "signer";
  public static final String SEQUENCER = "sequencer";

  /** The five control topics, in the order in which ControlVersions names them. */
  public static final List<String> CONTROL =
      List.of(ADMISSIONS, SESSIONS, STAGE_KEYS, EPOCH_KEYS, FRAUD_CONFIGURATION);

  /** Every stage, in the order in which a request passes them. Each parks. */
  public static final List<String> STAGES = List.of(VALIDATION, FRAUD_CHECK, SIGNER, SEQUENCER);

  /** The stages that read what is sealed; each has an epoch key. */
  public static final List<String> READING_STAGES = List.of(VALIDATION, FRAUD_CHECK, SIGNER);

  private static final String OUTCOMES_PREFIX = "certificate.outcomes.";

  /**
   * The broker measures batches, not records: room for a batch of the producers' size and for one
   * request of at most 64 KiB of content with its envelope.
   */
  private static final int RECORD_BYTES = 256 * 1024;

  /** As long as an epoch can live, with room for a night's outage. */
  private static final Duration HOURS = Duration.ofHours(12);

  /** A batch is of no use when the last of its certificates has ended: two years at most. */
  private static final Duration LONGER_THAN_A_CERTIFICATE = Duration.ofDays(740);

  /** As long as fraud-check remembers. */
  private static final Duration QUARTER = Duration.ofDays(92);

  /** A quarter, and the weeks of the next one in which it is still asked for. */
  private static final Duration SIGHTINGS = Duration.ofDays(153);

  public TopicCatalogue {
    tenants = List.copyOf(tenants);
  }

  /** The topic that a tenant reads its outcomes from. */
  public static String outcomes(String tenant) {
    return OUTCOMES_PREFIX + tenant;
  }

  /** The topic that a stage parks records on which it could not decide. */
  public static String parked(String stage) {
    return stage + ".parked";
  }

  /** All topics. */
  public List<Topic> topics() {
    List<Topic> topics = new ArrayList<>();
    topics.add(flow(REQUESTS, IssuanceRequest.getClassSchema(), true, List.of(VALIDATION)));
    topics.add(flow(VALIDATED, RequestValidated.getClassSchema(), false, List.of(FRAUD_CHECK)));
    topics.add(flow(APPROVED, IssuanceApproved.getClassSchema(), false, List.of(SIGNER)));
    topics.add(flow(DECISIONS, RequestsDecided.getClassSchema(), false, List.of(VALIDATION)));
    for (String tenant : tenants) {
      topics.add(flow(outcomes(tenant), Outcome.getClassSchema(), true, List.of()));
    }
    for (String control : CONTROL) {
      topics.add(
          new Topic(
              control,
              "id of the control record",
              Optional.of(ControlRecord.getClassSchema()),
              1,
              Cleanup.COMPACT,
              Duration.ZERO,
              true,
              1024 * 1024,
              List.of()));
    }
    topics.add(
        new Topic(
            AUDIT_EVENTS,
            "pharmacy id",
            Optional.of(AuditEvent.getClassSchema()),
            partitions,
            Cleanup.DELETE,
            Duration.ofDays(7),
            true,
            1024 * 1024,
            List.of(SEQUENCER)));
    topics.add(
        new Topic(
            AUDIT_LOG,
            "none",
            Optional.of(AuditEvent.getClassSchema()),
            1,
            Cleanup.FOR_EVER,
            Duration.ZERO,
            true,
            1024 * 1024,
            List.of()));
    topics.add(
        new Topic(
            AUDIT_CHECKPOINTS,
            "origin of the log",
            Optional.empty(),
            1,
            Cleanup.FOR_EVER,
            Duration.ZERO,
            true,
            1024 * 1024,
            List.of()));
    topics.add(
        new Topic(
            REVOCATIONS,
            "country and key id",
            Optional.empty(),
            1,
            Cleanup.DELETE,
            LONGER_THAN_A_CERTIFICATE,
            true,
            1024 * 1024,
            List.of()));
    topics.add(
        new Topic(
            FRAUD_ALERTS,
            "pharmacy id",
            Optional.of(FraudAlert.getClassSchema()),
            partitions,
            Cleanup.DELETE,
            QUARTER,
            true,
            RECORD_BYTES,
            List.of()));
    topics.add(
        new Topic(
            FRAUD_SIGHTINGS,
            "quarter",
            Optional.empty(),
            1,
            Cleanup.DELETE,
            SIGHTINGS,
            true,
            RECORD_BYTES,
            List.of()));
    topics.add(
        new Topic(
            FRAUD_COUNTRY,
            "number of a partition",
            Optional.empty(),
            1,
            Cleanup.COMPACT,
            Duration.ZERO,
            false,
            RECORD_BYTES,
            List.of()));
    for (String stage : STAGES) {
      topics.add(
          new Topic(
              parked(stage),
              "as the parked record's",
              Optional.empty(),
              partitions,
              Cleanup.DELETE,
              HOURS,
              true,
              2 * 1024 * 1024,
              List.of()));
    }
    return List.copyOf(topics);
  }

  /**
   * The topics on whose records a stage decides: those that it keeps offsets for. No record that it
   * parked comes from another.
   *
   * @param stage one of {@link #STAGES}; the result is empty for any other name
   */
  public List<Topic> sources(String stage) {
    return topics().stream().filter(topic -> topic.groups().contains(stage)).toList();
  }

  private Topic flow(String name, Schema value, boolean appendTime, List<String> groups) {
    return new Topic(
        name,
        "pharmacy id",
        Optional.of(value),
        partitions,
        Cleanup.DELETE,
        HOURS,
        appendTime,
        RECORD_BYTES,
        groups);
  }
}
