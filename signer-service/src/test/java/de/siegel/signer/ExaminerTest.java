package de.siegel.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.certificate.CertificateFormat;
import de.siegel.certificate.CertificateFormats;
import de.siegel.certificate.CertificateIds;
import de.siegel.certificate.Checked;
import de.siegel.certificate.FieldError;
import de.siegel.certificate.IssuingPolicy;
import de.siegel.certificate.ToBeSigned;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.Attestation;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import de.siegel.signer.SignerHarness.Forgery;
import de.siegel.signer.domain.Examined;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signer believes nobody alone (rule 4 of the design). */
class ExaminerTest {
  @TempDir Path folder;
  private SignerHarness signer;
  private TestHouse house;
  private TestSession session;

  @BeforeEach
  void start() {
    signer = new SignerHarness(folder);
    house = signer.house();
    session = house.session();
  }

  private Examined examine(Forgery forgery) {
    return examine(signer.approved(session, "r-1", forgery));
  }

  private Examined examine(IssuanceApproved approved) {
    return signer.examiner().examine(0, signer.bytes(approved));
  }

  private void assertSuspect(Forgery forgery, String reason) {
    assertThat(examine(forgery)).isEqualTo(new Examined.Suspect(reason));
  }

  private void assertRefused(Examined examined, String code) {
    assertThat(examined).isInstanceOf(Examined.Refused.class);
    assertThat(((Examined.Refused) examined).errors()).extracting(ReplyError::code).contains(code);
  }

  @Test
  void parksAnApprovalInAnotherPartitionThanItsRequest() {
    byte[] approval = signer.bytes(signer.approved(session, "r-1"));

    assertThat(signer.examiner().examine(1, approval))
        .isEqualTo(new Examined.Suspect("WRONG_PARTITION"));
  }

  @Test
  void maySignWhatEverybodyAgreesOn() {
    IssuanceApproved approved = signer.approved(session, "r-1");

    Examined examined = examine(approved);

    assertThat(examined).isInstanceOf(Examined.MaySign.class);
    assertThat(((Examined.MaySign) examined).toBeSigned().fields().certificateId())
        .isEqualTo(approved.getValidated().getCertificateId());
  }

  static Stream<Named<Consumer<IssuanceApproved>>> alterationsOnTheWay() {
    return Stream.of(
        on("score", a -> a.setScore(1)),
        on("rules", a -> a.setRules(List.of("R1"))),
        on("fraud-check's control versions", a -> a.getReliesOn().setAdmissions(0)),
        on("no attestation of fraud-check", a -> a.getAttestation().setMacs(List.of())),
        on("fraud-check's attestation named another's", a -> a.getAttestation().setStage("x")),
        on("validation's attestation in both places", a -> a.setAttestation(copy(a))),
        of("no attestation of validation", v -> v.getAttestation().setMacs(List.of())),
        of("certificate id", v -> v.setCertificateId(v.getCertificateId() + "0")),
        of("key id", v -> v.setKeyId(ByteBuffer.wrap(SignerHarness.otherKey().bytes()))),
        of("issued at", v -> v.setIssuedAt(v.getIssuedAt() + 1)),
        of("expires at", v -> v.setExpiresAt(v.getExpiresAt() + 1)),
        of("commitment", v -> v.setCommitment(ByteBuffer.allocate(32))),
        of("sealed rest", v -> v.setSealedRest(ByteBuffer.allocate(60))),
        of("event time", v -> v.setRequestedAt(v.getRequestedAt().plusMillis(1))),
        of("source offset", v -> v.getSource().setOffset(77)),
        of("source partition", v -> v.getSource().setPartition(5)),
        of("validation's control versions", v -> v.getReliesOn().setSessions(0)),
        of("pharmacy", v -> v.getRequest().getEnvelope().setPharmacyId("p-2")),
        of("request id", v -> v.getRequest().getEnvelope().setRequestId("r-2")),
        of("tenant", v -> v.getRequest().getEnvelope().setTenant("tenant-b")),
        of("signature", v -> v.getRequest().setSignature(ByteBuffer.allocate(64))),
        of("sealed content", v -> v.getRequest().setSealed(ByteBuffer.allocate(64))));
  }

  private static Attestation copy(IssuanceApproved approved) {
    return approved.getValidated().getAttestation();
  }

  private static Named<Consumer<IssuanceApproved>> on(String name, Consumer<IssuanceApproved> c) {
    return Named.of(name, c);
  }

  private static Named<Consumer<IssuanceApproved>> of(String name, Consumer<RequestValidated> c) {
    return Named.of(name, approved -> c.accept(approved.getValidated()));
  }

  @ParameterizedTest
  @MethodSource("alterationsOnTheWay")
  void suspectsWhateverWasAlteredAfterItWasAttested(Consumer<IssuanceApproved> alteration) {
    assertSuspect(Forgery.onTheWay(alteration), "ATTESTATION_INVALID");
  }

