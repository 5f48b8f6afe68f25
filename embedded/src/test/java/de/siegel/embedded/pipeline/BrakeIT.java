package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.identity.session.SessionRefused;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.sealing.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Brakes stop what they name within 2 s, what is under way too, and nothing else. */
class BrakeIT {
  private static final String NOTICE = "Bitte rufen Sie uns an: 030 4711.";
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final String STOPPED = TestPharmacies.id(2);
  private static final String MEMBER = TestPharmacies.id(3);

  @TempDir static Path folder;
  private static EmbeddedPipeline pipeline;
  private static PharmacyClient client;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 3, Map.of()), part -> {});
    client = pipeline.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    pipeline.close();
  }

  private record Seen(long nanos, Reply reply) {}

  /** A pharmacy that asks without a pause, some requests under way at a time. */
  private static final class Pharmacy implements AutoCloseable {
    private static final int UNDER_WAY = 20;

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final String content;
    private final PharmacySession session;
    private final Thread thread;
    private volatile boolean closed;

    Pharmacy(String id, String location) {
      content = EmbeddedPipelineIT.GOOD.replace("IZ28215B", location);
      session = pipeline.open(client, id, "terminal-1", "operator-1");
      thread = new Thread(this::run, id);
      thread.start();
    }

    private void run() {
      try {
        while (!closed) {
          room.acquire();
          byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
          client
              .submit(session, new Request(UUID.randomUUID().toString(), bytes))
              .whenComplete(
                  (reply, failure) -> {
                    if (failure == null) {
                      seen.add(new Seen(System.nanoTime(), reply));
                    }
                    room.release();
                  });
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    long count(OutcomeKind kind, long since) {
      return seen.stream()
          .filter(one -> one.nanos() - since > 0 && one.reply().kind() == kind)
          .count();
    }

    @Override
    public void close() {
      closed = true;
      // The thread and every reply have come to their end.
      await().atMost(Duration.ofSeconds(60)).until(() -> !thread.isAlive());
      await().atMost(Duration.ofSeconds(60)).until(() -> room.availablePermits() == UNDER_WAY);
    }
  }

  @Test
  void stopsOnePharmacyWithinTwoSecondsWhileAnotherGoesOn() throws Exception {
    try (Pharmacy stopped = new Pharmacy(STOPPED, TestPharmacies.location(2));
        Pharmacy member = new Pharmacy(MEMBER, TestPharmacies.location(3))) {
      long begin = System.nanoTime();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stopped.count(OutcomeKind.ISSUED, begin) > 50);

      long asked = System.nanoTime();
      String id =
          pipeline
              .brakes()
              .impose(RestrictionScope.PHARMACY, STOPPED, "", "a test", Optional.empty());
      long deadline = asked + TWO_SECONDS.toNanos();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stopped.count(OutcomeKind.REJECTED, deadline) > 50);

      assertThat(stopped.count(OutcomeKind.ISSUED, deadline)).isZero();
      assertThat(codes(stopped)).containsExactly("PHARMACY_SUSPENDED");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> member.count(OutcomeKind.ISSUED, deadline) > 0);
      assertThat(member.count(OutcomeKind.REJECTED, begin)).isZero();

      pipeline.brakes().lift(id.substring("restriction/".length()));
      long lifted = System.nanoTime();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stopped.count(OutcomeKind.ISSUED, lifted) > 50);
    }
  }

  private static List<String> codes(Pharmacy pharmacy) {
    return pharmacy.seen.stream()
        .flatMap(one -> one.reply().errors().stream())
        .map(ReplyError::code)
        .distinct()
        .toList();
  }

  @Test
  void pausesEverythingAndGoesOn() throws Exception {
    PharmacySession session =
        pipeline.open(client, TestPharmacies.DEFAULT, "terminal-1", "operator-1");
    String id =
        pipeline
            .brakes()
            .impose(
                RestrictionScope.EVERYTHING, "", "", "a test", Optional.of(Duration.ofMinutes(15)));

    await()
        .atMost(TWO_SECONDS)
        .untilAsserted(
            () ->
                assertThat(submit(session).errors())
                    .extracting(ReplyError::code)
                    .containsExactly("ISSUING_PAUSED"));

    pipeline.brakes().lift(id.substring("restriction/".length()));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(submit(session).kind()).isEqualTo(OutcomeKind.ISSUED));
  }

  private static Reply submit(PharmacySession session) throws Exception {
    byte[] bytes = EmbeddedPipelineIT.GOOD.getBytes(StandardCharsets.UTF_8);
    return client
        .submit(session, new Request(UUID.randomUUID().toString(), bytes))
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void leavesAnAuditEventOfEachBrakeAndItsLifting() {
    String id =
        pipeline
            .brakes()
            .impose(RestrictionScope.COHORT, "", TestPharmacies.GUESTS, "words", Optional.empty());
    pipeline.brakes().lift(id.substring("restriction/".length()));

    List<Command> commands = commandsOn(id);

    assertThat(commands)
        .extracting(Command::getName)
        .containsExactly("admission.restrict", "admission.reopen");
    assertThat(commands.get(0).getActors()).hasSize(1);
    assertThat(commands.get(1).getActors()).hasSize(2);
    assertThat(commands).noneMatch(command -> command.toString().contains("words"));
  }

  private static List<Command> commandsOn(String id) {
    List<Command> commands = new ArrayList<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            pipeline.addresses().get("Kafka broker"),
            "isolation.level",
            "read_committed");
    HttpRegistrySettings registry =
        HttpRegistrySettings.of(URI.create(pipeline.addresses().get("schema registry")));
    AvroDeserializer<AuditEvent> deserializer =
        new AvroDeserializer<>(new HttpSchemaRegistry(registry), AuditEvent.class);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicCatalogue.AUDIT_EVENTS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                for (var message : consumer.poll(Duration.ofMillis(100))) {
                  AuditEvent event = deserializer.deserialize(message.value());
                  if (event.getCommand() != null && event.getCommand().getSubject().endsWith(id)) {
                    commands.add(event.getCommand());
                  }
                }
                return commands.size() >= 2;
              });
    }
    commands.sort(Comparator.comparing(command -> command.getActors().size()));
    return commands;
  }

  /** N46: V11 comes last, stops whatever the brake names, and says what the brake's notice says. */
  @ParameterizedTest
  @CsvSource({
    "PHARMACY, test-pharmacy-00002, ''",
    "COHORT, '', test",
    "TERMINAL, test-pharmacy-00002, terminal-9",
    "OPERATOR, test-pharmacy-00002, operator-9"
  })
  void n46_noSessionIsOpenedForWhomABrakeStops(
      RestrictionScope scope, String pharmacyId, String value) {
    String id = pipeline.brakes().impose(scope, pharmacyId, value, "a test", Optional.empty());
    pipeline.brakes().tell(id.substring("restriction/".length()), NOTICE);
    try {
      await()
          .atMost(TWO_SECONDS)
          .untilAsserted(
              () ->
                  assertThatThrownBy(
                          () -> pipeline.open(client, STOPPED, "terminal-9", "operator-9"))
                      .isInstanceOf(SessionRefused.class)
                      .hasMessageStartingWith("NOT_ACTIVE")
                      .hasMessageContaining(NOTICE));
    } finally {
      pipeline.brakes().lift(id.substring("restriction/".length()));
    }
    await()
        .atMost(TWO_SECONDS)
        .ignoreExceptionsInstanceOf(SessionRefused.class)
        .until(() -> pipeline.open(client, STOPPED, "terminal-9", "operator-9") != null);
  }

  @Test
  void n46_noSessionIsOpenedWithACardThatIsSuspended() {
    byte[] card = pipeline.card(STOPPED).orElseThrow().certificate();
    String id =
        pipeline
            .brakes()
            .impose(
                RestrictionScope.CARD,
                "",
                HexFormat.of().formatHex(Sha256.of(card)),
                "a test",
                Optional.empty());
    pipeline.brakes().tell(id.substring("restriction/".length()), NOTICE);
    try {
      await()
          .atMost(TWO_SECONDS)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> pipeline.open(client, STOPPED, "", ""))
                      .isInstanceOf(SessionRefused.class)
                      .hasMessageStartingWith("NOT_ACTIVE")
                      .hasMessageContaining(NOTICE));
    } finally {
      pipeline.brakes().lift(id.substring("restriction/".length()));
    }
  }
}
