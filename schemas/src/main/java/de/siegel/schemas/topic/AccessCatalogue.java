package de.siegel.schemas.topic;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each principal may do on each topic, and nothing else (invariant I9): ACLs are made from it,
 * checked against it, and documented from it. Every service and role is a principal of its name, a
 * tenant is {@code tenant-NAME}. Nobody but the administrators of the cluster may delete records,
 * change settings or make topics, except the internal ones of a stage's own state.
 */
public final class AccessCatalogue {
  /** The one writer of sessions. */
  public static final String SESSION_AUTHORITY = "session-authority";

  /** Keys of stages, the first fraud configuration and test pharmacies, in a test environment. */
  public static final String TEST_AUTHORITY = "test-authority";

  /** Makes the Merkle log and signs its checkpoints. */
  public static final String INTEGRATOR = "integrator";

  /** Revokes certificates: signs batches, and delivers them. */
  public static final String REVOCATIONS = "revocations";

  /** The one writer of admissions and brakes. */
  public static final String DESK = "desk";

  /** The one writer of epoch keys. */
  public static final String EPOCH_KEYS = "epoch-keys";

  /** The one writer of the fraud configuration and of releases. */
  public static final String FRAUD_DESK = "fraud-desk";

  /** The one writer of the stages' keys. */
  public static final String KEY_DESK = "key-desk";

  /**
   * Reads everything and writes nothing: replays, and holds the invariants against what is there.
   */
  public static final String SECURITY = "security";

  /** Drives parked records again. */
  public static final String OPERATOR = "operator";

  private static final String ANY_HOST = "*";

  /** The only name that Kafka has for it. */
  private static final String CLUSTER = "kafka-cluster";

  private final Set<AclBinding> bindings = new LinkedHashSet<>();
  private final TopicCatalogue topics;

  private AccessCatalogue(TopicCatalogue topics) {
    this.topics = topics;
  }

  /**
   * All permissions.
   *
   * @param test whether the test authority is there, in place of the key desk
   */
  public static Set<AclBinding> of(TopicCatalogue topics, boolean test) {
    AccessCatalogue catalogue = new AccessCatalogue(topics);
    catalogue.stages();
    catalogue.authorities(test);
    topics.tenants().forEach(catalogue::tenant);
    catalogue.security();
    catalogue.operator();
    return catalogue.bindings;
  }

  /** The principal of a tenant. */
  public static String ofTenant(String tenant) {
    return "tenant-" + tenant;
  }

