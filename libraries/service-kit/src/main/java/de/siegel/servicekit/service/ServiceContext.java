package de.siegel.servicekit.service;

import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.identity.trust.RootOfTrustFile;
import de.siegel.identity.trust.UntrustedRoot;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EpochKeyHandover;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LeafAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.sealing.SharedKey;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.card.HttpTelematik;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.control.ControlTopicReader;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.key.EpochKeyCache;
import de.siegel.servicekit.key.EpochKeyHolder;
import de.siegel.servicekit.key.EpochKeySource;
import de.siegel.servicekit.key.HttpEpochKeySource;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.session.Confirmations;
import de.siegel.servicekit.session.SessionEvidenceRule;
import de.siegel.servicekit.session.TrustListFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * What every service needs from outside itself, made once from its configuration.
 *
 * @param stage the service's name: consumer group, application id, principal
 * @param instance which process of it
 * @param configuration its settings
 * @param environment test or production
 * @param kafka how to reach the brokers
 * @param registry the schema registry
 * @param crypto the providers
 * @param clock wall-clock time
 * @param meters where it counts
 */
public record ServiceContext(
    String stage,
    String instance,
    Configuration configuration,
    Environment environment,
    KafkaSettings kafka,
    SchemaRegistry registry,
    CryptoProviders crypto,
    InstantSource clock,
    MeterRegistry meters) {

  /** Reads what is common to all services. */
  public static ServiceContext of(String stage, Configuration configuration, MeterRegistry meters) {
    // Asked for later, by whoever writes audit events.
    configuration.optional("attestation-keys.folder");
    HttpRegistrySettings registry;
    try {
      registry = HttpRegistrySettings.of(URI.create(configuration.text("schema-registry.url")));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationError(
          "The setting schema-registry.url must be a URL such as http://127.0.0.1:28081");
    }
    return new ServiceContext(
        stage,
        configuration.optional("instance").orElse(UUID.randomUUID().toString().substring(0, 8)),
        configuration,
        Environment.of(configuration),
        new KafkaSettings(configuration),
        new HttpSchemaRegistry(registry),
        CryptoProviders.choose(),
        Clock.systemUTC(),
        meters);
  }

  /** Reads values of a topic. */
  public <T extends SpecificRecord> AvroDeserializer<T> deserializer(Class<T> type) {
    return new AvroDeserializer<>(registry, type);
  }

  /** Writes values of a topic, with the schema that its administration registered. */
  public <T extends SpecificRecord> AvroSerializer<T> serializer(String topic, Class<T> type) {
    return new AvroSerializer<>(registry, topic, type, Registration.LOOK_UP);
  }

  /** Makes this service's audit events. */
  public AuditWriter auditWriter() {
    return new AuditWriter(
        stage,
        instance,
        serializer(TopicCatalogue.AUDIT_EVENTS, AuditEvent.class),
        new LinkSeal(seal()),
        new SecretFolder(configuration.path("audit-link-keys.folder")),
        eventAttestations(),
        crypto.random());
  }

  /** Makes the audit events of a service that has no link keys: none of them may hold links. */
  public AuditWriter auditWriterWithoutLinks() {
    return new AuditWriter(
        stage,
        instance,
        serializer(TopicCatalogue.AUDIT_EVENTS, AuditEvent.class),
        new LinkSeal(seal()),
        new SecretFolder(Path.of("no-link-keys")),
        eventAttestations(),
        crypto.random());
  }

  /**
   * What this service vouches for towards the sequencer, or the sequencer checks: with the keys in
   * {@code attestation-keys.folder}; none without it, in a test environment.
   *
   * @throws ConfigurationError in production, if there is no key that this service shares with it
   */
  public EventAttestations eventAttestations() {
    boolean set = configuration.optional("attestation-keys.folder").isPresent();
    EventAttestations attestations =
        new EventAttestations(
            TopicCatalogue.SEQUENCER, set ? attestationKeys().sharedKeys() : List.of());
    if (environment == Environment.PRODUCTION && !attestations.senders().contains(stage)) {
      throw new ConfigurationError(
          "attestation-keys.folder holds no key that "
              + stage
              + " shares with the sequencer: "
              + stage
              + "."
              + TopicCatalogue.SEQUENCER
              + ".1.key");
    }
    return attestations;
  }

  /**
   * What the sequencer vouches for towards who signs checkpoints: with the keys in {@code
   * attestation-keys.folder}; none without it, in a test environment.
   *
   * @param signs name of who signs checkpoints
   * @throws ConfigurationError in production, if the two share no key
   */
  public LeafAttestations leafAttestations(String signs) {
    boolean set = configuration.optional("attestation-keys.folder").isPresent();
    LeafAttestations attestations =
        new LeafAttestations(
            TopicCatalogue.SEQUENCER, signs, set ? attestationKeys().sharedKeys() : List.of());
    if (environment == Environment.PRODUCTION && !attestations.areShared()) {
      throw new ConfigurationError(
          "attestation-keys.folder holds no key that the sequencer shares with who signs"
              + " checkpoints: "
              + TopicCatalogue.SEQUENCER
              + "."
              + signs
              + ".1.key");
    }
    return attestations;
  }

  /** Seals and opens; one for each thread. */
  public Seal seal() {
    return new Seal(crypto.hot(), crypto.random());
  }

  /** The stage's epoch keys, as its holders hand them out. */
  public EpochKeyHolder epochKeys(ControlState control) {
    return new EpochKeyCache(
        stage, control, epochKeyHolders(configuration.list("epoch-keys.holders")), clock);
  }

  /**
   * Holders of epoch keys, whom this service asks with the key that it shares with them.
   *
   * @param addresses their base addresses, in the order in which they are asked
   * @throws ConfigurationError if there is no such key, or an address is none
   */
  public List<EpochKeySource> epochKeyHolders(List<String> addresses) {
    SharedKey shared =
        attestationKeys().sharedKeys().stream()
            .filter(
                key ->
                    key.sender().equals(stage) && key.recipient().equals(EpochKeyHandover.HOLDER))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationError(
                        "attestation-keys.folder holds no key that "
                            + stage
                            + " shares with the holders of epoch keys: "
                            + stage
                            + "."
                            + EpochKeyHandover.HOLDER
                            + ".1.key"));
    return addresses.stream().map(address -> epochKeyHolder(address, shared)).toList();
  }

  private EpochKeySource epochKeyHolder(String address, SharedKey shared) {
    try {
      return new HttpEpochKeySource(URI.create(address), shared, crypto.random(), clock);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationError(
          "Holders of epoch keys must be URLs such as http://127.0.0.1:28093, not " + address);
    }
  }

  /** Judges the evidence behind sessions. */
  public SessionEvidenceRule sessionEvidence() {
    return new SessionEvidenceRule(environment, TrustListFile.of(configuration, clock));
  }

  /** Judges confirmations by persons; one for each thread. */
  public Confirmations confirmations(ControlState control) {
    return new Confirmations(control, TrustListFile.of(configuration, clock));
  }

  /**
   * Checks cards: responders where the trust list says, the directory where the settings say.
   *
   * @throws ConfigurationError if a setting is missing or wrong
   */
  public CardLogin cardLogin() {
    configuration.require("identity.trust-list.file", "identity.trust-list-signer.file");
    HttpTelematik ti;
    try {
      ti = new HttpTelematik(URI.create(configuration.text("identity.directory.url")));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationError(
          "The setting identity.directory.url must be a URL such as http://127.0.0.1:28092/fhir");
    }
    return new CardLogin(ti, ti, TrustListFile.of(configuration, clock), crypto.random(), clock);
  }

  /** The keys that this stage shares with others for attestations. */
  public SecretFolder attestationKeys() {
    return new SecretFolder(configuration.path("attestation-keys.folder"));
  }

  /** The pinned root of trust. */
  public RootOfTrust rootOfTrust() {
    return rootOfTrust(configuration.path("trust.root.file"), configuration.text("trust.root-pin"));
  }

  /** The root of trust in a file, for who has its pin from elsewhere than the settings. */
  public RootOfTrust rootOfTrust(Path file, String pin) {
    try {
      RootOfTrust root =
          RootOfTrustFile.read(Files.readAllBytes(file), pin, clock.instant(), crypto.hot());
      if (!root.environment().equals(environment.name().toLowerCase(java.util.Locale.ROOT))) {
        throw new ConfigurationError(
            "The root of trust is for " + root.environment() + ", this process for " + environment);
      }
      return root;
    } catch (IOException e) {
      throw new ConfigurationError("The root of trust " + file + " cannot be read: " + e);
    } catch (UntrustedRoot e) {
      throw new ConfigurationError(file + ": " + e.getMessage());
    }
  }

  /** Reads the control topics into a view. */
  public ControlTopicReader controlReader(ControlView view) {
    return new ControlTopicReader(
        stage,
        kafka.consumer(stage + "-control-" + instance),
        deserializer(ControlRecord.class),
        new ControlSignatures(rootOfTrust(), crypto.hot()),
        view,
        clock,
        meters);
  }
}
