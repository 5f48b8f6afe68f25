package de.siegel.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import de.siegel.signer.domain.DecidedRequests;
import de.siegel.signer.key.SignatureLedger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop around a batch: all of it or nothing, and never past a batch that failed. */
class SignerWorkerTest {
  private static final TopicPartition PARTITION = new TopicPartition(TopicCatalogue.APPROVED, 0);

  @TempDir Path folder;
  private SignerHarness signer;
  private TestSession session;
  private SignatureLedger ledger;
  private MockConsumer<byte[], byte[]> consumer;
  private final DecisionsTopic decisions = new DecisionsTopic();
  private final DecidedRequests memory = new DecidedRequests();
  private final AtomicInteger aborts = new AtomicInteger();
  private final Trail trail = new Trail();
  private MockProducer<byte[], byte[]> transactional;
  private MockProducer<byte[], byte[]> attempts;

  @BeforeEach
  void start() {
    signer = new SignerHarness(folder);
    session = signer.house().session();
    ledger = signer.ledger();
    consumer = new MockConsumer<>("none");
    transactional = producer();
    attempts = producer();
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void withBatch(byte[]... values) {
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(PARTITION));
          consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
          consumer.seek(PARTITION, 0);
          for (int offset = 0; offset < values.length; offset++) {
            consumer.addRecord(signer.message(offset, values[offset]));
          }
        });
  }

  /** Runs for some polls; a worker whose failure is swallowed would come to the end. */
  private void run() {
    AtomicInteger polls = new AtomicInteger();
    SignerWorker worker =
        new SignerWorker(
            consumer,
            transactional,
            attempts,
            signer.batchSigner(signer.key(), ledger, memory),
            signer.history(decisions, memory),
            trail,
            () -> {},
            aborts::incrementAndGet);
    worker.run(() -> polls.incrementAndGet() > 3);
  }

  /** What becomes of announcements. */
  private static final class Trail implements Announcements {
    private final List<String> announced = new ArrayList<>();
    private boolean lags;

    @Override
    public void requireCovered() {
      if (lags) {
        throw new TrailLags("the log is behind");
      }
    }

    @Override
    public void announced(int partition, long offset) {
      announced.add(partition + ":" + offset);
    }
  }

  /** The topic that the signer itself wrote to before. */
  private final class DecisionsTopic extends MockConsumer<byte[], byte[]> {
    private static final TopicPartition DECISIONS = new TopicPartition(TopicCatalogue.DECISIONS, 0);

    private final List<byte[]> values = new ArrayList<>();

    DecisionsTopic() {
      super("none");
    }

    void add(RequestsDecided decided) {
      values.add(
          signer
              .house()
              .serializer(TopicCatalogue.DECISIONS, RequestsDecided.class)
              .serialize(decided));
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
      super.assign(partitions);
      updateBeginningOffsets(Map.of(DECISIONS, 0L));
      for (byte[] value : values) {
        addRecord(
            new ConsumerRecord<>(TopicCatalogue.DECISIONS, 0, values.indexOf(value), null, value));
      }
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
      return Map.of(DECISIONS, (long) values.size());
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      return values.isEmpty() ? Map.of() : Map.of(DECISIONS, new OffsetAndTimestamp(0, 0));
    }
  }

  private byte[] good(String requestId) {
    return signer.bytes(signer.approved(session, requestId));
  }

  private void assertNothingCommitted() {
    assertThat(transactional.transactionAborted()).isTrue();
    assertThat(aborts.get()).isEqualTo(1);
    assertThat(transactional.transactionCommitted()).isFalse();
    assertThat(transactional.history()).isEmpty();
    assertThat(transactional.consumerGroupOffsetsHistory()).isEmpty();
  }

  @Test
  void commitsRecordsAndOffsetsInOneTransaction() {
    withBatch(good("r-1"), good("r-2"));

    run();

    assertThat(transactional.commitCount()).isEqualTo(1);
    assertThat(transactional.history())
        .extracting(ProducerRecord::topic)
        .contains(
            TopicCatalogue.outcomes(TestHouse.TENANT),
            TopicCatalogue.AUDIT_EVENTS,
            TopicCatalogue.DECISIONS);
    Map<TopicPartition, OffsetAndMetadata> offsets =
        transactional.consumerGroupOffsetsHistory().get(0).values().iterator().next();
    assertThat(offsets.get(PARTITION).offset()).isEqualTo(2);
    assertThat(attempts.history()).hasSize(2);
  }

  @Test
  void recallsWhatWasDecidedBeforeItReadsTheFirstApproval() {
    IssuanceApproved before = signer.approved(session, "r-1");
    decisions.add(signer.issued(before));
    withBatch(signer.bytes(before), good("r-2"));

    run();

    assertThat(ledger.count()).isEqualTo(1);
    assertThat(transactional.history())
        .filteredOn(out -> out.topic().equals("signer.parked"))
        .hasSize(1);
  }

  @Test
  void doesNotBelieveARecordOfDecisionsThatNoSignerWrote() {
    IssuanceApproved before = signer.approved(session, "r-1");
    RequestsDecided forged = signer.issued(before);
    forged.getAttestation().getMacs().get(0).setTag(ByteBuffer.allocate(32));
    decisions.add(forged);
    withBatch(signer.bytes(before));

    run();

    assertThat(ledger.count()).isEqualTo(1);
  }

  @Test
  void doesNotBelieveASignersRecordThatWasCopiedFromAnotherPartition() {
    IssuanceApproved before = signer.approved(session, "r-1");
    decisions.add(signer.issued(1, before));
    withBatch(signer.bytes(before));

    run();

    assertThat(ledger.count()).isEqualTo(1);
  }

  /** Certificates must not run ahead of a trail that somebody holds back. */
  @Test
  void signsNothingWhileTheLogIsBehind() {
    trail.lags = true;
    withBatch(good("r-1"));

    assertThatThrownBy(this::run).isInstanceOf(TrailLags.class);

    assertThat(ledger.count()).isZero();
    assertThat(attempts.history()).isEmpty();
    assertThat(transactional.history()).isEmpty();
  }

  @Test
  void remembersWhereItAnnounced() {
    withBatch(good("r-1"), good("r-2"));

    run();

    assertThat(trail.announced).hasSize(1);
  }

  @Test
  void signsNothingWhenTheAuditDoesNotTakeTheAnnouncement() {
    attempts.sendException = new KafkaException("the audit is away");
    withBatch(good("r-1"));

    assertThatThrownBy(this::run).isInstanceOf(KafkaException.class);

    assertNothingCommitted();
    assertThat(ledger.count()).isZero();
  }

  @Test
  void abortsWhenARecordCannotBeSentAndLeavesTheAttemptsVisible() {
    transactional.sendException = new KafkaException("too large");
    withBatch(good("r-1"));

    assertThatThrownBy(this::run).isInstanceOf(KafkaException.class);

    assertNothingCommitted();
    assertThat(attempts.history()).hasSize(2);
    assertThat(ledger.count()).isEqualTo(1);
  }

  @Test
  void abortsWhenTheCommitFails() {
    transactional.commitTransactionException = new KafkaException("no");
    assertFailsAndAborts();
  }

  @Test
  void abortsWhenTheOffsetsCannotBeAdded() {
    transactional.sendOffsetsToTransactionException = new KafkaException("no");
    assertFailsAndAborts();
  }

  private void assertFailsAndAborts() {
    withBatch(good("r-1"));

    assertThatThrownBy(this::run).isInstanceOf(KafkaException.class);

    assertNothingCommitted();
  }

  @Test
  void keepsTheFirstFailureWhenAbortingFailsToo() {
    transactional.sendException = new KafkaException("first");
    transactional.abortTransactionException = new KafkaException("second");
    withBatch(good("r-1"));

    assertThatThrownBy(this::run)
        .hasMessage("first")
        .satisfies(
            (Consumer<Throwable>) e -> assertThat(e.getSuppressed()[0]).hasMessage("second"));
  }

  @Test
  void doesNotGoOnToTheNextBatchAfterAFailure() {
    transactional.commitTransactionException = new KafkaException("no");
    withBatch(good("r-1"));
    consumer.schedulePollTask(() -> consumer.addRecord(signer.message(1, good("r-2"))));

    assertThatThrownBy(this::run).isInstanceOf(KafkaException.class);

    assertThat(ledger.count()).isEqualTo(1);
  }

  @Test
  void abortsWhenTheAuthoritiesAreNotHeard() {
    byte[] value = good("r-1");
    signer.house().clock().advance(java.time.Duration.ofSeconds(10));
    signer.house().clock().stepEachRead(java.time.Duration.ofSeconds(1));
    withBatch(value);

    assertThatThrownBy(this::run)
        .isInstanceOf(de.siegel.servicekit.control.ControlUnavailable.class);

    assertNothingCommitted();
    assertThat(ledger.count()).isZero();
  }

  @Test
  void beginsNoTransactionWhereThereIsNothingToSign() {
    run();

    assertThat(transactional.transactionInFlight()).isFalse();
    assertThat(transactional.commitCount()).isZero();
  }

  /** A brake that is pulled between the signature and the commit. */
  private enum Brake {
    PHARMACY_SUSPENDED,
    PHARMACY_REVOKED,
    TERMINAL_SUSPENDED,
    OPERATOR_SUSPENDED,
    SESSION_ENDED,
    KEY_REVOKED,
    BRAKE_FOR_PHARMACY,
    BRAKE_FOR_TERMINAL,
    BRAKE_FOR_OPERATOR,
    BRAKE_FOR_COHORT,
    BRAKE_FOR_EVERYTHING
  }

  private void pull(Brake brake) {
    TestHouse house = signer.house();
    switch (brake) {
      case PHARMACY_SUSPENDED ->
          house.admit(TestHouse.PHARMACY, now -> now.setState(AdmissionState.SUSPENDED));
      case PHARMACY_REVOKED ->
          house.admit(TestHouse.PHARMACY, now -> now.setState(AdmissionState.REVOKED));
      case TERMINAL_SUSPENDED ->
          house.admit(
              TestHouse.PHARMACY,
              now -> now.setSuspendedTerminals(List.of(session.record().getTerminal())));
      case OPERATOR_SUSPENDED ->
          house.admit(
              TestHouse.PHARMACY,
              now -> now.setSuspendedOperators(List.of(session.record().getOperator())));
      case SESSION_ENDED -> house.publish(session, now -> now.setState(SessionState.ENDED));
      case KEY_REVOKED -> house.signingKey(signer.key().keyId().hex(), KeyState.REVOKED);
      case BRAKE_FOR_PHARMACY -> restrict(RestrictionScope.PHARMACY, "");
      case BRAKE_FOR_TERMINAL ->
          restrict(RestrictionScope.TERMINAL, session.record().getTerminal());
      case BRAKE_FOR_OPERATOR ->
          restrict(RestrictionScope.OPERATOR, session.record().getOperator());
      case BRAKE_FOR_COHORT -> restrict(RestrictionScope.COHORT, "guests");
      case BRAKE_FOR_EVERYTHING -> restrict(RestrictionScope.EVERYTHING, "");
    }
  }

  private void restrict(RestrictionScope scope, String value) {
    signer.house().restrict(scope, value, RestrictionState.ACTIVE);
  }

  @ParameterizedTest
  @EnumSource(Brake.class)
  void publishesNothingThatWasForbiddenWhileItWasSigned(Brake brake) {
    signer.house().admit(TestHouse.PHARMACY, now -> now.setCohorts(List.of("guests")));
    attempts =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> told) {
            if (ledger.count() == 1) {
              pull(brake); // the signature is made
            }
            return super.send(told);
          }
        };
    withBatch(good("r-1"));

    assertThatThrownBy(this::run).isInstanceOf(OvertakenByControl.class);

    assertNothingCommitted();
    assertThat(attempts.history()).hasSize(2);
  }
}
