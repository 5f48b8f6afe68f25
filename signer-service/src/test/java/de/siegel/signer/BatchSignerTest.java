package de.siegel.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.certificate.CertificateVerifier;
import de.siegel.certificate.KeyId;
import de.siegel.certificate.TrustList;
import de.siegel.certificate.Verification;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import de.siegel.signer.key.SignatureLedger;
import de.siegel.signer.key.SigningFailure;
import de.siegel.signer.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the signer does with a batch: announce, sign, tell (I5, rule 8 of the design). */
class BatchSignerTest {
  @TempDir Path folder;
  private SignerHarness signer;
  private TestHouse house;
  private TestSession session;
  private SignatureLedger ledger;
  private final List<String> order = new ArrayList<>();
  private final List<AuditEvent> told = new ArrayList<>();
  private int longest;

  @BeforeEach
  void start() {
    signer = new SignerHarness(folder);
    house = signer.house();
    session = house.session();
    ledger = signer.ledger();
  }

  /** The signer's key, but for how it signs. */
  private record OddKey(SigningKey key, UnaryOperator<byte[]> signing) implements SigningKey {
    @Override
    public KeyId keyId() {
      return key.keyId();
    }

    @Override
    public X509Certificate certificate() {
      return key.certificate();
    }

    @Override
    public byte[] sign(byte[] bytes) {
      return signing.apply(bytes);
    }
  }

  private SigningKey notingKey() {
    return new OddKey(
        signer.key(),
        bytes -> {
          order.add("sign");
          return signer.key().sign(bytes);
        });
  }

  private List<Outbound> sign(BatchSigner batchSigner, byte[]... values) {
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    for (byte[] value : values) {
      batch.add(signer.message(batch.size(), value));
    }
    return batchSigner
        .sign(batch, event -> note("announce", event), event -> note("tell", event))
        .out();
  }

  private List<Outbound> sign(byte[]... values) {
    return sign(signer.batchSigner(notingKey(), ledger), values);
  }

  private void note(String what, byte[] event) {
    order.add(what);
    told.add(house.read(AuditEvent.class, event));
    longest = Math.max(longest, event.length);
  }

  private byte[] good(String requestId) {
    return signer.bytes(signer.approved(session, requestId));
  }

  private static List<byte[]> on(String topic, List<Outbound> out) {
    return out.stream().filter(o -> o.topic().equals(topic)).map(Outbound::value).toList();
  }

  private List<Outcome> outcomes(List<Outbound> out) {
    return on(TopicCatalogue.outcomes(TestHouse.TENANT), out).stream()
        .map(value -> house.read(Outcome.class, value))
        .toList();
  }

  private List<AuditEvent> leaves(List<Outbound> out) {
    return on(TopicCatalogue.AUDIT_EVENTS, out).stream()
        .map(value -> house.read(AuditEvent.class, value))
        .toList();
  }

  private RequestsDecided decided(List<Outbound> out) {
    return house.read(RequestsDecided.class, on(TopicCatalogue.DECISIONS, out).get(0));
  }

  /** What is too long for the log would be parked there, and the key's use be in no checkpoint. */
  @Test
  void theLargestBatchIsAnnouncedInOneLeaf() {
    byte[][] batch = new byte[BatchSigner.LARGEST_BATCH][];
    for (int n = 0; n < batch.length; n++) {
      batch[n] = good("r-" + n);
    }

    sign(batch);

    assertThat(told).hasSize(2);
    assertThat(told.get(0).getSigning().getCommitments()).hasSize(BatchSigner.LARGEST_BATCH);
    assertThat(longest).isLessThan(60_000);
  }

  @Test
  void announcesBeforeTheKeyIsUsedAndTellsAfterwards() {
    sign(good("r-1"), good("r-2"), good("r-3"));

    assertThat(order).containsExactly("announce", "sign", "sign", "sign", "tell");
  }

  @Test
  void countsWhatItAnnouncesAndWhatItDid() {
    BatchSigner batchSigner = signer.batchSigner(notingKey(), ledger);
    IssuanceApproved first = signer.approved(session, "r-1");
    sign(batchSigner, signer.bytes(first), good("r-2"));
    sign(batchSigner, good("r-3"));

    assertThat(told)
        .extracting(AuditEvent::getKind)
        .containsExactly(
            AuditKind.SIGNING_ANNOUNCED,
            AuditKind.SIGNING_DONE,
            AuditKind.SIGNING_ANNOUNCED,
            AuditKind.SIGNING_DONE);
    assertThat(told).extracting(e -> e.getSigning().getAttempts()).containsExactly(2, 2, 1, 1);
    assertThat(told).extracting(e -> e.getSigning().getBatch()).containsExactly(1L, 1L, 2L, 2L);
    assertThat(told)
        .extracting(e -> e.getSigning().getBoundaryCount())
        .containsExactly(0L, 2L, 2L, 3L);
    assertThat(told.get(0).getSigning().getCommitments())
        .hasSize(2)
        .startsWith(first.getValidated().getCommitment());
    assertThat(told.get(0).getSigning().getRun()).isEqualTo(ledger.run());
    assertThat(house.links(told.get(1)).getSignatureHashes()).hasSize(2);
    assertThat(ledger.count()).isEqualTo(3);
  }

