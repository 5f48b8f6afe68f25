package de.siegel.servicekit.testing;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.LocationCodes;
import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.HoldRelease;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.control.StageKeyPurpose;
import de.siegel.schemas.control.WrappedSecret;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Attestations;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.RequestSignature;
import de.siegel.sealing.Seal;
import de.siegel.sealing.SecretWrapping;
import de.siegel.sealing.SessionKeys;
import de.siegel.sealing.SessionSecret;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.LinkOpener;
import de.siegel.servicekit.record.OutcomeWriter;
import de.siegel.servicekit.session.Confirmations;
import de.siegel.servicekit.session.OpenSessions;
import de.siegel.servicekit.session.SessionEvidenceRule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Everything around one stage, real but for Kafka: authorities and their view, keys, registry,
 * sessions of pharmacies.
 */
public final class TestHouse {
  public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  public static final String TENANT = "tenant-a";
  public static final String PHARMACY = "pharmacy-1";
  public static final String LOCATION = "TEST00001";
  public static final String EPOCH = "epoch-1";
  public static final String SAMENESS = "sameness";
  public static final String AUDIT_LINKS = "audit-links";
  public static final String ATTESTATION = "attestation";

  private final TestClock clock = new TestClock(START);
  private final Provider provider = CryptoProviders.choose().hot();
  private final SecureRandom random = new SecureRandom();
  private final SchemaRegistry registry = new InMemorySchemaRegistry();
  private final TestAuthorities authorities =
      new TestAuthorities(provider, clock, new ControlView(clock));
  private final TestKeys keys;
  private int sessions;

  /** Makes the keys and admits {@link #PHARMACY}. */
  public TestHouse(Path folder) {
    keys = new TestKeys(folder);
    Stream.of("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23")
        .forEach(day -> keys.make(SAMENESS, day));
    keys.make(AUDIT_LINKS, "2026-11");
    keys.make(ATTESTATION, "validation.fraud-check.1");
    keys.make(ATTESTATION, "validation.signer.1");
    keys.make(ATTESTATION, "fraud-check.signer.1");
    keys.make(ATTESTATION, "fraud-check.validation.1");
    keys.make(ATTESTATION, "signer.validation.1");
    epoch(EPOCH);
    admit(PHARMACY, admission -> {});
    fraudConfiguration(Map.of("velocity.limit", 1_000.0, "velocity.window-seconds", 3_600.0));
    authorities.heartbeat();
  }

  public TestClock clock() {
    return clock;
  }

  public Provider provider() {
    return provider;
  }

  public SecureRandom random() {
    return random;
  }

  public TestAuthorities authorities() {
    return authorities;
  }

  public ControlView view() {
    return authorities.view();
  }

  public TestKeys keys() {
    return keys;
  }

  public SchemaRegistry registry() {
    return registry;
  }

  /** Time passes, and the authorities go on speaking. */
  public void pass(Duration time) {
    clock.advance(time);
    authorities.heartbeat();
  }

  /** Begins an epoch: a key pair for each reading stage. */
  public void epoch(String epoch) {
    TopicCatalogue.READING_STAGES.forEach(
        stage -> publish(epoch, stage, keys.makeEpoch(epoch, stage).publicKey(), KeyState.ACTIVE));
  }

  /** The authority revokes the keys of an epoch. */
  public void endEpoch(String epoch) {
    TopicCatalogue.READING_STAGES.forEach(
        stage ->
            publish(
                epoch,
                stage,
                keys.epochs(stage).pair(epoch).orElseThrow().publicKey(),
                KeyState.REVOKED));
  }

  private void publish(String epoch, String stage, byte[] publicKey, KeyState state) {
    authorities.publish(
        TopicCatalogue.EPOCH_KEYS,
        epoch + "/" + stage,
        header ->
            new ControlPayload.OfEpochKey(
                new EpochKey(
                    header,
                    epoch,
                    stage,
                    epoch + "." + stage,
                    SecretWrapping.SUITE,
                    ByteBuffer.wrap(publicKey),
                    START,
                    START.plus(Duration.ofHours(1)),
                    START.plus(Duration.ofMinutes(330)),
                    state)));
  }