  @Test
  void suspectsARecordThatIsNotWhatOrWhereItSays() {
    assertSuspect(
        Forgery.onTheWay(a -> a.getHeader().setDestination("other")), "WRONG_DESTINATION");
    assertSuspect(Forgery.onTheWay(a -> a.getHeader().setType("other")), "WRONG_DESTINATION");
    assertSuspect(
        Forgery.onTheWay(a -> a.getValidated().getHeader().setDestination("other")),
        "WRONG_DESTINATION");
    assertSuspect(
        Forgery.onTheWay(a -> a.getValidated().getRequest().getHeader().setType("other")),
        "WRONG_DESTINATION");
  }

  @Test
  void suspectsBytesThatAreNoRecord() {
    assertThat(signer.examiner().examine(0, null)).isEqualTo(new Examined.Suspect("NULL_VALUE"));
    assertThat(signer.examiner().examine(0, new byte[] {0, 0, 0, 0, 99, 1}))
        .isEqualTo(new Examined.Suspect("UNKNOWN_SCHEMA_ID"));
  }

  @Test
  void suspectsARequestThatThePharmacyDidNotSignThoughBothStagesAttestIt() {
    assertSuspect(
        Forgery.byThePharmacy(
            r -> {
              r.getEnvelope().setSupersedes("r-0");
              return r;
            }),
        "REQUEST_SIGNATURE_INVALID");
  }

  @Test
  void suspectsAContentThatWasSealedForAnotherEnvelope() {
    assertSuspect(
        Forgery.byThePharmacy(
            r ->
                session.resigned(
                    r,
                    de.siegel.sealing.Bytes.of(
                        session.request("r-2", SignerHarness.CONTENT).getSealed()))),
        "SEAL_INVALID");
  }

  @Test
  void suspectsAContentThatMayNotBecomeACertificate() {
    assertSuspect(
        Forgery.byThePharmacy(
            r -> session.request("r-1", SignerHarness.CONTENT.replace("2021-06-11", "2099-01-01"))),
        "CONTENT_INVALID");
  }

  @Test
  void suspectsAnotherPersonUnderTheSameCommitment() {
    assertSuspect(
        Forgery.byThePharmacy(
            r -> session.request("r-1", SignerHarness.CONTENT.replace("Zzyzxmann", "Zzyzxfrau"))),
        "COMMITMENT_MISMATCH");
  }

  /** The last look is at the bytes themselves: whoever made them, here too, may have erred. */
  @Test
  void c17_suspectsBytesThatTheFormatWouldNotHaveMade() {
    CertificateFormat germany = CertificateFormats.euDcc(IssuingPolicy.germany(true));
    CertificateFormat doubting =
        new CertificateFormat() {
          @Override
          public String id() {
            return germany.id();
          }

          @Override
          public Checked check(byte[] request, Instant requestedAt) {
            return germany.check(request, requestedAt);
          }

          @Override
          public List<FieldError> recheck(ToBeSigned toBeSigned, Instant at) {
            return List.of(new FieldError("NOT_REPRODUCIBLE", "", "The bytes are others."));
          }
        };

    Examined examined =
        signer
            .examiner(CertificateFormats.of(doubting))
            .examine(0, signer.bytes(signer.approved(session, "r-1")));

    assertThat(examined).isEqualTo(new Examined.Suspect("BYTES_INVALID"));
  }

  @Test
  void suspectsAnUnknownFormat() {
    assertSuspect(
        Forgery.byThePharmacy(
            r -> session.request("r-1", SignerHarness.CONTENT, e -> e.setFormat("other"))),
        "FORMAT_UNKNOWN");
  }

  @Test
  void suspectsValidationItselfWhenItReplacesTheCommitment() {
    assertSuspect(
        Forgery.byValidation(v -> v.setCommitment(ByteBuffer.allocate(32))), "SEAL_INVALID");
  }

  @Test
  void suspectsValidationItselfWhenItNamesAnotherCertificateId() {
    assertSuspect(
        Forgery.byValidation(v -> v.setCertificateId(CertificateIds.next(code(), house.random()))),
        "COMMITMENT_MISMATCH");
    assertSuspect(
        Forgery.byValidation(
            v -> v.setCertificateId(CertificateIds.next("OTHER0001", house.random()))),
        "CERTIFICATE_ID_INVALID");
    assertSuspect(
        Forgery.byValidation(
            v ->
                v.setCertificateId(
                    CertificateIds.next(
                        TestHouse.locationCode(TestHouse.START.minus(Duration.ofDays(31))),
                        house.random()))),
        "CERTIFICATE_ID_INVALID");
    assertSuspect(
        Forgery.byValidation(v -> v.setCertificateId("URN:UVCI:01DE/TEST00001/X#0")),
        "CERTIFICATE_ID_INVALID");
  }

  private static String code() {
    return TestHouse.locationCode(TestHouse.START);
  }

  @Test
  void refusesALocationThatThePharmacyDoesNotOwnEvenIfValidationLetItPass() {
    house.admit(TestHouse.PHARMACY, admission -> admission.setLocations(List.of("TEST00002")));

    Examined examined = examine(signer.approved(session, "r-1"));

    assertRefused(examined, "LOCATION_NOT_YOURS");
    assertThat(((Examined.Refused) examined).errors())
        .extracting(ReplyError::field)
        .containsExactly("v[0].id");
  }

