package de.siegel.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import de.siegel.desk.domain.ActivationCode;
import de.siegel.desk.domain.Evidence;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.desk.domain.ProbationRecord;
import de.siegel.identity.card.RegisterEntry;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.LocationCodes;
import de.siegel.identity.control.Reopenings;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.authority.AuthorityTrail;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.PersonalSignatures;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.testing.TestClock;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a pharmacy after it was admitted. */
class DeskLifeTest {
  private static final Instant ADMITTED = Instant.parse("2026-11-01T08:00:00Z");
  private static final String ID = "p-1";
  private static final RegisterEntry ENTRY =
      new RegisterEntry("3-10.2.1", "Apotheke am Test", List.of("Straße 1, Ort"));
  private static final Provider PROVIDER = CryptoProviders.choose().hot();
  private static final AuthorityKey ONE = AuthorityKey.generate(PROVIDER);
  private static final AuthorityKey TWO = AuthorityKey.generate(PROVIDER);
  private static final AuthorityKey OWN = AuthorityKey.generate(PROVIDER);
  private static final RootOfTrust ROOT =
      new RootOfTrust(
          "test",
          1,
          ADMITTED.plus(Duration.ofDays(365)),
          role("root", 2, AuthorityKey.generate(PROVIDER), AuthorityKey.generate(PROVIDER)),
          Map.of(
              "admissions", role("admissions", 2, ONE, TWO),
              "admissions-desk", role("admissions-desk", 1, OWN)));

  @TempDir Path folder;
  private final TestClock clock = new TestClock(ADMITTED);
  private final SchemaRegistry registry = new InMemorySchemaRegistry();
  private final ControlSignatures signatures = new ControlSignatures(ROOT, PROVIDER);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private AdmissionBook admissions = new AdmissionBook();
  private Incidents incidents = new Incidents();
  private ProbationRecord shown = new ProbationRecord(20, 0, 0);
  private Interests interests = Interests.none();
  private ApplicationDesk applications;
  private BrakeDesk brakes;

  private static Role role(String name, int threshold, AuthorityKey... keys) {
    return new Role(
        name,
        threshold,
        Stream.of(keys).collect(Collectors.toMap(AuthorityKey::id, AuthorityKey::publicKey)));
  }

  private static Evidence evidence(Instant at) {
    return new Evidence(
        Optional.of(new Evidence.Card("3-10.2.1", "ab".repeat(32), at)),
        Optional.of(new Evidence.Register(ENTRY, at)),
        Optional.of(new Evidence.Licence("Landesamt", "AZ 1", at, "key-1")));
  }

  private static PharmacyFile file(AdmissionState state, Instant since, Evidence evidence) {
    return new PharmacyFile(
        ID,
        OnboardingClass.GUEST,
        "applicant",
        state,
        AdmissionState.PROBATION,
        since,
        evidence,
        Optional.of(new ActivationCode("cd".repeat(32), "Straße 1, Ort", ADMITTED, true)),
        Set.of(),
        Optional.empty());
  }

  @BeforeEach
  void admit() {
    new ApplicationFolder(folder)
        .write(file(AdmissionState.PROBATION, ADMITTED, evidence(ADMITTED)));
    admissions.put(
        new ControlPayload.OfAdmission(
            new Admission(
                new ControlHeader("", "", 0L, 0L, ByteBuffer.allocate(0), ADMITTED, ""),
                ID,
                AdmissionState.PROBATION,
                OnboardingClass.GUEST,
                List.of("class-guest"),
                List.of("APO12345"),
                ByteBuffer.allocate(LocationCodes.SEED_LENGTH),
                List.of("3-10.2.1"),
                List.of(),
                List.of(),
                0,
                null,
                ByteBuffer.allocate(0),
                List.of(),
                List.of(),
                -1)));
    start();
  }