  @Test
  void issuesACertificateThatVerifiesSealedToItsSession() {
    IssuanceApproved approved = signer.approved(session, "r-1");

    List<Outbound> out = sign(signer.bytes(approved));

    Reply reply = session.open(outcomes(out).get(0));
    assertThat(reply.kind()).isEqualTo(OutcomeKind.ISSUED);
    assertThat(reply.certificateId()).contains(approved.getValidated().getCertificateId());
    assertThat(
            new CertificateVerifier(
                    TrustList.of(List.of(signer.key().certificate())), house.provider())
                .verify(reply.certificate().orElseThrow(), TestHouse.START))
        .isInstanceOf(Verification.Valid.class);
  }

  @Test
  void writesTheIssuedLeafWithTheSameCommitmentAndWhatRevokesIt() {
    IssuanceApproved approved = signer.approved(session, "r-1");

    AuditEvent leaf = leaves(sign(signer.bytes(approved))).get(0);

    assertThat(leaf.getKind()).isEqualTo(AuditKind.ISSUED);
    assertThat(leaf.getDecision().getCommitment())
        .isEqualTo(approved.getValidated().getCommitment());
    assertThat(house.links(leaf).getSignatureHashes()).hasSize(1);
    assertThat(house.links(leaf).getCertificateIdHash().remaining()).isEqualTo(16);
  }

  @Test
  void tellsValidationHowFarItHasDecidedAndWhatWasNotIssued() {
    byte[] before = good("r-1");
    byte[] refused = good("r-2");
    house.admit(TestHouse.PHARMACY, admission -> admission.setState(AdmissionState.SUSPENDED));

    RequestsDecided decided = decided(sign(before, refused));

    assertThat(decided.getIssued()).isEmpty();
    assertThat(decided.getDecisions())
        .extracting(RequestDecision::getRequestId)
        .containsExactly("r-1", "r-2");
  }

  @Test
  void tellsValidationWhichRequestsGotACertificate() {
    RequestsDecided decided = decided(sign(good("r-1"), new byte[] {1}, good("r-2")));

    assertThat(decided.getIssued()).containsExactly(0L, 1L);
    assertThat(decided.getDecisions()).isEmpty();
    assertThat(decided.getPartition()).isZero();
    assertThat(house.attestations(TopicCatalogue.VALIDATION).holds(decided, TopicCatalogue.SIGNER))
        .isTrue();
  }

  @Test
  void signsAnApprovalThatComesTwiceOnce() {
    BatchSigner batchSigner = signer.batchSigner(notingKey(), ledger);
    byte[] approval = good("r-1");

    List<Outbound> first = sign(batchSigner, approval, approval);
    List<Outbound> second = sign(batchSigner, approval, good("r-2"));

    assertThat(outcomes(first)).hasSize(1);
    assertThat(outcomes(second)).hasSize(1);
    assertThat(ledger.count()).isEqualTo(2);
    assertThat(second.get(0).headers()).containsEntry(Parking.REASON, "ALREADY_DECIDED");
    assertThat(decided(second).getIssued()).containsExactly(1L);
  }

  @Test
  void doesNotIssueLaterWhatItRefused() {
    BatchSigner batchSigner = signer.batchSigner(notingKey(), ledger);
    byte[] approval = good("r-1");
    house.admit(TestHouse.PHARMACY, admission -> admission.setState(AdmissionState.SUSPENDED));
    sign(batchSigner, approval);
    house.admit(TestHouse.PHARMACY, admission -> admission.setState(AdmissionState.ACTIVE));

    List<Outbound> again = sign(batchSigner, approval);

    assertThat(again.get(0).headers()).containsEntry(Parking.REASON, "ALREADY_DECIDED");
    assertThat(ledger.count()).isZero();
  }

  @Test
  void decidesAnApprovalThatItHadPutAside() {
    BatchSigner batchSigner = signer.batchSigner(notingKey(), ledger);
    house.signingKey(signer.key().keyId().hex(), KeyState.REVOKED);
    byte[] approval = good("r-1");
    assertThat(sign(batchSigner, approval).get(0).headers())
        .containsEntry(Parking.REASON, "SIGNING_KEY_NOT_ALLOWED");
    house.signingKey(signer.key().keyId().hex(), KeyState.ACTIVE);

    assertThat(outcomes(sign(batchSigner, approval))).hasSize(1);
  }