  private static byte[] locationSeed() {
    return "location-seed-01".getBytes(StandardCharsets.US_ASCII);
  }

  /** The code in the ids of certificates of every pharmacy here, asked for at a time. */
  public static String locationCode(Instant requestedAt) {
    return LocationCodes.of(locationSeed(), LocationCodes.monthOf(requestedAt));
  }

  /** Publishes an admission, ACTIVE unless changed. */
  public void admit(String pharmacy, Consumer<Admission> change) {
    authorities.publish(
        TopicCatalogue.ADMISSIONS,
        pharmacy,
        header -> {
          Admission admission = new Admission();
          admission.setEvidenceHash(ByteBuffer.allocate(0));
          admission.setOpeningHours(List.of());
          admission.setDuties(List.of());
          admission.setRegion(-1);
          admission.setHeader(header);
          admission.setPharmacyId(pharmacy);
          admission.setState(AdmissionState.ACTIVE);
          admission.setOnboardingClass(OnboardingClass.TEST);
          admission.setCohorts(List.of());
          admission.setLocations(List.of(LOCATION));
          admission.setLocationSeed(ByteBuffer.wrap(locationSeed()));
          admission.setTelematikIds(List.of());
          admission.setSuspendedTerminals(List.of());
          admission.setSuspendedOperators(List.of());
          change.accept(admission);
          return new ControlPayload.OfAdmission(admission);
        });
  }

  /** Enrols who may confirm, or revokes the enrolment, as its state says. */
  public void confirmer(Confirmer content) {
    authorities.publish(
        TopicCatalogue.ADMISSIONS,
        Confirmers.id(content),
        header -> {
          Confirmer confirmer = SpecificData.get().deepCopy(Confirmer.SCHEMA$, content);
          confirmer.setHeader(header);
          return new ControlPayload.OfConfirmer(confirmer);
        });
  }

  /** Checks confirmations; of cards none, because there is no trust list. */
  public Confirmations confirmations() {
    return new Confirmations(view(), Optional::empty);
  }

  /** Pulls a brake for {@link #PHARMACY}, or lifts it. */
  public void restrict(RestrictionScope scope, String value, RestrictionState state) {
    restrict(scope, value, state, "");
  }

  /**
   * As {@link #restrict(RestrictionScope, String, RestrictionState)}.
   *
   * @param notice what the pharmacy is told
   */
  public void restrict(
      RestrictionScope scope, String value, RestrictionState state, String notice) {
    boolean one = scope != RestrictionScope.EVERYTHING && scope != RestrictionScope.COHORT;
    Restriction content =
        Restriction.newBuilder(
                Restrictions.imposed(
                        scope,
                        one ? PHARMACY : "",
                        value,
                        "test",
                        scope == RestrictionScope.EVERYTHING
                            ? Optional.of(START.plus(Restrictions.LONGEST_PAUSE))
                            : Optional.empty(),
                        START)
                    .value())
            .setNotice(notice)
            .build();
    authorities.publishBrake(Restriction.newBuilder(content).setState(state).build());
  }

  /** Publishes a document signing key. */
  public void signingKey(String keyId, KeyState state) {
    authorities.publish(
        TopicCatalogue.STAGE_KEYS,
        TopicCatalogue.SIGNER + "/" + keyId,
        header ->
            new ControlPayload.OfStageKey(
                new StageKey(
                    header,
                    TopicCatalogue.SIGNER,
                    keyId,
                    StageKeyPurpose.CERTIFICATE_SIGNING,
                    ByteBuffer.allocate(0),
                    null,
                    state,
                    START.minus(Duration.ofDays(1)),
                    START.plus(Duration.ofDays(180)))));
  }

  /** Publishes thresholds. */
  public void fraudConfiguration(Map<String, Double> parameters) {
    authorities.publish(
        TopicCatalogue.FRAUD_CONFIGURATION,
        "fraud-configuration",
        header ->
            new ControlPayload.OfFraudConfiguration(new FraudConfiguration(header, parameters)));
  }