  private void start() {
    ControlPublisher publisher =
        new ControlPublisher(
            List.of(TopicCatalogue.ADMISSIONS),
            Map.of("admissions", List.of(OWN)),
            topic ->
                new AvroSerializer<>(registry, topic, ControlRecord.class, Registration.AUTOMATIC),
            producer,
            PROVIDER,
            clock);
    SecureRandom random = new SecureRandom();
    DeskTrail trail =
        new DeskTrail(
            new AuthorityTrail(
                new AuditWriter(
                    "desk",
                    "desk-1",
                    new AvroSerializer<>(
                        registry,
                        TopicCatalogue.AUDIT_EVENTS,
                        AuditEvent.class,
                        Registration.AUTOMATIC),
                    new LinkSeal(new Seal(PROVIDER, random)),
                    new SecretFolder(folder),
                    new EventAttestations(TopicCatalogue.SEQUENCER, java.util.List.of()),
                    random),
                producer,
                "admission.refused",
                new RefusalLedger(),
                clock));
    CardLogin nobody =
        new CardLogin(
            (issuer, request) -> new CompletableFuture<>(),
            telematikId -> new CompletableFuture<>(),
            Optional::empty,
            random,
            clock);
    applications =
        new ApplicationDesk(
            new PharmacyFiles(new ApplicationFolder(folder), trail, clock),
            publisher,
            signatures,
            nobody,
            (pharmacyId, address, code) -> {},
            admissions,
            file ->
                new ProbationRecord(
                    shown.issued(), shown.held(), incidents.since(ID, file.since())),
            interests,
            random,
            clock);
    brakes =
        new BrakeDesk(
            publisher,
            signatures,
            trail::taken,
            admissions,
            applications,
            incidents,
            List.of(),
            clock);
  }

  private AdmissionState state() {
    return applications.file(ID).orElseThrow().state();
  }

  private static ControlRecord signed(ControlPayload payload, AuthorityKey... keys) {
    return ControlSignatures.sign(payload, List.of(keys), PROVIDER);
  }

  private static PersonalSignatures by(AuthorityKey key, ControlPayload draft) {
    return new PersonalSignatures(
        key.id(), List.of(Bytes.of(signed(draft, key).getSignatures().get(0).getSignature())));
  }

  private String suspend() {
    return brakes.impose(
        signed(
            Restrictions.imposed(
                RestrictionScope.PHARMACY, ID, "", "a test", Optional.empty(), clock.instant()),
            ONE));
  }

  private void activate(AuthorityKey person) {
    applications.activate(ID, by(person, applications.activation(ID)));
  }

  @Test
  void probationIsEndedByTwoPersonsAfterItsTimeWithACleanRecord() {
    clock.advance(ProbationRecord.SHORTEST.minusMillis(1));
    assertThatThrownBy(() -> applications.activation(ID))
        .hasMessageStartingWith("PROBATION_TOO_SHORT");
    clock.advance(Duration.ofMillis(1));
    shown = new ProbationRecord(ProbationRecord.FEWEST_ISSUED - 1, 0, 0);
    assertThatThrownBy(() -> applications.activation(ID))
        .hasMessageStartingWith("PROBATION_NOT_CLEAN");
    shown = new ProbationRecord(20, 0, 0);

    activate(ONE);
    activate(ONE);
    assertThat(state()).isEqualTo(AdmissionState.PROBATION);
    activate(TWO);

    assertThat(state()).isEqualTo(AdmissionState.ACTIVE);
    assertThat(admissions.find(ID).orElseThrow().getState()).isEqualTo(AdmissionState.ACTIVE);
    assertThat(admissions.find(ID).orElseThrow().getLocations()).containsExactly("APO12345");
  }

  @Test
  void aBrakeOnThePharmacyOrAPartOfItKeepsItOnProbation() {
    clock.advance(Duration.ofDays(3));
    brakes.impose(
        signed(
            Restrictions.imposed(
                RestrictionScope.TERMINAL, ID, "t-1", "a test", Optional.empty(), clock.instant()),
            ONE));
    clock.advance(ProbationRecord.SHORTEST);

    assertThatThrownBy(() -> applications.activation(ID))
        .hasMessageStartingWith("PROBATION_NOT_CLEAN");
  }

  @Test
  void whatIsActivatedWithoutTheDeskHavingNotedItIsNotedWhenItStarts() {
    clock.advance(ProbationRecord.SHORTEST);
    admissions.find(ID).orElseThrow().setState(AdmissionState.ACTIVE);

    start();
    applications.noteAdmitted();

    assertThat(state()).isEqualTo(AdmissionState.ACTIVE);
  }

  @Test
  void aSuspendedPharmacyGoesOnOnlyAfterAllEvidenceWasGatheredAnew() {
    clock.advance(Duration.ofDays(1));
    String brake = suspend();
    assertThat(state()).isEqualTo(AdmissionState.SUSPENDED);
    assertThatThrownBy(() -> brakes.lifting(brake)).hasMessageStartingWith("NOT_VERIFIED_AGAIN");

    gatheredAnew();
    ControlPayload lifting = brakes.lifting(brake);
    assertThat(brakes.lift(brake, by(ONE, lifting)).isLifted()).isFalse();
    assertThat(state()).isEqualTo(AdmissionState.SUSPENDED);
    assertThat(brakes.lift(brake, by(TWO, lifting)).isLifted()).isTrue();

    assertThat(state()).isEqualTo(AdmissionState.PROBATION);
    assertThat(brakes.active()).isEmpty();
  }

