package de.siegel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.identity.session.AcceptedSession;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.RegisteredSchema;
import de.siegel.schemas.registry.RegistryUnavailable;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyJson;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.RequestSignature;
import de.siegel.sealing.Seal;
import de.siegel.sealing.SessionKeys;
import de.siegel.sealing.SessionSecret;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeReaderTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String TOPIC = TopicCatalogue.outcomes("tenant-a");
  private static final Reply ISSUED = Reply.issued("URN", "HC1:X");

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final SchemaRegistry flaky = new Flaky();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final SessionSecret secret = SessionSecret.random("session-1", RANDOM);
  private final SessionKeys keys = SessionKeys.generate(SigningAlgorithm.ED25519, PROVIDER);
  private final PharmacySession session =
      new PharmacySession(
          "session-1",
          "pharmacy-1",
          "counter-1",
          "op-7",
          "epoch-1",
          keys,
          secret,
          new AcceptedSession(42, NOW.plusSeconds(60)));
  private volatile Instant now = NOW;
  private volatile Optional<String> objection = Optional.empty();
  private volatile boolean registryAway;
  private OutcomeReader reader;
  private long offset;

  @BeforeEach
  void start() {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    consumer.assign(List.of(partition));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.seek(partition, 0);
    reader =
        OutcomeReader.start(
            consumer,
            new ClientSettings(
                Map.of(),
                flaky,
                null,
                "tenant-a",
                PROVIDER,
                Duration.ofMillis(1),
                (content, reply) -> objection),
            () -> now);
  }

  private CompletableFuture<Reply> expect(String submissionId) {
    return reader.expect(session, new byte[0], submissionId);
  }

  @AfterEach
  void stop() {
    reader.close();
  }

  private Outcome outcome(String submissionId) {
    return new Outcome(
        new EventHeader(Outcome.class.getName(), TOPIC, "signer"),
        submissionId,
        "r-1",
        "pharmacy-1",
        "session-1",
        "signer",
        NOW,
        null,
        null,
        null);
  }

  private Outcome sealed(String submissionId, SessionSecret by, Reply reply) {
    Outcome outcome = outcome(submissionId);
    outcome.setSealed(
        ByteBuffer.wrap(
            new OutcomeSeal(new Seal(PROVIDER, RANDOM)).seal(by, outcome, ReplyJson.write(reply))));
    return outcome;
  }

  private void arrives(Outcome outcome) {
    arrives(
        new AvroSerializer<>(registry, TOPIC, Outcome.class, Registration.AUTOMATIC)
            .serialize(outcome));
  }

  private void arrives(byte[] value) {
    consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset++, null, value));
  }

  @Test
  void givesEachReplyToWhoAwaitsIt() {
    CompletableFuture<Reply> one = expect("s-1");
    CompletableFuture<Reply> two = expect("s-2");
    arrives(sealed("s-2", secret, ISSUED));

    assertThat(two.join()).isEqualTo(ISSUED);
    assertThat(one).isNotDone();
    assertThat(reader.awaited()).isEqualTo(1);
  }

  @Test
  void goesOnWaitingAfterAReplyThatWasForgedOrCannotBeRead() {
    CompletableFuture<Reply> reply = expect("s-1");
    arrives(new byte[] {1, 2, 3});
    arrives(sealed("s-1", SessionSecret.random("session-1", RANDOM), ISSUED));
    arrives(outcome("s-1"));
    arrives(sealed("s-1", secret, Reply.refused(OutcomeKind.HELD, List.of())));

    assertThat(reply.join().kind()).isEqualTo(OutcomeKind.HELD);
  }

  @Test
  void tellsANoticeAsARefusalAndNeverAsACertificate() {
    CompletableFuture<Reply> reply = expect("s-1");
    Outcome notice = outcome("s-1");
    notice.setNotice(List.of(new Finding("EPOCH_EXPIRED", "")));
    arrives(notice);

    assertThat(reply.join().kind()).isEqualTo(OutcomeKind.REJECTED);
    assertThat(reply.join().errors().get(0).message()).isNotBlank();
  }

  @Test
  void failsWhoWaitsAndWhoComesLaterWhenItCanReadNoMore() {
    CompletableFuture<Reply> before = expect("s-1");
    consumer.setPollException(new KafkaException("gone"));
    await().until(before::isDone);

    assertThat(before).isCompletedExceptionally();
    assertThat(expect("s-2")).isCompletedExceptionally();
  }

  @Test
  void leavesNobodyWaitingWhenItIsClosed() {
    CompletableFuture<Reply> reply = expect("s-1");

    reader.close();

    assertThat(reply).isCompletedExceptionally();
    assertThat(reader.awaited()).isZero();
  }

  @Test
  void aRequestIsSealedAndSignedInItsSession() {
    byte[] content = {'{', '}'};
    IssuanceRequest request =
        new RequestSealer("tenant-a", PROVIDER, RANDOM)
            .seal(session, "s-1", new Request("r-2", content, Optional.of("r-1")), NOW);
    RequestSignature verifier = new RequestSignature(PROVIDER);

    assertThat(new RequestSeal(new Seal(PROVIDER, RANDOM)).open(secret, request)).contains(content);
    assertThat(
            verifier.holds(
                SigningAlgorithm.ED25519,
                verifier.key(SigningAlgorithm.ED25519, keys.publicKey()).orElseThrow(),
                request))
        .isTrue();
    assertThat(request.getEnvelope().getReliesOn().getSessions()).isEqualTo(42);
    assertThat(request.getEnvelope().getSupersedes()).isEqualTo("r-1");
    assertThat(new Request("r-2", content).toString()).isEqualTo("Request[r-2]");
  }

  @Test
  void givesNobodyACertificateThatIsNotCredible() {
    objection = Optional.of("SIGNER_UNKNOWN");
    CompletableFuture<Reply> reply = expect("s-1");
    arrives(sealed("s-1", secret, ISSUED));
    await().until(reply::isDone);

    assertThat(reply)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(CertificateNotCredible.class)
        .withMessageContaining("SIGNER_UNKNOWN");
  }

  @Test
  void takesNoCertificateFromAnotherStageThanTheSigner() {
    CompletableFuture<Reply> reply = expect("s-1");
    Outcome outcome = outcome("s-1");
    outcome.setDecidedBy("fraud-check");
    outcome.setSealed(
        ByteBuffer.wrap(
            new OutcomeSeal(new Seal(PROVIDER, RANDOM))
                .seal(secret, outcome, ReplyJson.write(ISSUED))));
    arrives(outcome);
    await().until(reply::isDone);

    assertThat(reply)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(CertificateNotCredible.class);
  }

  @Test
  void losesNoOutcomeWhileTheRegistryIsAway() {
    registryAway = true;
    CompletableFuture<Reply> one = expect("s-1");
    CompletableFuture<Reply> two = expect("s-2");
    arrives(sealed("s-1", secret, ISSUED));
    await().until(() -> asked > 0);
    registryAway = false;
    arrives(sealed("s-2", secret, ISSUED));

    assertThat(two.join()).isEqualTo(ISSUED);
    now = NOW.plusSeconds(1);
    assertThat(one.join()).isEqualTo(ISSUED);
  }

  @Test
  void tellsWhoHasWaitedADayThatNothingComesAnyMore() {
    CompletableFuture<Reply> reply = expect("s-1");
    now = NOW.plus(OutcomeReader.LONGEST_WAIT);
    await().until(reply::isDone);

    assertThat(reply)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(OutcomeOverdue.class);
    assertThat(reader.awaited()).isZero();
  }

  private volatile int asked;

  /** A registry that can be away. */
  private final class Flaky implements SchemaRegistry {
    @Override
    public int register(String subject, Schema schema) {
      return registry.register(subject, schema);
    }

    @Override
    public Optional<RegisteredSchema> find(String subject, Schema schema) {
      return registry.find(subject, schema);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
      return registry.latest(subject);
    }

    @Override
    public Schema schema(int id) {
      asked++;
      if (registryAway) {
        throw new RegistryUnavailable("away", null);
      }
      return registry.schema(id);
    }

    @Override
    public List<String> incompatibilities(String subject, Schema schema) {
      return registry.incompatibilities(subject, schema);
    }

    @Override
    public void requireFullTransitive(String subject) {
      registry.requireFullTransitive(subject);
    }
  }
}