  private void stages() {
    for (String stage : TopicCatalogue.STAGES) {
      topics.sources(stage).forEach(source -> topic(stage, source.name(), READ));
      topic(stage, TopicCatalogue.parked(stage), WRITE);
      on(stage, ResourceType.GROUP, stage, PatternType.LITERAL, READ);
    }
    for (String stage : TopicCatalogue.READING_STAGES) {
      topics(stage, TopicCatalogue.CONTROL, READ);
      outcomes(stage, WRITE);
      topic(stage, TopicCatalogue.AUDIT_EVENTS, WRITE);
      on(stage, ResourceType.TRANSACTIONAL_ID, stage + "-", PatternType.PREFIXED, WRITE);
    }
    topic(TopicCatalogue.VALIDATION, TopicCatalogue.VALIDATED, WRITE);
    topic(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.APPROVED, WRITE);
    topic(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.DECISIONS, WRITE);
    topic(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.FRAUD_ALERTS, WRITE);
    topic(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.FRAUD_SIGHTINGS, READ, WRITE);
    topic(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.FRAUD_COUNTRY, READ, WRITE);
    topic(TopicCatalogue.SIGNER, TopicCatalogue.DECISIONS, READ, WRITE);
    // Whether what it announces gets into the log.
    topic(TopicCatalogue.SIGNER, TopicCatalogue.AUDIT_CHECKPOINTS, READ);
    for (String streams : List.of(TopicCatalogue.VALIDATION, TopicCatalogue.FRAUD_CHECK)) {
      // Changelogs of its own state, which Kafka Streams makes.
      on(
          streams,
          ResourceType.TOPIC,
          streams + "-",
          PatternType.PREFIXED,
          CREATE,
          READ,
          WRITE,
          DESCRIBE_CONFIGS);
    }
    topic(TopicCatalogue.SEQUENCER, TopicCatalogue.AUDIT_LOG, READ, WRITE);
    // What it parks, and what its guard of these topics finds, it says where everybody does.
    topic(TopicCatalogue.SEQUENCER, TopicCatalogue.AUDIT_EVENTS, WRITE);
    topic(TopicCatalogue.SEQUENCER, TopicCatalogue.AUDIT_CHECKPOINTS, DESCRIBE);
    for (String guarded :
        List.of(
            TopicCatalogue.AUDIT_EVENTS,
            TopicCatalogue.AUDIT_LOG,
            TopicCatalogue.AUDIT_CHECKPOINTS)) {
      topic(TopicCatalogue.SEQUENCER, guarded, DESCRIBE_CONFIGS);
    }
    on(TopicCatalogue.SEQUENCER, ResourceType.CLUSTER, CLUSTER, PatternType.LITERAL, DESCRIBE);
    on(
        TopicCatalogue.SEQUENCER,
        ResourceType.TRANSACTIONAL_ID,
        TopicCatalogue.SEQUENCER,
        PatternType.LITERAL,
        WRITE);
    topic(INTEGRATOR, TopicCatalogue.AUDIT_LOG, READ);
    topic(INTEGRATOR, TopicCatalogue.AUDIT_CHECKPOINTS, READ, WRITE);
    topic(REVOCATIONS, TopicCatalogue.AUDIT_LOG, READ);
    topic(REVOCATIONS, TopicCatalogue.REVOCATIONS, WRITE);
    topic(REVOCATIONS, TopicCatalogue.AUDIT_EVENTS, WRITE);
  }

  private void authorities(boolean test) {
    authority(SESSION_AUTHORITY, TopicCatalogue.SESSIONS);
    authority(EPOCH_KEYS, TopicCatalogue.EPOCH_KEYS);
    authority(DESK, TopicCatalogue.ADMISSIONS);
    // What a wave does, it sees in the audit.
    topic(DESK, TopicCatalogue.AUDIT_EVENTS, READ);
    authority(FRAUD_DESK, TopicCatalogue.FRAUD_CONFIGURATION);
    if (test) {
      // It admits its test pharmacies, and publishes a first fraud configuration, before the desks
      // start.
      authority(
          TEST_AUTHORITY,
          TopicCatalogue.ADMISSIONS,
          TopicCatalogue.STAGE_KEYS,
          TopicCatalogue.FRAUD_CONFIGURATION);
    } else {
      authority(KEY_DESK, TopicCatalogue.STAGE_KEYS);
    }
  }

  private void authority(String principal, String... own) {
    topics(principal, TopicCatalogue.CONTROL, READ);
    for (String topic : own) {
      topic(principal, topic, WRITE);
    }
    topic(principal, TopicCatalogue.AUDIT_EVENTS, WRITE);
  }

  /** No transactional id: an open transaction of a tenant would hold back all readers. */
  private void tenant(String tenant) {
    topic(ofTenant(tenant), TopicCatalogue.REQUESTS, WRITE);
    topic(ofTenant(tenant), TopicCatalogue.outcomes(tenant), READ);
  }

  private void security() {
    topics.topics().forEach(topic -> topic(SECURITY, topic.name(), READ, DESCRIBE_CONFIGS));
    TopicCatalogue.STAGES.forEach(
        stage -> on(SECURITY, ResourceType.GROUP, stage, PatternType.LITERAL, DESCRIBE));
    on(SECURITY, ResourceType.TRANSACTIONAL_ID, "*", PatternType.LITERAL, DESCRIBE);
    // Who may do what.
    on(SECURITY, ResourceType.CLUSTER, CLUSTER, PatternType.LITERAL, DESCRIBE);
  }