  private void gatheredAnew() {
    clock.advance(Duration.ofHours(1));
    applications.proven(ID, ENTRY, new byte[32]);
    assertThatThrownBy(() -> applications.activation(ID)).hasMessageStartingWith("STATE");
    applications.confirmLicence(ID, "Landesamt", "AZ 2", ONE.id());
  }

  @Test
  void whosePharmacyItIsIsNoneOfTheTwoWhoLetItGoOn() {
    interests = Interests.of(ONE.id(), Set.of("3-10.2.1"));
    start();
    String brake = suspend();
    assertThat(applications.keepsStopped(ID, List.of())).isPresent();
    assertThat(applications.keepsStopped(ID, List.of(ONE.id())).orElseThrow())
        .startsWith("APPLICANT_APPROVES");
    assertThat(brakes.active()).containsKey(brake);
  }

  @Test
  void nobodyConfirmsTheLicenceOrEndsTheProbationOfTheirOwn() {
    interests = Interests.of(ONE.id(), Set.of("3-10.2.1"));
    start();
    suspend();
    assertThat(applications.confirmLicence(ID, "Landesamt", "AZ 2", ONE.id()))
        .isInstanceOfSatisfying(
            ApplicationDesk.Answer.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("APPLICANT_APPROVES"));
    assertThat(applications.confirmLicence(ID, "Landesamt", "AZ 2", TWO.id()))
        .isInstanceOf(ApplicationDesk.Answer.Taken.class);

    new ApplicationFolder(folder)
        .write(file(AdmissionState.PROBATION, ADMITTED, evidence(ADMITTED)));
    incidents = new Incidents();
    start();
    clock.advance(ProbationRecord.SHORTEST);
    assertThatThrownBy(() -> activate(ONE)).hasMessageStartingWith("APPLICANT_APPROVES");
    activate(TWO);
    assertThat(state()).isEqualTo(AdmissionState.PROBATION);
  }

  /** A wave lifts its brakes with many others: what else stopped a pharmacy is not among them. */
  @Test
  void aBrakeOfAWaveDoesNotMakeAnotherOneEasierToLift() {
    DeskOrders orders = new DeskOrders(null, () -> applications, () -> brakes, () -> null);
    orders.revoke(ID, "a test", ONE.id());
    String revoked = brakes.active().keySet().iterator().next();
    brakes.stop(ID, Reopenings.WAVE_STOPPED, "");

    assertThatThrownBy(() -> brakes.lifting(revoked)).hasMessageStartingWith("REVOKED");
    assertThatThrownBy(() -> brakes.requireStoppedByWaveAlone(ID)).hasMessageContaining("REVOKED");
  }

  @Test
  void aSecondBrakeOnASuspendedPharmacyMakesWhatWasGatheredSinceTheFirstOld() {
    String first = suspend();
    gatheredAnew();
    clock.advance(Duration.ofMinutes(1));
    String second = suspend();
    ControlPayload one = brakes.lifting(first);
    brakes.lift(first, by(ONE, one));
    brakes.lift(first, by(TWO, one));

    assertThatThrownBy(() -> brakes.lifting(second)).hasMessageStartingWith("NOT_VERIFIED_AGAIN");
    gatheredAnew();
    ControlPayload last = brakes.lifting(second);
    brakes.lift(second, by(ONE, last));
    assertThat(brakes.lift(second, by(TWO, last)).isLifted()).isTrue();
    assertThat(state()).isEqualTo(AdmissionState.PROBATION);
  }

  private int number;

  private String open() {
    String id = "p-new-" + number++;
    applied(id, ENTRY);
    return id;
  }

  private String applied(String id, RegisterEntry entry) {
    return applications.applied(id, OnboardingClass.GUEST, entry, new byte[32])
            instanceof ApplicationDesk.Answer.Refused refused
        ? refused.code()
        : "TAKEN";
  }

  /** A second identity would go on issuing when the first is stopped. */
  @Test
  void aPharmacyThatIsAdmittedOrSuspendedIsNotAdmittedTwice() {
    assertThat(applied("p-2", ENTRY)).isEqualTo("ALREADY_ADMITTED");

    suspend();
    assertThat(applied("p-2", ENTRY)).isEqualTo("ALREADY_ADMITTED");
    assertThat(applications.file("p-2")).isEmpty();
  }

