package de.siegel.signer;

import de.siegel.certificate.CertificateFields;
import de.siegel.certificate.CertificateFormats;
import de.siegel.certificate.CertificateIds;
import de.siegel.certificate.Checked;
import de.siegel.certificate.IssuingPolicy;
import de.siegel.certificate.KeyId;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.BlindSeal;
import de.siegel.sealing.Commitment;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.RequestSignature;
import de.siegel.servicekit.health.OutcomeCounters;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import de.siegel.signer.domain.DecidedRequests;
import de.siegel.signer.key.CountedKey;
import de.siegel.signer.key.Pkcs12SigningKey;
import de.siegel.signer.key.SignatureLedger;
import de.siegel.signer.key.SigningKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The signer's parts with everything around them real, and the work of the stages before it. */
final class SignerHarness {
  static final String CONTENT =
      """
      {"type":"V","payload":{"nam":{"fn":"Zzyzxmann","gn":"Qwertzine"},"dob":"1964-08-12",
       "v":[{"id":"TEST00001","tg":"840539006","vp":"1119349007","mp":"EU/1/20/1528",
             "ma":"ORG-100030215","dn":2,"sd":2,"dt":"2021-06-11"}]}}""";

  private final TestHouse house;
  private final Path folder;
  private final SigningKey key;
  private long offset;

  SignerHarness(Path folder) {
    this(folder, TestKeyStores.withKey(folder.resolve("dsc.p12"), "secp256r1", TestHouse.START));
  }

  /** With a signing key of one's own. */
  SignerHarness(Path folder, Path keyStore) {
    this.folder = folder;
    this.house = new TestHouse(folder.resolve("keys"));
    this.key = Pkcs12SigningKey.open(keyStore, TestKeyStores.PASSWORD, house.provider());
    house.signingKey(key.keyId().hex(), KeyState.ACTIVE);
  }

  TestHouse house() {
    return house;
  }

  SigningKey key() {
    return key;
  }

  Examiner examiner() {
    return examiner(CertificateFormats.under(IssuingPolicy.germany(true)));
  }

  Examiner examiner(CertificateFormats formats) {
    return new Examiner(
        house.view(),
        house.deserializer(IssuanceApproved.class),
        house.attestations(TopicCatalogue.SIGNER),
        house.sessions(TopicCatalogue.SIGNER),
        new RequestSignature(house.provider()),
        new RequestSeal(house.seal()),
        new BlindSeal(house.seal()),
        formats,
        house.clock());
  }

  SignatureLedger ledger() {
    return SignatureLedger.open(folder.resolve("ledger"), UUID.randomUUID().toString());
  }

  BatchSigner batchSigner(SigningKey used, SignatureLedger ledger) {
    return batchSigner(used, ledger, new DecidedRequests());
  }

  BatchSigner batchSigner(SigningKey used, SignatureLedger ledger, DecidedRequests memory) {
    return new BatchSigner(
        examiner(),
        new CertificateSigner(new CountedKey(used, ledger), house.provider()),
        memory,
        writers(),
        new OutcomeCounters(new SimpleMeterRegistry(), TopicCatalogue.SIGNER),
        house.clock());
  }

  private Writers writers() {
    return new Writers(
        house.outcomes(TopicCatalogue.SIGNER),
        house.audit(TopicCatalogue.SIGNER),
        house.serializer(TopicCatalogue.DECISIONS, RequestsDecided.class),
        house.attestations(TopicCatalogue.SIGNER),
        house.clock());
  }

  /** Reads both the records and the end of the topic from one consumer. */
  DecidedHistory history(Consumer<byte[], byte[]> decisions, DecidedRequests memory) {
    return new DecidedHistory(
        decisions,
        decisions,
        house.deserializer(RequestsDecided.class),
        house.attestations(TopicCatalogue.SIGNER),
        memory,
        house.clock());
  }

  /** What a signer tells validation when it has issued this one. */
  RequestsDecided issued(IssuanceApproved approved) {
    return issued(0, approved);
  }

