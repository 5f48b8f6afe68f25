package de.siegel.frauddesk;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.authority.AuthorityTrail;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.PersonalSignatures;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.testing.TestClock;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A fraud desk without brokers: what it publishes and tells stays in a list. */
final class FraudDeskHouse {
  static final Instant START = Instant.parse("2026-11-30T08:00:00Z");
  static final Provider PROVIDER = CryptoProviders.choose().hot();
  static final AuthorityKey ANNE = AuthorityKey.generate(PROVIDER);
  static final AuthorityKey BERT = AuthorityKey.generate(PROVIDER);

  /** The desk's own. */
  static final AuthorityKey OWN = AuthorityKey.generate(PROVIDER);

  private static final RootOfTrust ROOT =
      new RootOfTrust(
          "test",
          1,
          START.plus(Duration.ofDays(365)),
          role("root", 2, AuthorityKey.generate(PROVIDER), AuthorityKey.generate(PROVIDER)),
          Map.of(
              "fraud-configuration", role("fraud-configuration", 2, ANNE, BERT),
              "fraud-configuration-desk", role("fraud-configuration-desk", 1, OWN)));

  final TestClock clock = new TestClock(START);
  final ControlSignatures signatures = new ControlSignatures(ROOT, PROVIDER);
  final FraudBook book = new FraudBook();
  final FraudDesk desk;
  private final SchemaRegistry registry = new InMemorySchemaRegistry();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  /**
   * @param folder for keys, of which there are none
   * @param pharmacies that were admitted
   */
  FraudDeskHouse(Path folder, Set<String> pharmacies) {
    SecureRandom random = new SecureRandom();
    ControlPublisher publisher =
        new ControlPublisher(
            List.of(TopicCatalogue.FRAUD_CONFIGURATION),
            Map.of("fraud-configuration", List.of(OWN)),
            topic ->
                new AvroSerializer<>(registry, topic, ControlRecord.class, Registration.AUTOMATIC),
            producer,
            PROVIDER,
            clock);
    AuditWriter writer =
        new AuditWriter(
            "fraud-desk",
            "fraud-desk-1",
            new AvroSerializer<>(
                registry, TopicCatalogue.AUDIT_EVENTS, AuditEvent.class, Registration.AUTOMATIC),
            new LinkSeal(new Seal(PROVIDER, random)),
            new SecretFolder(folder),
            new EventAttestations(TopicCatalogue.SEQUENCER, List.of()),
            random);
    desk =
        new FraudDesk(
            publisher,
            signatures,
            new FraudTrail(
                new AuthorityTrail(writer, producer, "fraud.refused", new RefusalLedger(), clock)),
            book,
            new Drafts(Duration.ofHours(24)),
            pharmacies::contains,
            2,
            clock);
  }

  private static Role role(String name, int threshold, AuthorityKey... keys) {
    return new Role(
        name,
        threshold,
        Stream.of(keys).collect(Collectors.toMap(AuthorityKey::id, AuthorityKey::publicKey)));
  }

  static PersonalSignatures by(AuthorityKey person, ControlPayload draft) {
    return new PersonalSignatures(
        person.id(),
        List.of(
            Bytes.of(
                ControlSignatures.sign(draft, List.of(person), PROVIDER)
                    .getSignatures()
                    .get(0)
                    .getSignature())));
  }

  /** Two persons sign a draft. */
  FraudAnswer signedByTwo(FraudAnswer.Drafted draft) {
    desk.sign(draft.id(), by(ANNE, draft.payload()));
    return desk.sign(draft.id(), by(BERT, draft.payload()));
  }

  /** A first configuration, in force. */
  FraudAnswer.Published first() {
    return (FraudAnswer.Published)
        signedByTwo(
            drafted(
                desk.draftConfiguration(
                    Map.of("velocity.limit", 20.0, "velocity.window-seconds", 3_600.0), Set.of())));
  }

  static FraudAnswer.Drafted drafted(FraudAnswer answer) {
    return (FraudAnswer.Drafted) answer;
  }

  /** The records that were published. */
  List<ControlRecord> records() {
    return values(TopicCatalogue.FRAUD_CONFIGURATION, ControlRecord.class);
  }

  /** What the audit was told. */
  List<Command> told() {
    return values(TopicCatalogue.AUDIT_EVENTS, AuditEvent.class).stream()
        .map(AuditEvent::getCommand)
        .toList();
  }

  private <T extends org.apache.avro.specific.SpecificRecord> List<T> values(
      String topic, Class<T> type) {
    AvroDeserializer<T> deserializer = new AvroDeserializer<>(registry, type);
    return producer.history().stream()
        .filter(record -> record.topic().equals(topic))
        .map(
            record -> {
              try {
                return deserializer.deserialize(record.value());
              } catch (UndecodableRecord e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }
}