  @Test
  void aPharmacyThatOnlyTheTopicKnowsIsNotAdmittedTwice() {
    new ApplicationFolder(folder).remove(ID);
    start();

    assertThat(applied("p-2", ENTRY)).isEqualTo("ALREADY_ADMITTED");
  }

  @Test
  void whoWasRevokedMayApplyAnewAndApproversSeeThat() {
    DeskOrders orders = new DeskOrders(null, () -> applications, () -> brakes, () -> null);
    orders.revoke(ID, "a test", ONE.id());
    String again = open();

    assertThat(applications.others(applications.file(again).orElseThrow()))
        .extracting(PharmacyFile::pharmacyId, PharmacyFile::state)
        .containsExactly(tuple(ID, AdmissionState.REVOKED));
  }

  @Test
  void whoeverOfTwoIsAdmittedFirstKeepsTheOtherOut() {
    new ApplicationFolder(folder).remove(ID);
    admissions = new AdmissionBook();
    start();
    open();
    String two = open();
    new ApplicationFolder(folder)
        .write(file(AdmissionState.VERIFIED, ADMITTED, evidence(ADMITTED)));
    start();

    assertThat(applications.approve(two, new ControlSignature("k", ByteBuffer.allocate(1))))
        .isInstanceOfSatisfying(
            ApplicationDesk.Answer.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("ALREADY_ADMITTED"));
  }

  @Test
  void revokingAgainPullsNoSecondBrake() {
    DeskOrders orders = new DeskOrders(null, () -> applications, () -> brakes, () -> null);
    orders.revoke(ID, "a test", ONE.id());

    assertThat(orders.revoke(ID, "a test", ONE.id()))
        .isInstanceOf(ApplicationDesk.Answer.Refused.class);

    assertThat(brakes.active()).hasSize(1);
  }

  @Test
  void aBrakeOnACohortSaysHowManyItStops() {
    ControlPayload guests =
        Restrictions.imposed(
            RestrictionScope.COHORT,
            "",
            "class-guest",
            "a test",
            Optional.empty(),
            clock.instant());
    assertThat(brakes.reach(brakes.impose(signed(guests, ONE)))).contains(1L);
    ControlPayload typo =
        Restrictions.imposed(
            RestrictionScope.COHORT, "", "class-gest", "a test", Optional.empty(), clock.instant());

    assertThatThrownBy(() -> brakes.impose(signed(typo, ONE)))
        .hasMessage("value: nobody is in this cohort, so nobody would be stopped");
  }

  /** Who has no card leaves nothing behind, neither a file nor a line of the audit. */
  @Test
  void askingToApplyWithoutEndFillsNothing() {
    int lines = producer.history().size();

    for (int n = 0; n < 20_000; n++) {
      applications.invite(OnboardingClass.GUEST);
    }

    assertThat(applications.files()).hasSize(1);
    assertThat(new ApplicationFolder(folder).read()).hasSize(1);
    assertThat(producer.history()).hasSize(lines);
    assertThatThrownBy(() -> applications.invite(OnboardingClass.UNKNOWN))
        .hasMessageStartingWith("CLASS_UNKNOWN");
    assertThatThrownBy(() -> applications.challenge("p-2"))
        .hasMessageStartingWith("UNKNOWN_PHARMACY");
  }

  /** And who has one cannot fill the desk with files. */
  @Test
  void aPharmacyHasThreeApplicationsUnderWayAtMost() {
    RegisterEntry other = new RegisterEntry("3-10.2.2", "Apotheke", List.of("Weg 2, Ort"));
    assertThat(applied("p-2", other)).isEqualTo("TAKEN");
    assertThat(applied("p-2", other)).isEqualTo("ALREADY_APPLIED");
    assertThat(applied("p-3", other)).isEqualTo("TAKEN");
    assertThat(applied("p-4", other)).isEqualTo("TAKEN");
    assertThat(applied("p-5", other)).isEqualTo("APPLIED_OFTEN");

    applications.revoke("p-3", "a test", ONE.id());

    assertThat(applied("p-5", other)).isEqualTo("TAKEN");
  }

  /** Nobody applies under a name that an approver's key has, or under that of another applicant. */
  @Test
  void anApplicantIsCalledAfterTheCardAndByNothingThatSomebodyTyped() {
    String id = "p-2";
    applied(id, new RegisterEntry("3-10.2.2", "Apotheke", List.of("Weg 2, Ort")));

    assertThat(applications.file(id).orElseThrow().applicant())
        .isEqualTo("card:" + "00".repeat(16))
        .doesNotMatch("[0-9a-f]+");
  }

