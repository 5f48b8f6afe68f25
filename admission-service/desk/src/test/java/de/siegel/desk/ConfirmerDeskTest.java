package de.siegel.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.PersonalSignatures;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.testing.TestClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two persons say who may confirm, and who may no more. */
class ConfirmerDeskTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String PHARMACY = "p-1";
  private static final String PERSON = "3-HBA-1";
  private static final Provider PROVIDER = CryptoProviders.choose().hot();
  private static final AuthorityKey ONE = AuthorityKey.generate(PROVIDER);
  private static final AuthorityKey TWO = AuthorityKey.generate(PROVIDER);
  private static final AuthorityKey OWN = AuthorityKey.generate(PROVIDER);
  private static final RootOfTrust ROOT =
      new RootOfTrust(
          "test",
          1,
          NOW.plus(Duration.ofDays(365)),
          role("root", 2, AuthorityKey.generate(PROVIDER), AuthorityKey.generate(PROVIDER)),
          Map.of(
              "admissions", role("admissions", 2, ONE, TWO),
              "admissions-desk", role("admissions-desk", 1, OWN)));

  private final TestClock clock = new TestClock(NOW);
  private final SchemaRegistry registry = new InMemorySchemaRegistry();
  private final ControlSignatures signatures = new ControlSignatures(ROOT, PROVIDER);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ControlPublisher publisher =
      new ControlPublisher(
          List.of(TopicCatalogue.ADMISSIONS),
          Map.of("admissions", List.of(OWN)),
          topic ->
              new AvroSerializer<>(registry, topic, ControlRecord.class, Registration.AUTOMATIC),
          producer,
          PROVIDER,
          clock);
  private final AdmissionBook admissions = new AdmissionBook();
  private final List<Command> told = new ArrayList<>();
  private ConfirmerDesk desk = desk(Interests.none(), List.of());

  private static Role role(String name, int threshold, AuthorityKey... keys) {
    return new Role(
        name,
        threshold,
        Stream.of(keys).collect(Collectors.toMap(AuthorityKey::id, AuthorityKey::publicKey)));
  }

  private ConfirmerDesk desk(Interests interests, List<Confirmer> before) {
    return new ConfirmerDesk(publisher, signatures, told::add, admissions, interests, before);
  }

  @BeforeEach
  void admit() {
    admissions.put(
        new ControlPayload.OfAdmission(
            Admission.newBuilder()
                .setHeader(new ControlHeader("", "", 0L, 0L, ByteBuffer.allocate(0), NOW, ""))
                .setPharmacyId(PHARMACY)
                .setState(AdmissionState.ACTIVE)
                .setOnboardingClass(OnboardingClass.MEMBER)
                .setTelematikIds(List.of("3-10.2.1"))
                .build()));
  }

  private static PersonalSignatures by(AuthorityKey key, ControlPayload draft) {
    return new PersonalSignatures(
        key.id(),
        List.of(
            Bytes.of(
                ControlSignatures.sign(draft, List.of(key), PROVIDER)
                    .getSignatures()
                    .get(0)
                    .getSignature())));
  }

  private ConfirmerDesk.Signed sign(Confirmer wanted, AuthorityKey person) {
    return desk.sign(wanted, by(person, desk.draft(wanted)));
  }

  private static Confirmer person() {
    return Confirmers.hba(PHARMACY, PERSON);
  }

  private static Confirmer revoked() {
    Confirmer revoked = person();
    revoked.setState(ConfirmerState.REVOKED);
    return revoked;
  }

  /** What stands on the topic, as stages believe it. */
  private List<Confirmer> published() {
    AvroDeserializer<ControlRecord> reader = new AvroDeserializer<>(registry, ControlRecord.class);
    return producer.history().stream()
        .map(
            record -> {
              try {
                return signatures
                    .verify(
                        record.topic(),
                        new String(record.key(), StandardCharsets.UTF_8),
                        reader.deserialize(record.value()))
                    .orElseThrow();
              } catch (UndecodableRecord e) {
                throw new AssertionError(e);
              }
            })
        .map(verified -> ((ControlPayload.OfConfirmer) verified.payload()).value())
        .toList();
  }

  @Test
  void enrolsAPersonWhenTwoHaveSigned() {
    assertThat(sign(person(), ONE).isPublished()).isFalse();
    assertThat(sign(person(), ONE).isPublished()).isFalse();
    assertThat(published()).isEmpty();

    assertThat(sign(person(), TWO).isPublished()).isTrue();

    assertThat(published()).extracting(Confirmer::getTelematikId).containsExactly(PERSON);
    assertThat(desk.of(PHARMACY)).hasSize(1);
    assertThat(desk.of("p-2")).isEmpty();
  }

  @Test
  void tellsTheAuditWhoSigned() {
    sign(person(), ONE);
    sign(person(), TWO);

    assertThat(told)
        .containsExactly(
            new Command(
                "admission.confirmer",
                List.of(ONE.id(), TWO.id()),
                Confirmers.id(person()) + " HBA ACTIVE",
                1L));
  }

  @Test
  void revokesWhenTwoHaveSignedAndKeepsWhatItSaid() {
    sign(person(), ONE);
    sign(person(), TWO);

    assertThat(sign(revoked(), TWO).isPublished()).isFalse();
    assertThat(sign(revoked(), ONE).isPublished()).isTrue();

    assertThat(published())
        .extracting(Confirmer::getState)
        .containsExactly(ConfirmerState.ACTIVE, ConfirmerState.REVOKED);
    assertThat(published().get(1).getHeader().getVersion()).isEqualTo(2);
    assertThat(published().get(1).getTelematikId()).isEqualTo(PERSON);
  }

  @Test
  void aSignatureForOneThingIsNoneForAnother() {
    sign(person(), ONE);
    Confirmer other = Confirmers.hba(PHARMACY, "3-HBA-2");

    assertThatThrownBy(() -> desk.sign(other, by(TWO, desk.draft(person()))))
        .hasMessageStartingWith("SIGNATURE_INVALID");
    assertThat(published()).isEmpty();
  }

  @Test
  void theDesksOwnKeyIsNoPersons() {
    assertThatThrownBy(() -> sign(person(), OWN)).hasMessageStartingWith("SIGNATURE_INVALID");
  }

  @Test
  void nobodyEnrolsForAPharmacyOfTheirOwn() {
    desk = desk(Interests.of(ONE.id(), Set.of("3-10.2.1")), List.of());

    assertThatThrownBy(() -> sign(person(), ONE)).hasMessageStartingWith("OWN_PHARMACY");
  }

  @Test
  void refusesWhoIsNotAdmittedBeforeAnybodySigns() {
    assertThatThrownBy(() -> desk.draft(Confirmers.hba("p-2", PERSON)))
        .hasMessageStartingWith("pharmacyId: ");
  }

  @Test
  void goesOnWithWhatWasPublishedBefore() {
    Confirmer before = person();
    before.setHeader(
        new ControlHeader("", Confirmers.id(before), 1L, 1L, ByteBuffer.allocate(32), NOW, ""));
    desk = desk(Interests.none(), List.of(before));

    assertThatThrownBy(() -> desk.draft(person())).hasMessageStartingWith("state: ");
    assertThat(((ControlPayload.OfConfirmer) desk.draft(revoked())).value().getState())
        .isEqualTo(ConfirmerState.REVOKED);
  }
}