  @Test
  void doesNotTouchTheKeyForABatchInWhichNothingMayBeSigned() {
    List<Outbound> out = sign(new byte[] {1, 2, 3});

    assertThat(order).isEmpty();
    assertThat(ledger.count()).isZero();
    assertThat(on(TopicCatalogue.parked(TopicCatalogue.SIGNER), out)).hasSize(1);
    assertThat(leaves(out)).extracting(AuditEvent::getKind).containsExactly(AuditKind.PARKED);
    assertThat(on(TopicCatalogue.DECISIONS, out)).isEmpty();
  }

  @Test
  void signsTheGoodOnesAroundABadOne() {
    List<Outbound> out = sign(good("r-1"), new byte[] {9}, good("r-2"));

    assertThat(outcomes(out)).hasSize(2);
    assertThat(out.stream().filter(o -> o.headers().containsKey(Parking.REASON))).hasSize(1);
  }

  @Test
  void parksWhatOnlyAnotherKeyMaySign() {
    house.signingKey(SignerHarness.otherKey().hex(), KeyState.ACTIVE);
    SigningKey other =
        de.siegel.signer.key.Pkcs12SigningKey.open(
            TestKeyStores.withKey(folder.resolve("2.p12"), "secp256r1", TestHouse.START),
            TestKeyStores.PASSWORD,
            house.provider());

    List<Outbound> out = sign(signer.batchSigner(other, ledger), good("r-1"));

    assertThat(out.get(0).headers()).containsEntry(Parking.REASON, "SIGNING_KEY_NOT_HERE");
    assertThat(ledger.count()).isZero();
  }

  /**
   * Otherwise the self-check would find it, after the key was used, and stop the signer for good.
   */
  @Test
  void parksWhatItsCertificateDoesNotCoverBeforeItUsesTheKey() {
    Instant start = TestHouse.START;
    Duration year = Duration.ofDays(365);
    String testsOnly = "1.3.6.1.4.1.1847.2021.1.1";
    Map<String, Path> stores =
        Map.of(
            "begins after the issue",
            store("1.p12", start.plus(Duration.ofDays(1)).plusSeconds(29), Optional.empty()),
            "ends before the expiry",
            store(
                "2.p12",
                start.plus(year).minus(Duration.ofDays(730)).minusSeconds(1),
                Optional.empty()),
            "another purpose",
            store("3.p12", start, Optional.of(testsOnly)));
    stores.forEach(
        (name, keyStore) -> {
          SignerHarness harness = new SignerHarness(folder.resolve(name), keyStore);
          byte[] value = harness.bytes(harness.approved(harness.house().session(), "r-1"));
          harness.house().pass(Duration.ofSeconds(60));
          SignatureLedger uses = harness.ledger();

          List<Outbound> out =
              harness
                  .batchSigner(harness.key(), uses)
                  .sign(List.of(harness.message(0, value)), event -> {}, event -> {})
                  .out();

          assertThat(out.get(0).headers())
              .as(name)
              .containsEntry(Parking.REASON, "SIGNING_KEY_NOT_HERE");
          assertThat(uses.count()).as(name).isZero();
        });
  }

  private Path store(String name, Instant now, Optional<String> purpose) {
    return TestKeyStores.withKey(folder.resolve(name), "secp256r1", now, purpose);
  }

  @Test
  void recordsTheControlVersionsThatARefusalReliedOn() {
    byte[] value = good("r-1");
    house.admit(TestHouse.PHARMACY, admission -> admission.setState(AdmissionState.SUSPENDED));

    AuditEvent leaf = leaves(sign(value)).get(0);

    assertThat(leaf.getKind()).isEqualTo(AuditKind.REJECTED);
    assertThat(leaf.getDecision().getAdmissionsVersion())
        .isEqualTo(house.view().versions().getAdmissions());
  }

  @Test
  void answersWithANoticeWhereNothingCanBeSealed() {
    byte[] value = good("r-1");
    house.keys().destroyEpoch(TestHouse.EPOCH, TopicCatalogue.SIGNER);

    Outcome outcome = outcomes(sign(value)).get(0);

    assertThat(outcome.getSealed()).isNull();
    assertThat(outcome.getNotice().get(0).getCode()).isEqualTo("EPOCH_EXPIRED");
  }

  @Test
  void stopsWhenASignedCertificateFailsItsOwnCheck() {
    SigningKey broken =
        new OddKey(
            signer.key(),
            bytes -> signer.key().sign("other bytes".getBytes(StandardCharsets.UTF_8)));
    byte[] value = good("r-1");

    assertThatThrownBy(() -> sign(signer.batchSigner(broken, ledger), value))
        .isInstanceOf(SigningFailure.class)
        .hasMessageNotContaining("Zzyzx");
    assertThat(order).containsExactly("announce");
    assertThat(ledger.count()).isEqualTo(1);
  }

  @Test
  void writesNoHolderDataInTheClear() {
    List<byte[]> outside = new ArrayList<>();
    sign(good("r-1"), good("r-2")).forEach(out -> outside.add(out.value()));

    for (byte[] bytes : outside) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      assertThat(text).doesNotContain("zzyzxmann", "qwertzine", "1964-08-12", "hc1:");
    }
  }
}