  @Test
  void suspectsValidationItselfWhenItMovesTheDates() {
    assertSuspect(Forgery.byValidation(v -> v.setIssuedAt(v.getIssuedAt() - 1)), "DATES_INVALID");
    assertSuspect(Forgery.byValidation(v -> v.setExpiresAt(v.getExpiresAt() + 1)), "DATES_INVALID");
  }

  @Test
  void suspectsAKeyThatNobodyAllowed() {
    assertSuspect(
        Forgery.byValidation(v -> v.setKeyId(ByteBuffer.wrap(SignerHarness.otherKey().bytes()))),
        "SIGNING_KEY_NOT_ALLOWED");
  }

  @Test
  void suspectsAKeyIdOfAnotherLengthInsteadOfStopping() {
    assertSuspect(
        Forgery.byValidation(v -> v.setKeyId(ByteBuffer.wrap(new byte[] {1}))),
        "SIGNING_KEY_NOT_ALLOWED");
  }

  @Test
  void suspectsARevokedKeyAndStillUsesARetiredOne() {
    house.signingKey(signer.key().keyId().hex(), KeyState.RETIRED);
    assertThat(examine(Forgery.NONE)).isInstanceOf(Examined.MaySign.class);

    house.signingKey(signer.key().keyId().hex(), KeyState.REVOKED);
    assertSuspect(Forgery.NONE, "SIGNING_KEY_NOT_ALLOWED");
  }

  @Test
  void refusesWhatASuspendedPharmacyAskedForBefore() {
    IssuanceApproved approved = signer.approved(session, "r-1");
    house.admit(TestHouse.PHARMACY, admission -> admission.setState(AdmissionState.SUSPENDED));

    assertRefused(examine(approved), "PHARMACY_NOT_ADMITTED");
  }

  @Test
  void refusesASuspendedTerminalAndOperator() {
    house.admit(
        TestHouse.PHARMACY,
        admission -> {
          admission.setSuspendedTerminals(List.of("terminal-1"));
          admission.setSuspendedOperators(List.of("operator-1"));
        });

    assertRefused(examine(Forgery.NONE), "TERMINAL_SUSPENDED");
    assertRefused(examine(Forgery.NONE), "OPERATOR_SUSPENDED");
  }

  @Test
  void refusesASessionThatTheAuthorityEnded() {
    IssuanceApproved approved = signer.approved(session, "r-1");
    house.publish(session, s -> s.setState(SessionState.ENDED));

    assertRefused(examine(approved), "SESSION_OVER");
  }

  @Test
  void refusesWhatNobodyCanReadAnyMore() {
    house.keys().destroyEpoch(TestHouse.EPOCH, TopicCatalogue.SIGNER);

    Examined examined = examine(Forgery.NONE);

    assertRefused(examined, "EPOCH_EXPIRED");
    assertThat(((Examined.Refused) examined).session()).isEmpty();
  }

  @Test
  void refusesASessionThatNoAuthorityPublished() {
    TestSession invented = house.unpublished(TestHouse.PHARMACY, SigningAlgorithm.ED25519);
    IssuanceApproved approved = signer.approved(invented, "r-1");
    house.pass(Duration.ofSeconds(1));

    assertRefused(examine(approved), "SESSION_UNKNOWN");
  }

  @Test
  void takesANumberThatIsNoTimeForAWrongDate() {
    IssuanceApproved approved =
        signer.approved(session, "r-1", Forgery.byValidation(v -> v.setExpiresAt(Long.MAX_VALUE)));

    assertThat(examine(approved)).isEqualTo(new Examined.Suspect("DATES_INVALID"));
  }

  @Test
  void decidesNothingBehindFraudCheck() {
    Forgery ahead =
        new Forgery(r -> r, v -> {}, a -> a.getReliesOn().setAdmissions(1_000), a -> {});
    byte[] value = signer.bytes(signer.approved(session, "r-1", ahead));
    house.clock().stepEachRead(Duration.ofSeconds(1));

    assertThatThrownBy(() -> signer.examiner().examine(0, value))
        .isInstanceOf(ControlUnavailable.class);
  }

  @Test
  void decidesNothingOnAStaleViewOrBehindAnEarlierStage() {
    byte[] value = signer.bytes(signer.approved(session, "r-1"));
    byte[] ahead =
        signer.bytes(
            signer.approved(
                session, "r-2", Forgery.byValidation(v -> v.getReliesOn().setAdmissions(1_000))));
    house.clock().stepEachRead(Duration.ofSeconds(1));
    Examiner examiner = signer.examiner();

    assertThatThrownBy(() -> examiner.examine(0, ahead)).isInstanceOf(ControlUnavailable.class);
    house.clock().advance(Duration.ofSeconds(10));
    assertThatThrownBy(() -> examiner.examine(0, value)).isInstanceOf(ControlUnavailable.class);
  }
}
