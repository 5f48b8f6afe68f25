package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.broker.BrokerUsers;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.Topic;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** I9: every principal can do its work, and nothing else, on a broker that asks who it is. */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessIT {
  private static final TopicCatalogue TOPICS =
      new TopicCatalogue(PipelineSettings.PARTITIONS, List.of(PipelineSettings.TENANT));
  private static final Set<AclBinding> ACCESS = EmbeddedPipeline.access();

  @TempDir static Path folder;
  private static EmbeddedPipeline pipeline;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(
            new PipelineSettings(
                folder,
                Ports.ANY,
                3,
                Map.of("sequencer.guard-ms", "1000", "signer.longest-uncovered-ms", "2000"),
                true),
            part -> {});
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  /** First, before others have written what no stage can read. */
  @Test
  @Order(1)
  void eachHasWhatItNeeds() throws Exception {
    try (PharmacyClient client = pipeline.client()) {
      PharmacySession session = pipeline.open(client, TestPharmacies.DEFAULT, "t-1", "op-1");
      byte[] content = EmbeddedPipelineIT.GOOD.getBytes(StandardCharsets.UTF_8);
      String id = UUID.randomUUID().toString();
      for (OutcomeKind expected : List.of(OutcomeKind.ISSUED, OutcomeKind.REPEATED)) {
        assertThat(
                client.submit(session, new Request(id, content)).get(30, TimeUnit.SECONDS).kind())
            .isEqualTo(expected);
      }
    }
    assertThat(pipeline.failed()).isEmpty();
  }

  /** Whoever may write to the trail can write rubbish; that must not stop it. */
  @Test
  @Order(2)
  void rubbishInTheTrailIsParkedAndSaid() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            pipeline.clientSettings(AccessCatalogue.DESK),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(TopicCatalogue.AUDIT_EVENTS, 0, null, new byte[] {0}))
          .get(10, TimeUnit.SECONDS);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> committed(TopicCatalogue.parked(TopicCatalogue.SEQUENCER)) > 0);
    assertThat(pipeline.failed()).isEmpty();
  }

  private static long committed(String topic) {
    Map<String, Object> settings = pipeline.clientSettings(AccessCatalogue.SECURITY);
    settings.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(new TopicPartition(topic, 0))).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static boolean allowed(String principal, Topic topic, AclOperation operation) {
    return AccessCatalogue.allows(ACCESS, principal, topic.name(), operation);
  }

  private static final class Findings {
    private final List<String> wrong = new ArrayList<>();
    private int tried;

    void add(String principal, String what, String topic, boolean expected, boolean found) {
      tried++;
      if (expected != found) {
        wrong.add(principal + (found ? " can " : " cannot ") + what + " " + topic);
      }
    }
  }

  @Test
  @Order(3)
  void nobodyWritesToATopicThatIsNotItsOwn() {
    Findings findings = new Findings();
    for (String principal : AccessCatalogue.principals(ACCESS)) {
      Map<String, Object> settings = pipeline.clientSettings(principal);
      settings.put("max.block.ms", 10_000);
      settings.put("batch.size", 0);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
        for (Topic topic : TOPICS.topics()) {
          boolean expected = allowed(principal, topic, AclOperation.WRITE);
          // What may be written is not: stages would have to cope with it in other tests.
          if (!expected) {
            findings.add(
                principal, "write", topic.name(), false, couldWrite(producer, topic.name()));
          }
        }
      }
    }
    assertThat(findings.wrong).isEmpty();
    assertThat(findings.tried).isGreaterThan(90);
  }

  private static boolean couldWrite(KafkaProducer<byte[], byte[]> producer, String topic) {
    try {
      producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {0})).get(10, TimeUnit.SECONDS);
      return true;
    } catch (Exception e) {
      return !isRefused(e);
    }
  }

  private static boolean isRefused(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException) {
        return true;
      }
    }
    throw new IllegalStateException("another failure than a refusal", failure);
  }

  @Test
  @Order(4)
  void nobodyReadsATopicThatIsNotItsOwn() {
    Findings findings = new Findings();
    for (String principal : AccessCatalogue.principals(ACCESS)) {
      Map<String, Object> settings = pipeline.clientSettings(principal);
      settings.put("auto.offset.reset", "earliest");
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        for (Topic topic : TOPICS.topics()) {
          boolean expected = allowed(principal, topic, AclOperation.READ);
          findings.add(
              principal, "read", topic.name(), expected, couldRead(consumer, topic, expected));
        }
      }
    }
    assertThat(findings.wrong).isEmpty();
  }

  /** A refusal may come with a later poll than the first: it is waited for where it must come. */
  private static boolean couldRead(
      KafkaConsumer<byte[], byte[]> consumer, Topic topic, boolean expected) {
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    consumer.assign(List.of(partition));
    long end = System.nanoTime() + Duration.ofMillis(expected ? 300 : 10_000).toNanos();
    try {
      consumer.seek(partition, 0);
      do {
        if (!consumer.poll(Duration.ofMillis(100)).isEmpty()) {
          return true;
        }
      } while (System.nanoTime() < end);
      return true;
    } catch (OffsetOutOfRangeException e) {
      return true;
    } catch (RuntimeException e) {
      return !isRefused(e);
    }
  }

  @Test
  @Order(5)
  void nobodyDeletesOrChangesATopic() {
    Findings findings = new Findings();
    for (String principal : AccessCatalogue.principals(ACCESS)) {
      try (Admin admin = Admin.create(pipeline.clientSettings(principal))) {
        for (Topic topic : TOPICS.topics()) {
          String name = topic.name();
          findings.add(
              principal, "delete", name, false, could(admin.deleteTopics(List.of(name)).all()));
          findings.add(
              principal,
              "delete records of",
              name,
              false,
              could(
                  admin
                      .deleteRecords(
                          Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(0)))
                      .all()));
          findings.add(
              principal,
              "add partitions to",
              name,
              false,
              could(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(99))).all()));
          findings.add(principal, "change", name, false, could(retention(admin, name)));
        }
        findings.add(
            principal,
            "make",
            "a topic",
            false,
            could(admin.createTopics(List.of(new NewTopic("foreign", 1, (short) 1))).all()));
        findings.add(
            principal,
            "give",
            "itself rights",
            false,
            could(admin.createAcls(ACCESS.stream().limit(1).toList()).all()));
      }
    }
    assertThat(findings.wrong).isEmpty();
  }

  private static KafkaFuture<Void> retention(Admin admin, String topic) {
    Collection<AlterConfigOp> shorter =
        List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET));
    return admin
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), shorter),
            new AlterConfigsOptions().validateOnly(true))
        .all();
  }

  private static boolean could(KafkaFuture<?> attempt) {
    try {
      attempt.get(10, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      return !isRefused(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Order(6)
  void nobodyMovesAnotherGroupsOffsetsOrTakesAnothersTransactionalId() {
    Findings findings = new Findings();
    for (String principal : AccessCatalogue.principals(ACCESS)) {
      try (Admin admin = Admin.create(pipeline.clientSettings(principal))) {
        for (String stage : TopicCatalogue.STAGES) {
          if (!stage.equals(principal)) {
            TopicPartition partition = new TopicPartition(TOPICS.sources(stage).get(0).name(), 0);
            findings.add(
                principal,
                "move the offsets of",
                stage,
                false,
                could(
                    admin
                        .alterConsumerGroupOffsets(
                            stage, Map.of(partition, new OffsetAndMetadata(0)))
                        .all()));
            findings.add(
                principal,
                "take the transactional id of",
                stage,
                false,
                couldFence(principal, stage.equals("sequencer") ? stage : stage + "-x"));
          }
        }
      }
    }
    assertThat(findings.wrong).isEmpty();
  }

  private static boolean couldFence(String principal, String transactionalId) {
    Map<String, Object> settings = pipeline.clientSettings(principal);
    settings.put("transactional.id", transactionalId);
    settings.put("max.block.ms", 10_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      return true;
    } catch (TransactionalIdAuthorizationException e) {
      return false;
    }
  }

  /** An open transaction of a tenant would hold back every reader of the requests. */
  @Test
  @Order(7)
  void aTenantHasNoTransactionalId() {
    String tenant = AccessCatalogue.ofTenant(PipelineSettings.TENANT);
    assertThat(couldFence(tenant, tenant)).isFalse();
    assertThat(couldFence(tenant, "anything")).isFalse();
  }

  @Test
  @Order(8)
  void nobodyComesInWithoutAPassword() {
    Map<String, Object> stranger = pipeline.clientSettings("security");
    stranger.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"security\" password=\"guess\";");
    stranger.put("default.api.timeout.ms", 10_000);
    stranger.put("request.timeout.ms", 5_000);
    try (Admin admin = Admin.create(stranger)) {
      assertThatThrownBy(() -> admin.listTopics().names().get(15, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  /** An administrator can give anybody any right, but not without a trace. */
  @Test
  @Order(9)
  void aRightOnTheTrailThatNobodyShouldHaveIsToldToIt() throws Exception {
    assertThat(deviations()).isEmpty();
    try (Admin admin = Admin.create(pipeline.clientSettings(BrokerUsers.ADMINISTRATOR))) {
      AclBinding right =
          new AclBinding(
              new ResourcePattern(ResourceType.TOPIC, "audit.", PatternType.PREFIXED),
              new AccessControlEntry(
                  "User:mallory", "*", AclOperation.WRITE, AclPermissionType.ALLOW));
      admin.createAcls(List.of(right)).all().get(10, TimeUnit.SECONDS);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  deviations()
                      .equals(
                          List.of(
                              "audit.: access is User:mallory may WRITE, should be as the access"
                                  + " catalogue says")));
    }
  }

  /** Checkpoints that do not come stop signing; nothing is lost when they come again. */
  @Test
  @Order(10)
  void whoHoldsTheLogBackStopsTheSigner() throws Exception {
    AclBinding right =
        new AclBinding(
            new ResourcePattern(
                ResourceType.TOPIC, TopicCatalogue.AUDIT_CHECKPOINTS, PatternType.LITERAL),
            new AccessControlEntry(
                "User:integrator", "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    try (Admin admin = Admin.create(pipeline.clientSettings(BrokerUsers.ADMINISTRATOR));
        PharmacyClient client = pipeline.client()) {
      PharmacySession session = pipeline.open(client, TestPharmacies.DEFAULT, "t-1", "op-1");
      assertThat(submit(client, session).get(30, TimeUnit.SECONDS).kind())
          .isEqualTo(OutcomeKind.ISSUED);

      admin.deleteAcls(List.of(right.toFilter())).all().get(10, TimeUnit.SECONDS);
      AtomicReference<CompletableFuture<Reply>> last = new AtomicReference<>();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                last.set(submit(client, session));
                return !pipeline.ready(TopicCatalogue.SIGNER);
              });
      CompletableFuture<Reply> held = submit(client, session);
      assertThatThrownBy(() -> held.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

      admin.createAcls(List.of(right)).all().get(10, TimeUnit.SECONDS);
      assertThat(held.get(60, TimeUnit.SECONDS).kind()).isEqualTo(OutcomeKind.ISSUED);
      assertThat(last.get().get(60, TimeUnit.SECONDS).kind()).isEqualTo(OutcomeKind.ISSUED);
      assertThat(pipeline.failed()).isEmpty();
    }
  }

  private static CompletableFuture<Reply> submit(PharmacyClient client, PharmacySession session) {
    return client.submit(
        session,
        new Request(
            UUID.randomUUID().toString(),
            EmbeddedPipelineIT.GOOD.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> deviations() throws UndecodableRecord {
    AvroDeserializer<AuditEvent> deserializer =
        new AvroDeserializer<>(
            new HttpSchemaRegistry(
                HttpRegistrySettings.of(URI.create(pipeline.addresses().get("schema registry")))),
            AuditEvent.class);
    Map<String, Object> settings = pipeline.clientSettings(AccessCatalogue.SECURITY);
    settings.put("isolation.level", "read_committed");
    TopicPartition log = new TopicPartition(TopicCatalogue.AUDIT_LOG, 0);
    List<String> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(log));
      consumer.seekToBeginning(List.of(log));
      long end = consumer.endOffsets(List.of(log)).get(log);
      while (consumer.position(log) < end) {
        for (var leaf : consumer.poll(Duration.ofMillis(100))) {
          Command command = deserializer.deserialize(leaf.value()).getCommand();
          if (command != null && command.getName().equals("audit.deviation")) {
            found.add(command.getSubject());
          }
        }
      }
    }
    return found;
  }
}