  /** As {@link #issued(IssuanceApproved)}, but of another partition's request at the same place. */
  RequestsDecided issued(int partition, IssuanceApproved approved) {
    Outbound told =
        writers()
            .decided(
                partition, List.of(approved.getValidated().getSource().getOffset()), List.of());
    return house.read(RequestsDecided.class, told.value());
  }

  /** What is different in a record, and from whose hand. */
  record Forgery(
      UnaryOperator<IssuanceRequest> byThePharmacy,
      java.util.function.Consumer<RequestValidated> byValidation,
      java.util.function.Consumer<IssuanceApproved> byFraudCheck,
      java.util.function.Consumer<IssuanceApproved> onTheWay) {
    static final Forgery NONE = new Forgery(r -> r, v -> {}, a -> {}, a -> {});

    static Forgery byThePharmacy(UnaryOperator<IssuanceRequest> change) {
      return new Forgery(change, v -> {}, a -> {}, a -> {});
    }

    /** Validation itself lies: its attestation covers the lie. */
    static Forgery byValidation(java.util.function.Consumer<RequestValidated> change) {
      return new Forgery(r -> r, change, a -> {}, a -> {});
    }

    static Forgery onTheWay(java.util.function.Consumer<IssuanceApproved> change) {
      return new Forgery(r -> r, v -> {}, a -> {}, change);
    }
  }

  IssuanceApproved approved(TestSession session, String requestId) {
    return approved(session, requestId, Forgery.NONE);
  }

  IssuanceApproved approved(TestSession session, String requestId, Forgery forgery) {
    Instant at = house.clock().instant();
    IssuanceRequest request = forgery.byThePharmacy().apply(session.request(requestId, CONTENT));
    Checked.Accepted accepted =
        (Checked.Accepted)
            CertificateFormats.under(IssuingPolicy.germany(true))
                .byId("eu-dcc-1.3")
                .orElseThrow()
                .check(CONTENT.getBytes(StandardCharsets.UTF_8), at);
    String certificateId = CertificateIds.next(TestHouse.locationCode(at), house.random());
    Instant expires = at.plus(Duration.ofDays(365));
    byte[] bytes =
        accepted
            .draft()
            .fix(new CertificateFields(certificateId, key.keyId(), at, expires))
            .bytes();
    byte[] blind = new byte[Commitment.BLIND_LENGTH];
    house.random().nextBytes(blind);
    byte[] commitment = Commitment.to(bytes, blind);
    RequestValidated validated =
        new RequestValidated(
            RecordHeaders.of(
                RequestValidated.class, TopicCatalogue.VALIDATED, TopicCatalogue.VALIDATION),
            request,
            at,
            new SourcePosition(0, offset++),
            certificateId,
            ByteBuffer.wrap(key.keyId().bytes()),
            at.getEpochSecond(),
            expires.getEpochSecond(),
            ByteBuffer.wrap(commitment),
            ByteBuffer.wrap(
                new BlindSeal(house.seal())
                    .seal(
                        session.secret(),
                        request.getEnvelope().getSubmissionId(),
                        commitment,
                        blind)),
            house.view().versions(),
            null);
    forgery.byValidation().accept(validated);
    validated.setAttestation(house.attestations(TopicCatalogue.VALIDATION).attest(validated));
    IssuanceApproved approved =
        new IssuanceApproved(
            RecordHeaders.of(
                IssuanceApproved.class, TopicCatalogue.APPROVED, TopicCatalogue.FRAUD_CHECK),
            validated,
            0,
            List.of(),
            house.view().versions(),
            null);
    forgery.byFraudCheck().accept(approved);
    approved.setAttestation(house.attestations(TopicCatalogue.FRAUD_CHECK).attest(approved));
    forgery.onTheWay().accept(approved);
    return approved;
  }

  byte[] bytes(IssuanceApproved approved) {
    return house.serializer(TopicCatalogue.APPROVED, IssuanceApproved.class).serialize(approved);
  }

  ConsumerRecord<byte[], byte[]> message(long at, byte[] value) {
    return new ConsumerRecord<>(
        TopicCatalogue.APPROVED, 0, at, TestHouse.PHARMACY.getBytes(StandardCharsets.UTF_8), value);
  }

  static KeyId otherKey() {
    return KeyId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
  }
}