  private void operator() {
    for (String stage : TopicCatalogue.STAGES) {
      topic(OPERATOR, TopicCatalogue.parked(stage), READ);
      topics.sources(stage).forEach(source -> topic(OPERATOR, source.name(), WRITE));
      on(OPERATOR, ResourceType.GROUP, TopicCatalogue.parked(stage), PatternType.PREFIXED, READ);
      on(
          OPERATOR,
          ResourceType.TRANSACTIONAL_ID,
          TopicCatalogue.parked(stage),
          PatternType.PREFIXED,
          WRITE);
    }
    topic(OPERATOR, TopicCatalogue.AUDIT_EVENTS, WRITE);
  }

  private void outcomes(String principal, AclOperation... operations) {
    topics(principal, topics.tenants().stream().map(TopicCatalogue::outcomes).toList(), operations);
  }

  private void topics(String principal, Collection<String> names, AclOperation... operations) {
    names.forEach(name -> topic(principal, name, operations));
  }

  private void topic(String principal, String name, AclOperation... operations) {
    on(principal, ResourceType.TOPIC, name, PatternType.LITERAL, operations);
  }

  private void on(
      String principal,
      ResourceType type,
      String name,
      PatternType pattern,
      AclOperation... operations) {
    for (AclOperation operation : operations) {
      bindings.add(
          new AclBinding(
              new ResourcePattern(type, name, pattern),
              new AccessControlEntry(
                  "User:" + principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
    }
  }

  /** Whether a principal may do something on a topic of the catalogue. */
  public static boolean allows(
      Collection<AclBinding> bindings, String principal, String topic, AclOperation operation) {
    return bindings.stream()
        .filter(binding -> binding.entry().principal().equals("User:" + principal))
        .filter(binding -> binding.entry().operation() == operation)
        .map(AclBinding::pattern)
        .anyMatch(
            pattern ->
                pattern.resourceType() == ResourceType.TOPIC
                    && (pattern.patternType() == PatternType.LITERAL
                        ? pattern.name().equals(topic)
                        : topic.startsWith(pattern.name())));
  }

  /** All principals, in the order in which the catalogue names them. */
  public static List<String> principals(Collection<AclBinding> bindings) {
    return bindings.stream()
        .map(binding -> binding.entry().principal().substring("User:".length()))
        .distinct()
        .toList();
  }

  /** The table of docs/ACCESS.md: one line a principal. */
  public static List<String> table(Collection<AclBinding> bindings) {
    List<String> lines = new ArrayList<>();
    lines.add("| principal | reads | writes | else |");
    lines.add("|---|---|---|---|");
    for (String principal : principals(bindings)) {
      List<String> reads = new ArrayList<>();
      List<String> writes = new ArrayList<>();
      List<String> others = new ArrayList<>();
      for (AclBinding binding : bindings) {
        if (binding.entry().principal().equals("User:" + principal)) {
          ResourcePattern pattern = binding.pattern();
          String name =
              "`" + pattern.name() + (pattern.patternType() == PatternType.PREFIXED ? "…`" : "`");
          AclOperation operation = binding.entry().operation();
          if (pattern.resourceType() != ResourceType.TOPIC) {
            others.add(
                pattern.resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " "
                    + name
                    + (operation == DESCRIBE ? " (describe)" : ""));
          } else if (operation == READ) {
            reads.add(name);
          } else if (operation == WRITE) {
            writes.add(name);
          } else {
            others.add(operation.name().toLowerCase(Locale.ROOT) + " " + name);
          }
        }
      }
      lines.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  principal,
                  String.join(", ", reads),
                  String.join(", ", writes),
                  String.join(", ", others)));
    }
    return lines;
  }
}