  /** Analysts release what is held of a pharmacy. */
  public void release(String pharmacy, Instant at, double growth) {
    authorities.publish(
        TopicCatalogue.FRAUD_CONFIGURATION,
        "release/" + pharmacy,
        header ->
            new ControlPayload.OfHoldRelease(
                new HoldRelease(header, pharmacy, at, growth, "asked by phone")));
  }

  /** Makes a session that the authority has not published yet. */
  public TestSession unpublished(String pharmacy, SigningAlgorithm algorithm) {
    String id = String.format("%032x", ++sessions);
    SessionSecret secret = SessionSecret.random(id, random);
    SessionKeys signing = SessionKeys.generate(algorithm, provider);
    List<WrappedSecret> wrapped =
        view().epochKeys().stream()
            .filter(key -> key.getEpoch().equals(EPOCH))
            .map(key -> SecretWrapping.wrap(secret, key))
            .toList();
    Session record =
        new Session(
            null,
            id,
            pharmacy,
            TENANT,
            "terminal-1",
            "operator-1",
            algorithm,
            ByteBuffer.wrap(signing.publicKey()),
            EPOCH,
            ByteBuffer.wrap(secret.commitment()),
            wrapped,
            START,
            START.plus(SessionEvidenceRule.LONGEST),
            SessionState.OPEN,
            new SessionEvidence("soft-test", List.of(), null, null, null));
    return new TestSession(this, record, secret, signing);
  }

  /** Opens a session and publishes it. */
  public TestSession session() {
    return session(session -> {});
  }

  /** Opens a session and publishes it changed. */
  public TestSession session(Consumer<Session> change) {
    return publish(unpublished(PHARMACY, SigningAlgorithm.ED25519), change);
  }

  /** Publishes a session, changed or not; the first time or again. */
  public TestSession publish(TestSession session, Consumer<Session> change) {
    authorities.publish(
        TopicCatalogue.SESSIONS,
        session.id(),
        header -> {
          Session record = SpecificData.get().deepCopy(Session.SCHEMA$, session.record());
          record.setHeader(header);
          change.accept(record);
          return new ControlPayload.OfSession(record);
        });
    return session;
  }

  public <T extends SpecificRecord> AvroSerializer<T> serializer(String topic, Class<T> type) {
    return new AvroSerializer<>(registry, topic, type, Registration.AUTOMATIC);
  }

  public <T extends SpecificRecord> AvroDeserializer<T> deserializer(Class<T> type) {
    return new AvroDeserializer<>(registry, type);
  }

  /** Reads a value that must be readable. */
  public <T extends SpecificRecord> T read(Class<T> type, byte[] value) {
    try {
      return deserializer(type).deserialize(value);
    } catch (UndecodableRecord e) {
      throw new AssertionError(e);
    }
  }

  /** The links of a leaf, decrypted as an auditor with the month's key would. */
  public Links links(AuditEvent event) {
    return LinkOpener.of(new LinkSeal(seal()), keys.secrets(AUDIT_LINKS))
        .open(event)
        .opened()
        .orElseThrow();
  }

  public Seal seal() {
    return new Seal(provider, random);
  }

  /** The attestations of a stage, with all keys that it shares. */
  public Attestations attestations(String stage) {
    return new Attestations(stage, keys.secrets(ATTESTATION).sharedKeys());
  }

  public OpenSessions sessions(String stage) {
    return new OpenSessions(
        stage,
        view(),
        new SessionEvidenceRule(Environment.TEST, Optional::empty),
        keys.epochs(stage),
        new RequestSignature(provider),
        clock);
  }

  public OutcomeWriter outcomes(String stage) {
    return new OutcomeWriter(
        stage,
        new OutcomeSeal(seal()),
        topic -> serializer(topic, de.siegel.schemas.event.Outcome.class));
  }

  public AuditWriter audit(String stage) {
    return new AuditWriter(
        stage,
        "instance-1",
        serializer(TopicCatalogue.AUDIT_EVENTS, AuditEvent.class),
        new LinkSeal(seal()),
        keys.secrets(AUDIT_LINKS),
        new EventAttestations(TopicCatalogue.SEQUENCER, java.util.List.of()),
        random);
  }
}