  /** Deliveries of batches are known by region: the directory's word comes with the admission. */
  @Test
  void anAdmissionNamesTheRegionThatTheDirectoryKnows() {
    RegisterEntry here =
        new RegisterEntry("3-10.2.1", "Apotheke", List.of("Straße 1, 01067 Dresden"));
    Evidence known =
        new Evidence(
            evidence(ADMITTED).card(),
            Optional.of(new Evidence.Register(here, ADMITTED)),
            evidence(ADMITTED).licence());
    new ApplicationFolder(folder).write(file(AdmissionState.EVIDENCED, ADMITTED, known));
    start();

    assertThat(applications.draft(ID).orElseThrow())
        .isInstanceOfSatisfying(
            ControlPayload.OfAdmission.class,
            drafted -> assertThat(drafted.value().getRegion()).isEqualTo(1));
  }

  /** A pharmacy may have eight Telematik-IDs: approvers see who else is in the house. */
  @Test
  void approversSeeWhoElseIsAtTheSameAddress() {
    String id = "p-2";
    applied(
        id,
        new RegisterEntry(
            "3-10.2.2", "Apotheke am Test II", List.of("STRASSE 1 , Ort", "straße 1 Ort")));

    assertThat(applications.others(applications.file(id).orElseThrow())).isEmpty();
    assertThat(applications.atTheSameAddress(applications.file(id).orElseThrow()))
        .extracting(PharmacyFile::pharmacyId)
        .containsExactly(ID);
  }

  /** It could never be lifted, for nothing comes after the last version. */
  @Test
  void aBrakeOfAnyButTheNextVersionIsRefused() {
    ControlPayload.OfRestriction brake =
        Restrictions.imposed(
            RestrictionScope.PHARMACY, ID, "", "a test", Optional.empty(), clock.instant());
    for (long version : List.of(0L, 2L, Long.MAX_VALUE)) {
      brake.value().getHeader().setVersion(version);
      assertThatThrownBy(() -> brakes.impose(signed(brake, ONE)))
          .hasMessageContaining("not the first version");
    }
    assertThat(brakes.active()).isEmpty();
  }

  @Test
  void aRevokedPharmacyNeverGoesOn() {
    DeskOrders orders = new DeskOrders(null, () -> applications, () -> brakes, () -> null);
    orders.revoke(ID, "a test", ONE.id());
    String brake = brakes.active().keySet().iterator().next();

    assertThat(state()).isEqualTo(AdmissionState.REVOKED);
    assertThat(applications.file(ID).orElseThrow().stop())
        .contains(new PharmacyFile.Stop("a test", ONE.id()));
    assertThatThrownBy(() -> brakes.lifting(brake)).hasMessageStartingWith("REVOKED");
    assertThatThrownBy(() -> applications.activation(ID)).hasMessageStartingWith("STATE");
    assertThat(applications.draft(ID)).isEmpty();
  }

  @Test
  void revokingWithoutAReasonOrSomebodyUnknownStopsNobody() {
    DeskOrders orders = new DeskOrders(null, () -> applications, () -> brakes, () -> null);

    orders.revoke(ID, " ", ONE.id());
    orders.revoke("p-2", "a test", ONE.id());

    assertThat(brakes.active()).isEmpty();
    assertThat(state()).isEqualTo(AdmissionState.PROBATION);
  }

  @Test
  void onePersonTellsPharmaciesSomethingElseAndNothingMore() {
    String brake = suspend();
    ControlPayload.OfRestriction notice =
        (ControlPayload.OfRestriction) brakes.notice(brake, "Bitte melden Sie sich.");
    assertThatThrownBy(() -> brakes.tell(signed(notice, OWN)))
        .hasMessageStartingWith("SIGNATURE_INVALID");
    assertThatThrownBy(() -> brakes.notice(brake, "x".repeat(501)))
        .hasMessageStartingWith("notice");
    assertThatThrownBy(() -> brakes.notice(brake, "\u001b[2J")).hasMessageStartingWith("notice");

    brakes.tell(signed(notice, ONE));

    assertThat(brakes.active().get(brake).getNotice()).isEqualTo("Bitte melden Sie sich.");
    assertThatThrownBy(() -> brakes.tell(signed(notice, TWO)))
        .hasMessageStartingWith("DRAFT_OVERTAKEN");
  }
}
