package de.siegel.client;

import de.siegel.client.confirm.Confirmer;
import de.siegel.client.session.CardTerminal;
import de.siegel.identity.card.CardChallenge;
import de.siegel.identity.session.AcceptedSession;
import de.siegel.identity.session.CardProof;
import de.siegel.identity.session.SessionApplication;
import de.siegel.identity.session.SessionRefused;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.control.WrappedSecret;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import de.siegel.sealing.SecretWrapping;
import de.siegel.sealing.SessionKeys;
import de.siegel.sealing.SessionSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The SDK of pharmacy backends, in three calls: make a client, take a {@link #counter}, submit
 * requests to it. Who wants to have a hand in sessions opens them here.
 *
 * <p>Safe for use by several threads.
 */
public final class PharmacyClient implements AutoCloseable {
  private final ClientSettings settings;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Producer<byte[], byte[]> producer;
  private final OutcomeReader outcomes;
  private final ExecutorService opener =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "siegel-sessions");
            thread.setDaemon(true);
            return thread;
          });
  private final RequestSealer sealer;
  private final AvroSerializer<IssuanceRequest> serializer;

  /**
   * Connects and begins to listen for replies.
   *
   * @throws de.siegel.schemas.registry.RegistryException if the registry cannot be used
   * @throws org.apache.kafka.common.KafkaException if the outcome topic cannot be read
   */
  public PharmacyClient(ClientSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.serializer =
        new AvroSerializer<>(
            settings.registry(),
            TopicCatalogue.REQUESTS,
            IssuanceRequest.class,
            Registration.LOOK_UP);
    this.sealer = new RequestSealer(settings.tenant(), settings.provider(), random);
    this.outcomes = OutcomeReader.start(settings, clock);
    this.producer =
        new KafkaProducer<>(
            producerSettings(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> producerSettings(ClientSettings settings) {
    Map<String, Object> producer = new HashMap<>(settings.kafka());
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer.put(ProducerConfig.LINGER_MS_CONFIG, (int) settings.linger().toMillis());
    producer.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    return producer;
  }

  /**
   * A counter of a pharmacy whose card opens its sessions; nothing is opened before it is needed.
   *
   * @param card signs whenever a session is opened: at first, every few hours, and after troubles
   * @param terminal terminal id, may be empty
   * @param operator operator pseudonym, may be empty; never a name
   */
  public PharmacyCounter counter(
      CardTerminal card, String pharmacyId, String terminal, String operator) {
    return counter(() -> open(card, pharmacyId, terminal, operator));
  }

  /** As {@link #counter(CardTerminal, String, String, String)}, without a card: for tests. */
  public PharmacyCounter counter(String pharmacyId, String terminal, String operator) {
    return counter(() -> open(pharmacyId, terminal, operator));
  }

  private PharmacyCounter counter(Supplier<PharmacySession> open) {
    return new PharmacyCounter(new SessionKeeper(open, opener, clock), this::submit, clock);
  }

  /**
   * Opens a session for a pharmacy.
   *
   * @param terminal terminal id, may be empty
   * @param operator operator pseudonym, may be empty; never a name
   * @throws de.siegel.identity.session.SessionRefused with the authority's reason
   * @throws de.siegel.identity.session.SessionAuthorityUnavailable if it does not answer
   */
  public PharmacySession open(String pharmacyId, String terminal, String operator) {
    return open(pharmacyId, terminal, operator, settings.authority().epochKeys());
  }

  /**
   * Opens a session that the pharmacy's card asks for.
   *
   * @param card signs once, before this returns
   * @throws de.siegel.identity.session.SessionRefused with the authority's reason, or if it asks
   *     the card to sign something else
   * @throws de.siegel.identity.session.SessionAuthorityUnavailable if it does not answer
   */
  public PharmacySession open(
      CardTerminal card, String pharmacyId, String terminal, String operator) {
    return open(
        pharmacyId, terminal, operator, settings.authority().epochKeys(), Optional.of(card));
  }

  /** As {@link #open(String, String, String)}, for who opens many sessions in one epoch. */
  public PharmacySession open(
      String pharmacyId, String terminal, String operator, List<EpochKey> epochKeys) {
    return open(pharmacyId, terminal, operator, epochKeys, Optional.empty());
  }

  private PharmacySession open(
      String pharmacyId,
      String terminal,
      String operator,
      List<EpochKey> epochKeys,
      Optional<CardTerminal> card) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    String sessionId = HexFormat.of().formatHex(id);
    SessionSecret secret = SessionSecret.random(sessionId, random);
    SessionKeys keys = SessionKeys.generate(SigningAlgorithm.ED25519, settings.provider());
    List<WrappedSecret> wrapped =
        epochKeys.stream().map(key -> SecretWrapping.wrap(secret, key)).toList();
    String epoch = epochKeys.get(0).getEpoch();
    settings.secrets().keep(secret, epochKeys.get(0).getDestroyedAt());
    SessionApplication application =
        new SessionApplication(
            sessionId,
            pharmacyId,
            settings.tenant(),
            terminal,
            operator,
            keys.algorithm(),
            keys.publicKey(),
            epoch,
            secret.commitment(),
            wrapped);
    AcceptedSession accepted =
        settings.authority().open(application, card.map(present -> prove(present, application)));
    PharmacySession session =
        new PharmacySession(
            sessionId, pharmacyId, terminal, operator, epoch, keys, secret, accepted);
    return session;
  }

  /**
   * Ends a session before its time, as when the card is taken out: from then on no request in it is
   * taken.
   *
   * @throws de.siegel.identity.session.SessionRefused if the authority does not know it
   * @throws de.siegel.identity.session.SessionAuthorityUnavailable if it does not answer
   */
  public void end(PharmacySession session) {
    byte[] signature;
    synchronized (serializer) {
      signature = session.keys().signEnd(session.sessionId());
    }
    settings.authority().end(session.sessionId(), signature);
  }

  /** A card signs nothing but a challenge for what this client applies for. */
  private CardProof prove(CardTerminal card, SessionApplication application) {
    byte[] binding = application.binding();
    byte[] challenge = settings.authority().challenge(binding);
    CardChallenge.read(challenge)
        .filter(read -> Arrays.equals(read.binding(), binding))
        .orElseThrow(
            () -> new SessionRefused("The authority's challenge is not for this application"));
    return new CardProof(card.certificate(), challenge, card.sign(challenge));
  }

  /**
   * Publishes a request. Sending the same request again is safe: it is answered as repeated.
   *
   * @return the reply; fails exceptionally if the record could not be published, with {@link
   *     CertificateNotCredible} if the certificate that came must not be used, and with {@link
   *     OutcomeOverdue} after a day without an outcome
   */
  public CompletableFuture<Reply> submit(PharmacySession session, Request request) {
    return submit(session, request, clock.instant());
  }

  /** As {@link #submit(PharmacySession, Request)}, for a request that was made before. */
  public CompletableFuture<Reply> submit(
      PharmacySession session, Request request, Instant createdAt) {
    String submissionId = UUID.randomUUID().toString();
    CompletableFuture<Reply> reply = outcomes.expect(session, request.content(), submissionId);
    try {
      byte[] value;
      synchronized (serializer) {
        value = serializer.serialize(sealer.seal(session, submissionId, request, createdAt));
      }
      byte[] key = session.pharmacyId().getBytes(StandardCharsets.UTF_8);
      producer.send(
          new ProducerRecord<>(TopicCatalogue.REQUESTS, key, value),
          (metadata, failure) -> {
            if (failure != null) {
              outcomes.give(submissionId, failure);
            }
          });
    } catch (RuntimeException notSent) {
      outcomes.give(submissionId, notSent);
    }
    return reply;
  }

  /**
   * Has a person confirm a request whose reply was {@code STEP_UP}, and publishes a new one that
   * supersedes it, in the same session; {@link PharmacyCounter#confirm} is for who leaves sessions
   * to a counter.
   *
   * @param stepUp as it was sent
   * @param why the reply to it; the person is shown its reasons
   * @param person who is asked
   * @return the reply to the new request; empty if the person does not confirm, and then nothing
   *     was sent; fails as {@link #submit(PharmacySession, Request)} and {@link Confirmer#confirm}
   *     do
   */
  public CompletableFuture<Optional<Reply>> confirm(
      PharmacySession session, Request stepUp, Reply why, Confirmer person) {
    Request successor =
        new Request(
            UUID.randomUUID().toString(), stepUp.content(), Optional.of(stepUp.requestId()));
    return person
        .confirm(session.confirmation(successor, why, clock.instant()))
        .thenCompose(
            confirmation ->
                confirmation.isPresent()
                    ? submit(session, successor.confirmed(confirmation.get()))
                        .thenApply(Optional::of)
                    : CompletableFuture.completedFuture(Optional.empty()));
  }

  /**
   * Reads certificates again that were issued to sessions whose secrets are kept, for who has lost
   * the replies: {@code REPEATED} names a certificate and does not bring it. Reads the whole
   * outcome topic, as far as it is kept; returns when all that was there at the call has been read.
   *
   * @param requestIds which requests
   * @param issued is handed each certificate that can still be read, with its request's id
   * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
   */
  public void readAgain(Set<String> requestIds, BiConsumer<String, Reply> issued) {
    new EarlierOutcomes(settings, settings.secrets().kept(clock.instant()), requestIds)
        .read(issued);
  }

  /** How many replies are awaited. */
  public int awaited() {
    return outcomes.awaited();
  }

  @Override
  public void close() {
    opener.shutdown();
    producer.close();
    outcomes.close();
  }
}
