package de.siegel.desk;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a desk has around it: persons' keys, a topic without Kafka, and one admitted pharmacy. */
final class DeskHouse {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  static final String PHARMACY = "p-1";
  static final String CARD = "3-10.2.1";
  private static final Provider PROVIDER = CryptoProviders.choose().hot();
  static final AuthorityKey ONE = AuthorityKey.generate(PROVIDER);
  static final AuthorityKey TWO = AuthorityKey.generate(PROVIDER);
  static final AuthorityKey OWN = AuthorityKey.generate(PROVIDER);
  private static final RootOfTrust ROOT =
      new RootOfTrust(
          "test",
          1,
          NOW.plus(Duration.ofDays(365)),
          role("root", 2, AuthorityKey.generate(PROVIDER), AuthorityKey.generate(PROVIDER)),
          Map.of(
              "admissions", role("admissions", 2, ONE, TWO),
              "admissions-desk", role("admissions-desk", 1, OWN)));

  private final SchemaRegistry registry = new InMemorySchemaRegistry();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  final TestClock clock = new TestClock(NOW);
  final ControlSignatures signatures = new ControlSignatures(ROOT, PROVIDER);
  final ControlPublisher publisher =
      new ControlPublisher(
          List.of(TopicCatalogue.ADMISSIONS),
          Map.of("admissions", List.of(OWN)),
          topic ->
              new AvroSerializer<>(registry, topic, ControlRecord.class, Registration.AUTOMATIC),
          producer,
          PROVIDER,
          clock);
  final AdmissionBook admissions = new AdmissionBook();
  final List<Command> told = new ArrayList<>();

  DeskHouse() {
    admit(admission -> admission);
    producer.clear();
  }

  private static Role role(String name, int threshold, AuthorityKey... keys) {
    return new Role(
        name,
        threshold,
        Stream.of(keys).collect(Collectors.toMap(AuthorityKey::id, AuthorityKey::publicKey)));
  }

  /** Publishes the pharmacy's next admission, as another part of the desk does. */
  void admit(UnaryOperator<Admission.Builder> change) {
    ControlPayload draft =
        publisher.draft(TopicCatalogue.ADMISSIONS, PHARMACY, header -> admission(header, change));
    publisher
        .publishDraft(ControlSignatures.sign(draft, List.of(ONE, TWO), PROVIDER), signatures)
        .orElseThrow();
    admissions.put((ControlPayload.OfAdmission) draft);
  }

  private static ControlPayload admission(
      ControlHeader header, UnaryOperator<Admission.Builder> change) {
    return new ControlPayload.OfAdmission(
        change
            .apply(
                Admission.newBuilder()
                    .setHeader(header)
                    .setPharmacyId(PHARMACY)
                    .setState(AdmissionState.ACTIVE)
                    .setOnboardingClass(OnboardingClass.MEMBER)
                    .setLocationSeed(ByteBuffer.allocate(16))
                    .setTelematikIds(List.of(CARD)))
            .build());
  }

  static PersonalSignatures by(AuthorityKey key, ControlPayload draft) {
    return new PersonalSignatures(
        key.id(),
        List.of(
            Bytes.of(
                ControlSignatures.sign(draft, List.of(key), PROVIDER)
                    .getSignatures()
                    .get(0)
                    .getSignature())));
  }

  /** What was published, as stages believe it. */
  List<ControlPayload> published() {
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
        .map(verified -> verified.payload())
        .toList();
  }
}
